import { expect, test } from 'vitest';
import { rows } from '../../clients/sdk/src/errors.ts';
import { until } from '../../dev/demo/until.ts';
import { draftCampaign } from './audience.ts';
import type { Company, World } from './world.ts';

/** Who sees what, through the public surface. */
export function tenancyJourneys(world: World): void {
  const visibleBrands = async ({ client }: Pick<Company, 'client'>) => {
    const contacts = await rows(client.supabase.from('contacts').select('brand_id'));
    return [...new Set(contacts.map(({ brand_id }) => brand_id))].sort();
  };

  test('an agent of one brand sees that brand only, and may not do what agents may not', async () => {
    const owner = await world.company();
    const { client, organizationId, brandId } = owner;
    const second = await client.brands.create({ organization_id: organizationId, name: 'Second' });
    const { campaign } = await draftCampaign(world, owner, 3);
    client.brands.use(second.id);
    const number = await world.connectNumber(client);
    const mine = await client.contacts.create({ name: 'Of the second brand', phone: world.phone() });
    const agent = await world.join(owner, { role: 'agent', brandIds: [second.id] });

    const context = await agent.client.context();
    expect(context.organizations).toMatchObject([
      { id: organizationId, role_key: 'agent', brands: [{ id: second.id, name: 'Second' }] },
    ]);
    expect(await visibleBrands(agent)).toEqual([second.id]);
    const accounts = await rows(agent.client.supabase.from('whatsapp_accounts').select('id'));
    expect(accounts).toEqual([{ id: number.whatsapp_account_id }]);

    agent.client.brands.use(brandId);
    expect((await agent.client.contacts.list()).rows).toEqual([]);
    await expect(agent.client.contacts.create({ name: 'Intruder' })).rejects.toMatchObject({
      slug: 'permission_denied',
    });
    await expect(agent.client.campaigns.launch(campaign.id)).rejects.toMatchObject({
      status: 403,
      code: '42501',
      slug: 'permission_denied',
    });

    agent.client.brands.use(second.id);
    await agent.client.contacts.create({ name: 'New', phone: world.phone() });
    const { phone_number_id } = number;
    await world.simulator().inbound({ phone_number_id, phone: mine.phone, text: 'Hi' });
    const conversation = await until(
      'the conversation',
      async () => (await agent.client.conversations.list())[0] ?? null,
    );
    expect(conversation.contact_id).toBe(mine.id);
    expect(await agent.client.messages.sendText(conversation.id, 'Hello')).toMatchObject({
      status: 'queued',
    });
  });

  test('a user of two organizations works in one at a time by x-brand-id', async () => {
    const first = await world.company();
    const second = await world.company();
    const guest = await world.signUp();
    for (const company of [first, second]) {
      await company.client.contacts.create({ name: 'Theirs', phone: world.phone() });
      await world.join(company, { role: 'manager' }, guest);
    }
    const both = [first.brandId, second.brandId].sort();
    expect(await visibleBrands(guest)).toEqual(both);
    for (const { brandId, organizationId } of [first, second]) {
      guest.client.brands.use(brandId);
      expect(await visibleBrands(guest)).toEqual([brandId]);
      const made = await guest.client.contacts.create({ name: 'By the guest', phone: world.phone() });
      expect(made).toMatchObject({ brand_id: brandId, organization_id: organizationId });
    }
    const astray = { name: 'Astray', brand_id: first.brandId, organization_id: first.organizationId };
    await expect(rows(guest.client.supabase.from('contacts').insert(astray))).rejects.toMatchObject({
      code: '42501',
      slug: 'brand_mismatch',
    });
    guest.client.brands.use(null);
    expect(await visibleBrands(guest)).toEqual(both);
  });

  test('a brand of somebody else, or no id at all, opens nothing', async () => {
    const mine = await world.company();
    const theirs = await world.company();
    await mine.client.contacts.create({ name: 'Mine', phone: world.phone() });
    mine.client.brands.use(theirs.brandId);
    expect(await visibleBrands(mine)).toEqual([]);
    await expect(mine.client.contacts.create({ name: 'Intruder' })).rejects.toMatchObject({
      slug: 'permission_denied',
    });
    mine.client.brands.use('not-an-id');
    await expect(rows(mine.client.supabase.from('contacts').select('id'))).rejects.toMatchObject({
      status: 422,
      code: 'PT422',
      slug: 'brand_header_invalid',
    });
  });

  test('a phone belongs to one contact of a brand, a business number to one brand', async () => {
    const company = await world.company();
    const { client, organizationId, credentials } = company;
    const phone = world.phone();
    await client.contacts.create({ phone });
    await expect(client.contacts.create({ phone })).rejects.toMatchObject({ slug: 'phone_taken' });
    const second = await client.brands.create({ organization_id: organizationId, name: 'Second' });
    client.brands.use(second.id);
    await client.contacts.create({ phone });
    await expect(client.whatsappAccounts.connect(credentials)).rejects.toMatchObject({
      status: 409,
      slug: 'number_already_connected',
    });
    await expect(
      client.whatsappAccounts.connect({ ...credentials, access_token: 'EAAGsomebodyelsestoken000' }),
    ).rejects.toMatchObject({ status: 422, slug: 'whatsapp_token_invalid' });
  });
}
