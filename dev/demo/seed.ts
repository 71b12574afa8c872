import type { ContextOrganization } from '../../clients/sdk/src/context.ts';
import { writeJson } from '../stack/json_file.ts';
import { dataPaths } from '../stack/paths.ts';
import type { DemoData, StackStatus } from '../stack/status.ts';
import { type SignedIn, signInOrUp } from './people.ts';
import {
  brandNumberOf,
  CAMPAIGN_TEMPLATE,
  demoPhone,
  ORGANIZATIONS,
  type PlannedBrand,
  type PlannedOrganization,
  TEMPLATES,
  USERS,
} from './plan.ts';
import { demoAccessToken } from './secrets.ts';
import { createSimulatorControl } from './simulator.ts';
import { until } from './until.ts';

type Account = DemoData['whatsapp_accounts'][number];

/**
 * Makes the demo's people, organizations, brands, numbers, templates and contacts, and writes `<data_dir>/demo.json`.
 * It uses what any customer has (Auth, REST, edge functions), and what is there already it leaves alone: repeating it
 * is harmless, and needed after a restart of the simulator, which forgets its numbers.
 */
export async function seedDemo(stack: StackStatus): Promise<DemoData> {
  await provisionSimulator(stack);
  if (isComplete(stack.demo)) return stack.demo;
  const signedIn = await Promise.all(USERS.map(({ email }) => signInOrUp(stack, email)));
  const people = new Map(signedIn.map((person) => [person.email, person]));
  const accounts = await Promise.all(
    ORGANIZATIONS.map(async (organization) => {
      const owner = ownerOf(organization, people);
      const { id } = await makeOrganization(owner, organization);
      await makeSeats(owner, organization, id, people);
      const lists = [];
      for (const brand of organization.brands) lists.push(await fillBrand(stack, owner, id, brand));
      return lists.flat();
    }),
  );
  const demo: DemoData = { users: await describeUsers(people), whatsapp_accounts: accounts.flat() };
  writeJson(dataPaths(stack.data_dir).demo, demo, 0o600);
  await Promise.all([...people.values()].map(({ client }) => client.close()));
  return demo;
}

/** Tells the simulator of the demo's numbers, tokens and templates. */
export async function provisionSimulator({ simulator_url, secret_key }: StackStatus): Promise<void> {
  const brands = ORGANIZATIONS.flatMap((organization) => organization.brands);
  await createSimulatorControl(simulator_url).provision({
    wabas: brands.map(({ name, waba_id, numbers }) => ({
      waba_id,
      name,
      access_token: demoAccessToken(secret_key, waba_id),
      phone_numbers: numbers.map(({ phone_number_id, display_phone_number, account_name }) => ({
        phone_number_id,
        display_phone_number,
        verified_name: account_name,
      })),
      templates: TEMPLATES,
    })),
  });
}

/** An interrupted seeding writes no demo.json, so one that names every seat and number is a finished one. */
function isComplete(demo: DemoData): boolean {
  const seats = USERS.flatMap((user) => user.seats).length;
  const numbers = ORGANIZATIONS.flatMap(({ brands }) => brands.flatMap((brand) => brand.numbers)).length;
  return demo.users.length === seats && demo.whatsapp_accounts.length === numbers;
}

function ownerOf({ slug }: PlannedOrganization, people: Map<string, SignedIn>): SignedIn {
  const planned = USERS.find(({ seats }) =>
    seats.some((seat) => seat.slug === slug && seat.role === 'owner'),
  );
  const owner = people.get(planned?.email ?? '');
  if (owner === undefined) throw new Error(`The plan names no owner of ${slug}.`);
  return owner;
}

async function makeOrganization(
  { client }: SignedIn,
  planned: PlannedOrganization,
): Promise<ContextOrganization> {
  const mine = async () => (await client.context()).organizations.find(({ slug }) => slug === planned.slug);
  let organization = await mine();
  if (organization === undefined) await client.organizations.create(planned);
  organization ??= await mine();
  if (organization === undefined) throw new Error(`${planned.name} was made but is not there.`);
  const existing = new Set(organization.brands.map(({ name }) => name));
  for (const { name } of planned.brands) {
    if (!existing.has(name)) await client.brands.create({ organization_id: organization.id, name });
  }
  return organization;
}

async function makeSeats(
  { client }: SignedIn,
  { slug }: PlannedOrganization,
  organizationId: string,
  people: Map<string, SignedIn>,
): Promise<void> {
  const brands = await client.brands.list(organizationId);
  const seated = new Set((await client.members.list(organizationId)).map(({ user_id }) => user_id));
  const invited = await client.invitations.list(organizationId);
  for (const { email, seats } of USERS) {
    const person = people.get(email);
    const seat = seats.find((one) => one.slug === slug);
    if (person === undefined || seat === undefined || seated.has(person.userId)) continue;
    const brandIds = brands.filter(({ name }) => seat.brands?.includes(name)).map(({ id }) => id);
    // An interrupted seeding leaves invitations whose tokens nobody knows any more.
    const open = invited.find((one) => one.email === email && !one.accepted_at && !one.revoked_at);
    const { token } =
      open !== undefined
        ? await client.invitations.resend(open.id)
        : await client.invitations.send({
            organizationId,
            email,
            role: seat.role,
            ...(seat.brands !== undefined && { brandIds }),
          });
    await person.client.invitations.accept(token);
  }
}

async function fillBrand(
  stack: StackStatus,
  { client }: SignedIn,
  organizationId: string,
  planned: PlannedBrand,
): Promise<Account[]> {
  const brand = (await client.brands.list(organizationId)).find(({ name }) => name === planned.name);
  if (brand === undefined) throw new Error(`The brand ${planned.name} was made but is not there.`);
  client.brands.use(brand.id);
  try {
    const connected = await client.whatsappAccounts.list();
    for (const { phone_number_id, account_name } of planned.numbers) {
      if (connected.some((account) => account.phone_number_id === phone_number_id)) continue;
      await client.whatsappAccounts.connect({
        phone_number_id,
        waba_id: planned.waba_id,
        account_name,
        access_token: demoAccessToken(stack.secret_key, planned.waba_id),
      });
    }
    if ((await client.contacts.list({ limit: 1 })).rows.length === 0) {
      const place = brandNumberOf(planned.name);
      await client.contactAttributes.ensure([{ key: 'city', type: 'text', label: 'City' }]);
      await client.contacts.importMany(
        Array.from({ length: planned.contacts }, (_, i) => ({
          name: `Customer ${i + 1}`,
          phone: demoPhone(place, 900_000 + i),
          attributes: { city: i % 2 === 0 ? 'Harbortown' : 'Hillside' },
        })),
      );
    }
    await until(`the templates of ${planned.name}`, async () => {
      const approved = await client.templates.list({ metaStatus: 'APPROVED' });
      return approved.some(({ name }) => name === CAMPAIGN_TEMPLATE) ? approved : null;
    });
    const accounts = await client.whatsappAccounts.list();
    return accounts.map(({ id, organization_id, brand_id, phone_number_id, waba_id }) => ({
      organization_id,
      brand_id,
      whatsapp_account_id: id,
      phone_number_id,
      waba_id,
    }));
  } finally {
    client.brands.use(null);
  }
}

/** One entry a seat: a user of two organizations is listed twice, with the same password. */
async function describeUsers(people: Map<string, SignedIn>): Promise<DemoData['users']> {
  const lists = await Promise.all(
    [...people.values()].map(async ({ client, email, password }) => {
      const { organizations } = await client.context();
      return organizations.map(({ id, role_key, brands }) => ({
        email,
        password,
        role: role_key,
        organization_id: id,
        brand_ids: brands.map((brand) => brand.id),
      }));
    }),
  );
  return lists.flat();
}
