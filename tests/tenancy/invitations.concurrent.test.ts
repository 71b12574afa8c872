import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, untilBlocked, type World } from '../worker/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Sent {
  invitation_id: string;
  token: string;
}

async function invite(role: string): Promise<Sent> {
  return actAs(world.connect(1), 'owner', async (sql) => {
    const [row] = await sql<{ sent: Sent }[]>`
      select invite_member(${world.id('org_a')}, (select email from invitee), ${role}) as sent`;
    if (row === undefined) throw new Error('not invited');
    return row.sent;
  });
}

beforeAll(async () => {
  await world.sql`create table public.invitee as select email::text from auth.users where id = ${world.id('stranger')}`;
  await world.sql`grant select on public.invitee to authenticated`;
});

async function leaveAgain(): Promise<number> {
  const left = await world.sql`delete from members where user_id = ${world.id('stranger')}`;
  return left.count;
}

test('of ten who bring the same token at once, one gets the seat', async () => {
  const { token } = await invite('agent');
  const clients = world.connect(10);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      actAs(clients, 'stranger', (sql) => sql`select accept_invitation(${token})`),
    ),
  );
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toHaveLength(9);
  for (const { reason } of refused)
    expect(reason).toMatchObject({ code: 'PT409', detail: 'invitation_unknown' });
  expect(await leaveAgain()).toBe(1);
});

test('who accepts while the invitation is being revoked or resent gets nothing by the old token', async () => {
  for (const verb of ['revoke_invitation', 'resend_invitation']) {
    const { invitation_id, token } = await invite('agent');
    let late: Promise<unknown> = Promise.resolve();
    const [manager, invited] = [world.connect(1), world.connect(1)];
    await actAs(manager, 'owner', async (sql) => {
      await sql`select ${sql(verb)}(${invitation_id}::uuid)`;
      late = actAs(invited, 'stranger', (sql2) => sql2`select accept_invitation(${token})`);
      late.catch(() => {});
      await untilBlocked(world.sql, 'accept_invitation');
    });
    await expect(late).rejects.toMatchObject({ code: 'PT409', detail: 'invitation_unknown' });
    expect(await leaveAgain()).toBe(0);
    await world.sql`update invitations set revoked_at = now() where accepted_at is null and revoked_at is null`;
  }
});

test('a role that somebody is just being given cannot be deleted', async () => {
  await world.sql`insert into roles (organization_id, key, permissions) values (${world.id('org_a')}, 'reader', '{contacts.view}')`;
  const { token } = await invite('reader');
  await world.sql`update invitations set expires_at = now() + interval '1 hour'`;
  let late: Promise<unknown> = Promise.resolve();
  await actAs(world.connect(1), 'stranger', async (sql) => {
    await sql`select accept_invitation(${token})`;
    late = actAs(world.connect(1), 'owner', (sql2) => sql2`delete from roles where key = 'reader'`);
    late.catch(() => {});
    await untilBlocked(world.sql, 'delete from roles');
  });
  await expect(late).rejects.toMatchObject({ code: 'PT409', detail: 'role_in_use' });
  expect(await leaveAgain()).toBe(1);
});
