import type { Sql } from 'postgres';
import { say } from '../result.ts';

export interface BigBrand {
  organization_id: string;
  brand_id: string;
  user_id: string;
  /** Borne by half of the contacts, by one in ten, by one in 2,000. */
  labels: { common: string; some: string; rare: string };
  group_id: string;
}

const FIRST = `array['Ann','Bo','Carla','Deepak','Emre','Fatima','Goran','Hana','Ines','Jonas','Kofi','Lucía','Mehmet','Nadia','Omar','Priya']`;
const LAST = `array['Anders','Bergström','Castellano','Dubois','Eriksen','Fontaine','Garcia','Hoffmann','Ivanova','Janssen','Kowalski','Larsen','Moreau','Nakamura','Okafor','Petrov','Quintero','Rossi','Sanders','Tanaka']`;

/**
 * Gives the first tenant a brand of `contacts` contacts with everything that a filter can ask for. The oldest fifth is named
 * "Lead …" and comes from an import: what is common, but far from where a search begins to read.
 */
export async function fillBigBrand(sql: Sql, contacts: number): Promise<BigBrand> {
  const [tenant] = await sql<BigBrand[]>`
    select b.organization_id, b.id as brand_id, m.user_id from public.brands b
    join public.members m on m.organization_id = b.organization_id and m.role_key = 'manager' order by b.id limit 1`;
  if (tenant === undefined) throw new Error('there is no tenant');
  const key = `'${tenant.organization_id}'::uuid, '${tenant.brand_id}'::uuid`;
  const step = async (what: string, text: string) => {
    const started = performance.now();
    await sql.unsafe(text);
    say(`${what}: ${Math.round((performance.now() - started) / 100) / 10} s`);
  };
  // The index of keys is built at the end, as a restored dump would.
  const [definition] = await sql<{ text: string }[]>`
    select pg_get_indexdef('private.contact_search_keys_idx'::regclass) as text`;
  await sql`set session_replication_role = replica`;
  await sql`select setseed(0.25)`;
  await step(
    `${contacts} contacts of one brand`,
    `insert into public.contact_attributes (organization_id, brand_id, key, type, label, options) values
       (${key}, 'city', 'text', 'City', '{}'), (${key}, 'age', 'number', 'Age', '{}'), (${key}, 'vip', 'boolean', 'VIP', '{}'),
       (${key}, 'birthday', 'date', 'Birthday', '{}'), (${key}, 'tier', 'option', 'Tier', '{gold,silver,bronze}');
     insert into public.contacts (organization_id, brand_id, name, phone, username, locale, source, attributes, last_inbound_at)
     select ${key},
       case when n <= ${contacts} / 5 then 'Lead ' || n else (${FIRST})[1 + n % 16] || ' ' || (${LAST})[1 + (n / 7) % 20] || ' ' || n % 9973 end,
       '+49' || (1500000000 + n * 7919::bigint % 899999999), case when n % 3 = 0 then 'user' || n::bigint * 7919 % 1000003 end,
       (array['en', 'de', 'tr', 'es'])[1 + n % 4], case when n <= ${contacts} / 5 then 'import' when n % 5000 = 0 then 'api' else 'inbound' end,
       jsonb_build_object('city', case when n % 4999 = 0 then 'Oslo' else (array['Berlin', 'Lisbon', 'Izmir', 'Porto'])[1 + n % 4] end,
         'age', 18 + n % 60 + case when n % 20011 = 0 then 100 else 0 end, 'tier', (array['gold', 'silver', 'bronze'])[1 + n % 3],
         'vip', n % 1009 = 0, 'birthday', '1970-01-01'::date + n % 15000),
       case when n % 5 < 3 then now() - (1 - n::double precision / ${contacts}) * interval '700 days' - random() * interval '20 days' end
     from generate_series(1, ${contacts}) n;
     analyze public.contacts`,
  );
  await step(
    'what they are found by',
    `drop index private.contact_search_keys_idx;
     select private.write_contact_search(array_agg(chunked.contact order by (chunked.contact).id))
     from (select c as contact, row_number() over (order by c.id) / 5000 as chunk from public.contacts c) as chunked group by chunk;
     set maintenance_work_mem = '1GB';
     ${definition?.text ?? ''}`,
  );
  await step(
    'labels and groups',
    `insert into public.labels (organization_id, brand_id, name) values (${key}, 'common'), (${key}, 'some'), (${key}, 'rare');
     insert into public.groups (organization_id, brand_id, name) values (${key}, 'newsletter');
     insert into public.contact_labels (organization_id, brand_id, label_id, contact_id)
     select ${key}, l.id, c.id
     from (select id, row_number() over (order by id) as n from public.contacts where brand_id = '${tenant.brand_id}') as c
     join public.labels l on l.brand_id = '${tenant.brand_id}'
       and case l.name when 'common' then c.n % 2 = 0 when 'some' then c.n % 10 = 3 else c.n % 2000 = 1 end;
     insert into public.group_contacts (organization_id, brand_id, group_id, contact_id)
     select ${key}, (select id from public.groups where brand_id = '${tenant.brand_id}'), id
     from public.contacts where brand_id = '${tenant.brand_id}' and get_byte(uuid_send(id), 15) < 80`,
  );
  await step(
    'consents',
    `insert into public.consents (organization_id, brand_id, contact_id, category, state, at, source)
     select ${key}, c.id, 'marketing', case when c.n % 1000 = 0 then 'opted_out' else 'opted_in' end, now(), 'bench'
     from (select id, row_number() over (order by id) as n from public.contacts where brand_id = '${tenant.brand_id}') as c
     where c.n % 5 > 0 or c.n % 1000 = 0`,
  );
  await sql`set session_replication_role = origin`;
  const labels = await sql<{ name: 'common' | 'some' | 'rare'; id: string }[]>`
    select name, id from public.labels where brand_id = ${tenant.brand_id}`;
  const [group] = await sql<
    { id: string }[]
  >`select id from public.groups where brand_id = ${tenant.brand_id}`;
  return {
    ...tenant,
    labels: Object.fromEntries(labels.map(({ name, id }) => [name, id])) as BigBrand['labels'],
    group_id: group?.id ?? '',
  };
}
