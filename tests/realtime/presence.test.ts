import { expect, it } from 'vitest';
import { createPresence } from '../../dev/realtime/presence.ts';

function presence() {
  let count = 0;
  return createPresence<string>(() => `ref-${++count}`);
}

it('tells a re-track as a join of the new meta and a leave of the old', () => {
  const room = presence();
  room.track('socket', 'ana', { at: 1 });
  expect(room.track('socket', 'ana', { at: 2 })).toEqual({
    joins: { ana: { metas: [{ at: 2, phx_ref: 'ref-2' }] } },
    leaves: { ana: { metas: [{ at: 1, phx_ref: 'ref-1' }] } },
  });
});

it('keeps one meta a connection under a shared key', () => {
  const room = presence();
  room.track('phone', 'ana', {});
  room.track('laptop', 'ana', {});
  expect(room.state()).toEqual({ ana: { metas: [{ phx_ref: 'ref-1' }, { phx_ref: 'ref-2' }] } });
  expect(room.untrack('phone')).toEqual({ joins: {}, leaves: { ana: { metas: [{ phx_ref: 'ref-1' }] } } });
  expect(room.untrack('phone')).toBeUndefined();
  expect(room.state()).toEqual({ ana: { metas: [{ phx_ref: 'ref-2' }] } });
});

it('does not let a payload forge its phx_ref', () => {
  expect(presence().track('socket', 'ana', { phx_ref: 'forged' }).joins.ana?.metas[0]?.phx_ref).toBe('ref-1');
});
