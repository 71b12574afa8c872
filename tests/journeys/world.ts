import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { createWabaseClient, type WabaseClient } from '../../clients/sdk/src/client.ts';
import type { Template } from '../../clients/sdk/src/templates.ts';
import type { NewWhatsappAccount } from '../../clients/sdk/src/whatsapp_accounts.ts';
import { until } from '../../dev/demo/until.ts';
import type { StackStatus } from '../../dev/stack/status.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { createSimulator, type Simulator } from './simulator.ts';

/** A user with a client of his own. */
export interface Person {
  client: WabaseClient;
  userId: string;
  email: string;
}

/** A number that is connected, and how to be its customer. */
export interface ConnectedNumber {
  whatsapp_account_id: string;
  phone_number_id: string;
  template: Template;
  /** What it was connected with. */
  credentials: NewWhatsappAccount;
}

/** An organization of one owner, ready to send. */
export interface Company extends Person, ConnectedNumber {
  organizationId: string;
  brandId: string;
}

/** One running stack for all journeys, and what they begin with. Every journey has tenants of its own. */
export interface World {
  status(): StackStatus;
  simulator(): Simulator;
  signUp(): Promise<Person>;
  /** A new person who was invited into an organization and has accepted. */
  join(
    inviter: Pick<Company, 'client' | 'organizationId'>,
    seat: { role: string; brandIds?: string[] },
    person?: Person,
  ): Promise<Person & { memberId: string }>;
  /** Connects a new number of `mps` messages a second to the brand that the client has chosen. */
  connectNumber(client: WabaseClient, mps?: number): Promise<ConnectedNumber>;
  /** Sign-up, organization, number and template. */
  company(mps?: number): Promise<Company>;
  /** A phone that nobody else uses. */
  phone(): string;
}

/** Starts the stack before the tests of the file and stops it after them. */
export function useWorld(): World {
  let stack: TestStack | undefined;
  let simulator: Simulator | undefined;
  const people: WabaseClient[] = [];
  let serial = 0;

  beforeAll(async () => {
    stack = await startTestStack();
    simulator = createSimulator(stack.status().simulator_url);
  });
  afterAll(async () => {
    await Promise.all(people.map((client) => client.close()));
    await stack?.stop();
  });

  const status = () => started(stack).status();

  async function signUp(): Promise<Person> {
    const { api_url, publishable_key } = status();
    const client = createWabaseClient({ url: api_url, publishableKey: publishable_key });
    people.push(client);
    serial += 1;
    const email = `user-${serial}@example.com`;
    const { user } = await client.auth.signUp(email, randomBytes(12).toString('base64url'));
    return { client, userId: user.id, email };
  }

  async function connectNumber(client: WabaseClient, mps = 1_000): Promise<ConnectedNumber> {
    serial += 1;
    const waba_id = `8000000${serial}`;
    const phone_number_id = `7000000${serial}`;
    const access_token = `EAAG${randomBytes(24).toString('base64url')}`;
    await started(simulator).provision({
      wabas: [
        {
          waba_id,
          access_token,
          phone_numbers: [
            {
              phone_number_id,
              display_phone_number: `+1 555 020 ${String(serial).padStart(4, '0')}`,
              throughput_mps: mps,
            },
          ],
          templates: [
            {
              name: 'greeting',
              language: 'en',
              category: 'MARKETING',
              components: [{ type: 'BODY', text: 'Hello {{1}}!' }],
            },
          ],
        },
      ],
    });
    const credentials = { waba_id, phone_number_id, access_token, account_name: `Number ${serial}` };
    const { whatsapp_account_id } = await client.whatsappAccounts.connect(credentials);
    const template = await until('the template', async () => {
      const templates = await client.templates.list({ metaStatus: 'APPROVED' });
      return templates.find((one) => one.waba_id === waba_id) ?? null;
    });
    return { whatsapp_account_id, phone_number_id, template, credentials };
  }

  return {
    status,
    simulator: () => started(simulator),
    signUp,
    async join({ client, organizationId }, seat, person) {
      const invited = person ?? (await signUp());
      const { token } = await client.invitations.send({ organizationId, email: invited.email, ...seat });
      const { member_id } = await invited.client.invitations.accept(token);
      return { ...invited, memberId: member_id };
    },
    connectNumber,
    async company(mps) {
      const person = await signUp();
      const made = await person.client.organizations.create({ name: `Company of ${person.userId}` });
      person.client.brands.use(made.brand_id);
      const number = await connectNumber(person.client, mps);
      return { ...person, ...number, organizationId: made.organization_id, brandId: made.brand_id };
    },
    phone() {
      serial += 1;
      return `+1555${String(serial).padStart(7, '0')}`;
    },
  };
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The stack has not been started.');
  return part;
}
