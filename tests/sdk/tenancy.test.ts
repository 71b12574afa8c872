import { afterEach, describe, expect, test, vi } from 'vitest';
import { createWabaseClient, type WabaseClient } from '../../clients/sdk/src/client.ts';

const BRAND = '01a1f7d3-1a91-703d-bb1e-5e445f3cd101';
const OTHER = '01a1f7d3-1a91-703d-bb1e-5e445f3cd102';
const ORGANIZATION = '01a1f7d3-1a91-703d-bb1e-5e445f3cd103';

afterEach(() => vi.unstubAllGlobals());

interface Sent {
  request: string;
  body: unknown;
  brand: string | null;
}

/** What a call sends to a project that answers everything with `answer`. The brand BRAND is chosen. */
async function sentBy(
  call: (client: WabaseClient) => Promise<unknown>,
  answer: unknown = [],
): Promise<{ sent: Sent; result: unknown }> {
  const requests: Sent[] = [];
  vi.stubGlobal('fetch', async (input: string | URL, init: RequestInit) => {
    const url = new URL(String(input));
    requests.push({
      request: `${init.method ?? 'GET'} ${url.pathname.replace('/rest/v1/', '')}${decodeURIComponent(url.search)}`,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      brand: new Headers(init.headers).get('x-brand-id'),
    });
    return Response.json(answer);
  });
  const client = createWabaseClient({
    url: 'http://127.0.0.1:9',
    publishableKey: 'sb_publishable_test',
    accessToken: async () => null,
    brandId: BRAND,
  });
  const result = await call(client);
  await client.close();
  const [sent] = requests;
  if (sent === undefined || requests.length > 1) throw new Error(`${requests.length} requests were sent`);
  return { sent, result };
}

const CALLS: [string, (client: WabaseClient) => Promise<unknown>, string, unknown][] = [
  [
    'a new role for a seat',
    (client) => client.members.change('m', { role: 'manager' }),
    'POST rpc/change_member',
    { member_id: 'm', role_key: 'manager' },
  ],
  [
    'a seat limited to a brand',
    (client) => client.members.change('m', { brandIds: [BRAND] }),
    'POST rpc/change_member',
    { member_id: 'm', brand_ids: [BRAND] },
  ],
  [
    'a seat of all brands',
    (client) => client.members.change('m', { brandIds: 'all', status: 'active' }),
    'POST rpc/change_member',
    { member_id: 'm', all_brands: true, status: 'active' },
  ],
  ['the end of a seat', (client) => client.members.remove('m'), 'POST rpc/remove_member', { member_id: 'm' }],
  [
    'a hand-over',
    (client) => client.members.transferOwnership('m'),
    'POST rpc/transfer_ownership',
    { member_id: 'm' },
  ],
  [
    'a word to all colleagues',
    (client) => client.members.setAvailability('away'),
    'POST rpc/set_availability',
    { availability: 'away' },
  ],
  ['a sign of life', (client) => client.members.heartbeat(), 'POST rpc/heartbeat', {}],
  [
    'the team list',
    (client) => client.members.people(ORGANIZATION),
    'POST rpc/list_members',
    { organization_id: ORGANIZATION },
  ],
  [
    'the permissions of a seat',
    (client) => client.members.permissions('m'),
    'POST rpc/member_permissions',
    { member_id: 'm' },
  ],
  [
    'an invitation to all brands',
    (client) =>
      client.invitations.send({ organizationId: ORGANIZATION, email: 'a@example.com', role: 'agent' }),
    'POST rpc/invite_member',
    { organization_id: ORGANIZATION, email: 'a@example.com', role_key: 'agent' },
  ],
  [
    'an acceptance',
    (client) => client.invitations.accept('token'),
    'POST rpc/accept_invitation',
    { token: 'token' },
  ],
  [
    'a resend',
    (client) => client.invitations.resend('i'),
    'POST rpc/resend_invitation',
    { invitation_id: 'i' },
  ],
  [
    'a withdrawal',
    (client) => client.invitations.revoke('i'),
    'POST rpc/revoke_invitation',
    { invitation_id: 'i' },
  ],
  [
    'the list of invitations',
    (client) => client.invitations.list(ORGANIZATION),
    `GET invitations?select=*&organization_id=eq.${ORGANIZATION}&order=id.desc`,
    undefined,
  ],
  [
    'the list of roles',
    (client) => client.roles.list(ORGANIZATION),
    `GET roles?select=*&or=(organization_id.is.null,organization_id.eq.${ORGANIZATION})&order=organization_id.asc.nullsfirst,key.asc`,
    undefined,
  ],
  [
    'a custom role',
    (client) =>
      client.roles.create({ organizationId: ORGANIZATION, key: 'reader', permissions: ['contacts.view'] }),
    'POST roles?select=*',
    { organization_id: ORGANIZATION, key: 'reader', permissions: ['contacts.view'] },
  ],
  [
    'a changed role',
    (client) => client.roles.update('r', { name: 'Reader' }),
    'PATCH roles?id=eq.r&select=*',
    { name: 'Reader' },
  ],
  ['a deleted role', (client) => client.roles.delete('r'), 'DELETE roles?id=eq.r&select=id', undefined],
  [
    'a question about a right',
    (client) => client.roles.check('contacts.view'),
    'POST rpc/check_permission',
    { permission: 'contacts.view' },
  ],
  ['a flag', (client) => client.flags.isOn('new_inbox'), 'POST rpc/flag', { name: 'new_inbox' }],
  [
    'a flag of a brand',
    (client) => client.flags.isOn('new_inbox', OTHER),
    'POST rpc/flag',
    { name: 'new_inbox', brand_id: OTHER },
  ],
  [
    'a profile',
    (client) => client.organizations.update(ORGANIZATION, { timezone: 'Europe/Lisbon', theme_color: null }),
    `PATCH organizations?id=eq.${ORGANIZATION}&select=*`,
    { timezone: 'Europe/Lisbon', theme_color: null },
  ],
];

describe('tenancy helpers', () => {
  test.each(CALLS)('%s', async (_name, call, request, body) => {
    const { sent } = await sentBy(call);
    expect(sent).toEqual({ request, body, brand: BRAND });
  });

  test.each([
    ['archive', 'archived'],
    ['restore', 'active'],
  ] as const)('to %s a brand works from whichever brand is chosen', async (verb, status) => {
    const { sent } = await sentBy((client) => client.brands[verb](OTHER), { id: OTHER });
    expect(sent).toEqual({ request: `PATCH brands?id=eq.${OTHER}&select=*`, body: { status }, brand: '' });
  });

  test('an answer of yes or no is passed on', async () => {
    const { result } = await sentBy((client) => client.roles.check('contacts.view', OTHER), false);
    expect(result).toBe(false);
  });
});
