import { expect, test } from 'vitest';
import type { Member } from '../../clients/sdk/src/members.ts';
import { until } from '../../dev/demo/until.ts';
import type { Person, World } from './world.ts';

/** The local Realtime server looks at rights again every 3 s; the rest is the way of the news. */
const SECONDS_TO_CLOSE = 6;

/** How people come, change and go. */
export function memberJourneys(world: World): void {
  test('an invitation is accepted by the person it is for, once', async () => {
    const owner = await world.company();
    const { client, organizationId, brandId } = owner;
    const [invited, other] = [await world.signUp(), await world.signUp()];
    const sent = await client.invitations.send({
      organizationId,
      email: invited.email.toUpperCase(),
      role: 'agent',
      brandIds: [brandId],
    });
    await expect(
      client.invitations.send({ organizationId, email: invited.email, role: 'agent' }),
    ).rejects.toMatchObject({ status: 409, slug: 'invitation_exists' });
    await expect(other.client.invitations.accept(sent.token)).rejects.toMatchObject({
      status: 403,
      slug: 'invitation_for_other_email',
    });
    const again = await client.invitations.resend(sent.invitation_id);
    await expect(invited.client.invitations.accept(sent.token)).rejects.toMatchObject({
      slug: 'invitation_unknown',
    });
    const seat = await invited.client.invitations.accept(again.token);
    expect(seat).toMatchObject({ organization_id: organizationId, role_key: 'agent' });
    await expect(invited.client.invitations.accept(again.token)).rejects.toMatchObject({
      status: 409,
      slug: 'invitation_unknown',
    });
    const [listed] = await client.invitations.list(organizationId);
    expect(listed).toMatchObject({ id: sent.invitation_id, email: invited.email, revoked_at: null });
    expect(listed?.accepted_at).not.toBeNull();
    expect(JSON.stringify(listed)).not.toContain(again.token);
    expect(await invited.client.invitations.list(organizationId)).toEqual([]);
  });

  test('rights change with the next request, in a session that is open', async () => {
    const owner = await world.company();
    const { client, organizationId } = owner;
    const person = await world.join(owner, { role: 'manager' });
    person.client.brands.use(owner.brandId);
    const contact = await person.client.contacts.create({ name: 'Made as a manager' });
    expect(await person.client.roles.check('contacts.edit')).toBe(true);

    const role = await client.roles.create({
      organizationId,
      key: 'reader',
      permissions: ['contacts.view'],
      name: 'Reader',
    });
    await client.members.change(person.memberId, { role: role.key });
    expect(await person.client.roles.check('contacts.edit')).toBe(false);
    await expect(person.client.contacts.create({ name: 'No more' })).rejects.toMatchObject({ status: 403 });
    expect((await person.client.contacts.list()).rows.map(({ id }) => id)).toEqual([contact.id]);
    await client.roles.update(role.id, { permissions: [] });
    expect((await person.client.contacts.list()).rows).toEqual([]);
    await expect(client.roles.delete(role.id)).rejects.toMatchObject({ slug: 'role_in_use' });

    expect(await person.client.members.setAvailability('online')).toMatchObject([{ availability: 'online' }]);
    await expect(client.members.remove((await seatOf(owner, organizationId)).id)).rejects.toMatchObject({
      status: 409,
      slug: 'last_owner',
    });
    await client.members.transferOwnership(person.memberId);
    expect((await seatOf(owner, organizationId)).role_key).toBe('admin');
    await client.members.remove((await seatOf(owner, organizationId)).id);
    expect((await client.context()).organizations).toEqual([]);
  });

  test('the open channel of a removed member is closed', async () => {
    const owner = await world.company();
    const { client, brandId, phone_number_id } = owner;
    const [leaver, stayer] = [
      await world.join(owner, { role: 'agent', brandIds: [brandId] }),
      await world.join(owner, { role: 'agent' }),
    ];
    leaver.client.brands.use(brandId);
    const heard = { leaver: 0, stayer: 0 };
    let closed: number | null = null;
    await leaver.client.inbox.subscribe({
      brandId,
      onEvent() {
        heard.leaver += 1;
      },
      onState: (state) => {
        if (state === 'interrupted') closed ??= performance.now();
      },
    });
    await stayer.client.inbox.subscribe({
      brandId,
      onEvent() {
        heard.stayer += 1;
      },
    });
    await world.simulator().inbound({ phone_number_id, phone: world.phone(), text: 'Hi' });
    await until('both to hear', async () => (heard.leaver > 0 && heard.stayer > 0 ? true : null));

    const removed = performance.now();
    await client.members.remove(leaver.memberId);
    expect((await leaver.client.contacts.list()).rows).toEqual([]);
    const seconds = ((await until('the channel to close', async () => closed)) - removed) / 1000;
    expect(seconds).toBeLessThan(SECONDS_TO_CLOSE);
    const before = { ...heard };
    await world.simulator().inbound({ phone_number_id, phone: world.phone(), text: 'Who is left?' });
    await until('the other to hear', async () => (heard.stayer > before.stayer ? true : null));
    expect(heard.leaver).toBe(before.leaver);
    await expect(leaver.client.inbox.subscribe({ brandId })).rejects.toMatchObject({
      slug: 'realtime_refused',
    });
    console.info(`A removed member's channel was closed after ${seconds.toFixed(1)} s.`);
  });
}

async function seatOf({ client, userId }: Person, organizationId: string): Promise<Member> {
  const seat = (await client.members.list(organizationId)).find((one) => one.user_id === userId);
  if (seat === undefined) throw new Error('The person has no seat.');
  return seat;
}
