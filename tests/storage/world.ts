import { randomBytes, randomUUID } from 'node:crypto';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import postgres, { type Sql } from 'postgres';
import { startTestStack, type TestStack } from '../support/stack.ts';

export interface Person {
  client: SupabaseClient;
  userId: string;
  email: string;
}

/** Two organizations on a running Storage, with the people that its rules tell apart. */
export interface StorageWorld {
  stack: TestStack;
  sql: Sql;
  url: string;
  key: string;
  /** `<organization id>/<brand id>` */
  ours: string;
  oursSecondBrand: string;
  theirs: string;
  owner: Person;
  /** An agent of the first brand only. */
  agent: Person;
  stranger: Person;
  /** A client that nobody has signed in to. */
  nobody: SupabaseClient;
  stop(): Promise<void>;
}

/** Starts what Storage needs, and signs the people up. */
export async function startStorageWorld(processes: string[] = []): Promise<StorageWorld> {
  const stack = await startTestStack({ processes: ['gateway', 'data-api', 'storage', ...processes] });
  const { api_url: url, publishable_key: key, db_url } = stack.status();
  const sql = postgres(db_url, { max: 2, onnotice: () => {} });
  const connect = () => createClient(url, key, { auth: { persistSession: false } });
  const signUp = async (name: string): Promise<Person> => {
    const client = connect();
    const email = `${name}-${randomUUID()}@example.com`;
    const { data, error } = await client.auth.signUp({ email, password: randomBytes(12).toString('hex') });
    if (error) throw error;
    return { client, email, userId: data.user?.id ?? '' };
  };
  const [owner, agent, stranger] = await Promise.all([signUp('owner'), signUp('agent'), signUp('stranger')]);
  const organize = async ({ client }: Person, name: string) => {
    const { data, error } = await client.rpc('create_organization', { name });
    if (error) throw error;
    return data as { organization_id: string; brand_id: string };
  };
  const mine = await organize(owner, 'Ours');
  const other = await organize(stranger, 'Theirs');
  await sql`update public.subscriptions set plan_key = 'unlimited', status = 'active'`;
  const [second] = await sql<{ id: string }[]>`
    insert into public.brands (organization_id, name) values (${mine.organization_id}, 'Second') returning id`;
  const [seat] = await sql<{ id: string }[]>`
    insert into public.members (organization_id, user_id, role_key, all_brands)
    values (${mine.organization_id}, ${agent.userId}, 'agent', false) returning id`;
  await sql`insert into public.member_brands (organization_id, member_id, brand_id)
    values (${mine.organization_id}, ${seat?.id ?? ''}, ${mine.brand_id})`;
  return {
    stack,
    sql,
    url,
    key,
    ours: `${mine.organization_id}/${mine.brand_id}`,
    oursSecondBrand: `${mine.organization_id}/${second?.id}`,
    theirs: `${other.organization_id}/${other.brand_id}`,
    owner,
    agent,
    stranger,
    nobody: connect(),
    async stop() {
      await sql.end({ timeout: 2 });
      await stack.stop();
    },
  };
}

/** A name under a brand's folder that nobody has used. */
export function nameIn(folder: string, file = 'file.pdf'): string {
  return `${folder}/${randomUUID()}/${file}`;
}
