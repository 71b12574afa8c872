import { describe, expect, it } from 'vitest';
import {
  type Broadcast,
  decodeFrame,
  encodeBroadcast,
  encodeMessage,
  FrameError,
  parseVsn,
} from '../../dev/realtime/frames.ts';

/** Builds a kind-3 frame as supabase-js does. */
function push(fields: [string, string, string, string, string], encoding: number, body: string): Buffer {
  const parts = fields.map((field) => Buffer.from(field));
  return Buffer.concat([
    Buffer.from([3, ...parts.map((part) => part.length), encoding]),
    ...parts,
    Buffer.from(body),
  ]);
}

describe('decodeFrame', () => {
  it('reads a text frame of version 2.0.0', () => {
    const data = Buffer.from('["6","7","realtime:t","phx_join",{"config":{}}]');
    expect(decodeFrame('2.0.0', data, false)).toEqual({
      joinRef: '6',
      ref: '7',
      topic: 'realtime:t',
      event: 'phx_join',
      payload: { config: {} },
    });
  });

  it('reads a JSON object of version 1.0.0', () => {
    const data = Buffer.from('{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"3"}');
    const frame = decodeFrame('1.0.0', data, false);
    expect(frame).toEqual({ joinRef: null, ref: '3', topic: 'phoenix', event: 'heartbeat', payload: {} });
  });

  it('keeps the bytes of a binary broadcast, in any script', () => {
    const body = '{"text":"नमस्ते"}';
    const frame = decodeFrame('2.0.0', push(['6', '8', 'realtime:तार', 'naïve', ''], 1, body), true);
    expect(frame).toMatchObject({ joinRef: '6', ref: '8', topic: 'realtime:तार', event: 'broadcast' });
    expect(frame.broadcast).toEqual({ event: 'naïve', encoding: 'json', body: Buffer.from(body) });
  });

  it('reads a text broadcast', () => {
    const payload = { type: 'broadcast', event: 'e', payload: { a: 1 } };
    const data = Buffer.from(JSON.stringify(['1', '2', 'realtime:t', 'broadcast', payload]));
    const { broadcast } = decodeFrame('2.0.0', data, false);
    expect(broadcast).toEqual({ event: 'e', encoding: 'json', body: Buffer.from('{"a":1}') });
  });

  const cutOff = push(['6', '8', 'realtime:t', 'e', ''], 1, '').subarray(0, 12);
  it.each<[string, '1.0.0' | '2.0.0', Buffer, boolean]>([
    ['text that is not JSON', '2.0.0', Buffer.from('hello'), false],
    ['an array that is too short', '2.0.0', Buffer.from('["1","2"]'), false],
    ['an object without a topic', '1.0.0', Buffer.from('{"event":"x"}'), false],
    ['an unknown binary kind', '2.0.0', Buffer.from([9, 0, 0, 0, 0, 0, 0]), true],
    ['a binary frame that is cut off', '2.0.0', cutOff, true],
    ['a broadcast whose JSON is broken', '2.0.0', push(['', '', 'realtime:t', 'e', ''], 1, '{'), true],
    ['a binary frame in version 1.0.0', '1.0.0', push(['', '', 'realtime:t', 'e', ''], 1, '{}'), true],
  ])('refuses %s', (_name, vsn, data, isBinary) => {
    expect(() => decodeFrame(vsn, data, isBinary)).toThrow(FrameError);
  });
});

describe('encodeBroadcast', () => {
  const message: Broadcast = {
    topic: 't',
    event: 'e',
    encoding: 'json',
    body: Buffer.from('{"a":1}'),
    meta: { id: 'x' },
  };

  it('makes a kind-4 frame in version 2.0.0', () => {
    const head = Buffer.from([4, 10, 1, 10, 1]);
    const expected = Buffer.concat([head, Buffer.from('realtime:te{"id":"x"}{"a":1}')]);
    expect(encodeBroadcast('2.0.0', message)).toEqual(expected);
  });

  it('falls back to text when a field does not fit into its length byte', () => {
    const frame = encodeBroadcast('2.0.0', { ...message, event: 'e'.repeat(256) });
    expect(JSON.parse(String(frame))).toMatchObject([
      null,
      null,
      'realtime:t',
      'broadcast',
      { meta: { id: 'x' } },
    ]);
  });

  it('makes a JSON object in version 1.0.0, and nothing of binary content', () => {
    expect(JSON.parse(String(encodeBroadcast('1.0.0', message)))).toEqual({
      topic: 'realtime:t',
      event: 'broadcast',
      payload: { type: 'broadcast', event: 'e', payload: { a: 1 }, meta: { id: 'x' } },
      ref: null,
      join_ref: null,
    });
    expect(encodeBroadcast('1.0.0', { ...message, encoding: 'binary' })).toBeUndefined();
  });
});

it('encodes a reply for both versions', () => {
  const reply = { status: 'ok', response: {} };
  expect(encodeMessage('2.0.0', '1', '2', 't', 'phx_reply', reply)).toBe(
    '["1","2","t","phx_reply",{"status":"ok","response":{}}]',
  );
  expect(JSON.parse(encodeMessage('1.0.0', '1', '2', 't', 'phx_reply', reply))).toEqual({
    topic: 't',
    event: 'phx_reply',
    payload: reply,
    ref: '2',
    join_ref: '1',
  });
});

it.each([
  [null, '1.0.0'],
  ['1.0.0', '1.0.0'],
  ['2.0.0', '2.0.0'],
  ['3.0.0', undefined],
])('reads vsn %s as %s', (value, expected) => {
  expect(parseVsn(value)).toBe(expected);
});
