import type { Sql } from 'postgres';

/** What verify_audit answers. */
export interface Verdict {
  ok: boolean;
  seals: number;
  entries: number;
  head: { sequence: number; hash: string } | null;
  first_broken: {
    reason: string;
    sequence: number | null;
    minute: string;
    sealed: number;
    found: number;
  } | null;
}

/** Makes room for entries of the last hour, which is another month in the first hour of one. */
export async function openPast(sql: Sql): Promise<void> {
  await sql
    .unsafe(`
    create table private.audit_log_past partition of public.audit_log for values
      from (minvalue) to (private.id_floor(date_trunc('month', now(), 'UTC')));
    alter table private.audit_log_past enable row level security;
    create schema past;
    create function past.id(at timestamptz) returns uuid language sql volatile as $$
      select encode(overlay(uuid_send(gen_random_uuid())
        placing int8send(((extract(epoch from at) * 1000)::bigint << 16) | 28672) from 1 for 8), 'hex')::uuid
    $$;
    grant usage on schema past to public;`)
    .simple();
}

/** Adds entries of the past, `each` to a minute; a superuser's right, as only triggers add any in earnest. */
export async function addEntries(
  sql: Sql,
  organizationId: string,
  { minutesAgo, minutes, each }: { minutesAgo: number; minutes: number; each: number },
): Promise<void> {
  await sql`
    insert into public.audit_log (id, organization_id, actor_id, actor_kind, action, entity, entity_id, before, after)
    select past.id(date_trunc('minute', now()) - interval '1 minute' * (${minutesAgo}::int - minute) + interval '1 millisecond' * entry),
      ${organizationId}, 'user', 'user', 'update', 'contacts', 'contact', '{"name": "Ann"}', '{"name": "Anna"}'
    from generate_series(1, ${minutes}::int) as minute, generate_series(1, ${each}::int) as entry`;
}

/**
 * Notes how far sealing may go and waits until it may go there: transactions of the whole cluster count, so those of tests
 * that run at the same time do.
 */
export async function untilSealable(sql: Sql): Promise<void> {
  const [state] = await sql`select pending_until from private.audit_sealing`;
  if (state?.pending_until === null) await seal(sql);
  for (;;) {
    const [row] = await sql<{ ready: boolean }[]>`
      select pg_snapshot_xmin(pg_current_snapshot()) >= pending_xid as ready from private.audit_sealing`;
    if (row?.ready !== false) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Seals all that can be sealed; the number of new seals. */
export async function sealAll(sql: Sql): Promise<number> {
  const before = await seal(sql);
  await untilSealable(sql);
  return before + (await seal(sql));
}

async function seal(sql: Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select private.seal_audit() as n`;
  return row?.n ?? 0;
}

/** The operator's verdict. */
export async function check(sql: Sql, organizationId: string, knownHash?: string): Promise<Verdict> {
  const [row] = await sql<{ v: Verdict }[]>`
    select private.check_audit_chain(${organizationId}, ${knownHash ?? null}) as v`;
  if (row === undefined) throw new Error('no verdict');
  return row.v;
}

/** Changes history as only the owner of the tables can: by taking their guards off. */
export async function tamper(sql: Sql, change: (transaction: Sql) => Promise<unknown>): Promise<void> {
  await sql.begin(async (transaction) => {
    await guards(transaction as unknown as Sql, 'disable');
    await change(transaction as unknown as Sql);
    await guards(transaction as unknown as Sql, 'enable always');
  });
}

async function guards(sql: Sql, verb: 'disable' | 'enable always'): Promise<void> {
  for (const guard of [
    'public.audit_log refuse_change',
    'public.audit_log guard_update',
    'private.audit_seals refuse_change',
  ]) {
    const [table, trigger] = guard.split(' ');
    await sql.unsafe(`alter table ${table} ${verb} trigger ${trigger}`);
  }
}
