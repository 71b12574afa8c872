import { expect, test } from 'vitest';
import { createWabaseClient } from '../../clients/sdk/src/client.ts';
import type { Console } from './world.ts';

/** What each of three people sees, side by side, also by typing the addresses of the others. */
export function isolationTests(console: Console): void {
  test('each sees only what is theirs', async () => {
    const foreign = await campaignOf(console, 'owner@lumen-clinic.example');
    const [owner, agent] = await Promise.all([
      console.openAs('owner@harbor-coffee.example'),
      console.openAs('agent@harbor-coffee.example'),
    ]);

    for (const address of [
      `/campaigns/view/?id=${foreign.campaignId}`,
      `/contacts/view/?id=${foreign.contactId}`,
      `/contacts/import/?id=${foreign.importId}`,
    ]) {
      await owner.goto(address);
      await owner.getByText('This is not here').waitFor();
    }
    // A list opened at somebody else's row shows one's own rows and opens nothing.
    await owner.goto(`/templates/?id=${foreign.templateId}`);
    await owner.getByRole('button', { name: 'season_greeting' }).first().waitFor();
    expect(await owner.getByRole('dialog').count()).toBe(0);
    await owner.goto('/contacts/segments/');
    await owner.getByText('No segments yet').waitFor();
    await owner.goto(`/contacts/?f=${filterOf(foreign.segmentId)}`);
    await owner.getByText('Nobody fits').or(owner.getByText('This did not work')).waitFor();

    // The agent has one brand of two, and no right to campaigns.
    await agent.getByText('Harbor Coffee', { exact: true }).first().waitFor();
    expect(await agent.getByRole('link', { name: 'Campaigns' }).count()).toBe(0);
    for (const address of [
      '/campaigns/',
      '/campaigns/new/',
      '/contacts/import/',
      '/contacts/exports/',
      '/settings/audit/',
      '/settings/roles/',
      '/settings/brands/',
    ]) {
      await agent.goto(address);
      await agent.getByText('You may not see this').waitFor();
    }
    await agent.goto('/contacts/');
    await agent
      .getByRole('link', { name: /Customer \d+/ })
      .first()
      .waitFor();
    const theirs = await contactOf(console, 'owner@harbor-coffee.example');
    await agent.goto(`/contacts/view/?id=${theirs}`);
    await agent.getByText('This is not here').waitFor();
  });
}

/** The address of a list that is filtered by a segment. */
function filterOf(segmentId: string): string {
  const condition = { kind: 'segment', comparison: 'eq', value: segmentId, values: [], key: '' };
  return encodeURIComponent(JSON.stringify({ words: '', conditions: [condition] }));
}

async function clientOf(console: Console, email: string) {
  const { api_url, publishable_key, demo } = console.status();
  const user = demo.users.find((one) => one.email === email);
  if (user === undefined) throw new Error(`The demo has no ${email}.`);
  const client = createWabaseClient({ url: api_url, publishableKey: publishable_key });
  await client.auth.signIn(email, user.password);
  client.brands.use(user.brand_ids[0] ?? null);
  return client;
}

/** What an address can name of somebody's first brand. */
async function campaignOf(console: Console, email: string) {
  const client = await clientOf(console, email);
  try {
    const [[account], [template], { rows }] = await Promise.all([
      client.whatsappAccounts.list(),
      client.templates.list({ metaStatus: 'APPROVED' }),
      client.contacts.list({ limit: 1 }),
    ]);
    const { id } = await client.campaigns.create({
      name: 'Not yours',
      whatsapp_account_id: account?.id ?? '',
      template_id: template?.id ?? '',
      audience: { all: true },
    });
    const [segment, { id: importId }] = await Promise.all([
      client.segments.create({ name: 'Not yours', definition: { name: { exists: true } } }),
      client.imports.upload(new Blob(['Phone\n+12125550199']), 'not-yours.csv'),
    ]);
    return {
      campaignId: id,
      contactId: rows[0]?.id ?? '',
      templateId: template?.id ?? '',
      segmentId: segment.id,
      importId,
    };
  } finally {
    await client.close();
  }
}

async function contactOf(console: Console, email: string): Promise<string> {
  const client = await clientOf(console, email);
  try {
    return (await client.contacts.list({ limit: 1 })).rows[0]?.id ?? '';
  } finally {
    await client.close();
  }
}
