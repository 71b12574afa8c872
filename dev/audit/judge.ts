import { type Answer, rowsOf } from './client.ts';
import { passes } from './filters.ts';
import type { Change } from './ledger.ts';
import type { Caller, Oracle } from './oracle.ts';
import type { AuditRequest, Embed, Query } from './requests.ts';
import type { Row } from './rows.ts';
import { PLATFORM_RPC, RPC_RULES, RULES, TOLD_TO_PLATFORM, type Verb } from './rules.ts';
import { byKey, type World } from './world.ts';

/** leak: more was shown or changed than is the caller's right. refused: less was shown. */
export interface Finding {
  kind: 'leak' | 'refused';
  text: string;
}

export interface Judge {
  /** What is wrong with an answer and with what the request changed. */
  judge(request: AuditRequest, answer: Answer, changes: Change[]): Finding[];
  /** How many rows the caller had a right to see. */
  expected(request: AuditRequest): number;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Compares answers with what the oracle says. */
export function createJudge(world: World, oracle: Oracle): Judge {
  const keys = new Map(world.relations.map((relation) => [relation.name, relation.key]));
  const nameOf = (relation: string, row: Row) =>
    `${relation}(${(keys.get(relation) ?? []).map((column) => row[column]).join(', ')})`;
  const visible = (caller: Caller, relation: string) =>
    (world.rows.get(relation) ?? []).filter((row) => oracle.may(caller, 'select', relation, row));
  const leak = (text: string): Finding => ({ kind: 'leak', text });

  const expectedEmbed = (caller: Caller, embed: Embed, row: Row): Row[] => {
    const { columns, targetColumns } = embed.link;
    const [from, to] = embed.yields === 'one' ? [columns, targetColumns] : [targetColumns, columns];
    return visible(caller, embed.other).filter((other) =>
      from.every((column, i) => row[column] !== null && row[column] === other[to[i] ?? '']),
    );
  };

  const expectedRows = (caller: Caller, query: Extract<Query, { kind: 'read' | 'count' }>): Row[] => {
    const rows = visible(caller, query.relation).filter((row) =>
      query.filters.every((filter) => passes(row, filter)),
    );
    if (query.kind === 'count') return rows;
    const { embed, range } = query;
    const kept =
      embed?.inner === true ? rows.filter((row) => expectedEmbed(caller, embed, row).length > 0) : rows;
    return range === null ? kept : kept.sort(byKey(query.order)).slice(range[0], range[1] + 1);
  };

  /** Two sets of rows, by their keys. */
  const compare = (relation: string, got: Row[], wanted: Row[], where = ''): Finding[] => {
    const gotNames = new Set(got.map((row) => nameOf(relation, row)));
    const wantedNames = new Set(wanted.map((row) => nameOf(relation, row)));
    return [
      ...[...gotNames].filter((name) => !wantedNames.has(name)).map((name) => leak(`shows ${name}${where}`)),
      ...[...wantedNames]
        .filter((name) => !gotNames.has(name))
        .map((name): Finding => ({ kind: 'refused', text: `hides ${name}${where}` })),
    ];
  };

  const judgeRead = (
    caller: Caller,
    query: Extract<Query, { kind: 'read' | 'count' }>,
    answer: Answer,
  ): Finding[] => {
    const wanted = expectedRows(caller, query);
    if (answer.error !== null) {
      const isOwnHeader =
        caller.header === null || oracle.brandsOf(caller.person, null).includes(caller.header);
      return wanted.length > 0 && isOwnHeader
        ? [
            {
              kind: 'refused',
              text: `hides ${wanted.length} rows: ${answer.error.code} ${answer.error.message}`,
            },
          ]
        : [];
    }
    if (query.kind === 'count') {
      const count = answer.count ?? 0;
      if (count > wanted.length)
        return [leak(`counts ${count} rows of ${query.relation}, ${wanted.length} are his`)];
      return count < wanted.length
        ? [{ kind: 'refused', text: `counts ${count} of ${wanted.length} rows` }]
        : [];
    }
    const got = rowsOf(answer.data);
    const { embed } = query;
    const inside =
      embed === null
        ? []
        : got.flatMap((row) =>
            compare(
              embed.other,
              rowsOf(row.embedded),
              expectedEmbed(caller, embed, row),
              ` in ${nameOf(query.relation, row)}`,
            ),
          );
    return [...compare(query.relation, got, wanted), ...inside];
  };

  /** Rows that a write gave back. */
  const judgeReturned = (caller: Caller, relation: string, data: unknown): Finding[] =>
    rowsOf(data)
      .filter((row) => !oracle.may(caller, 'select', relation, row))
      .map((row) => leak(`gives back ${nameOf(relation, row)}`));

  const judgeRpc = (
    caller: Caller,
    { name, body }: Extract<Query, { kind: 'rpc' }>,
    answer: Answer,
  ): Finding[] => {
    const findings: Finding[] = [];
    const rule = RPC_RULES[name];
    const id = rule?.argument.split('.').reduce<unknown>((value, part) => (value as Row)[part], body);
    const owner = world.owners.get(String(id));
    const isOwnSeat = rule?.ownSeat === true && caller.person.seats.some((seat) => seat.member_id === id);
    if (rule !== undefined && owner !== undefined && answer.error === null && !isOwnSeat) {
      const { organization } = owner;
      // A brand belongs to no brand, but what is done in one needs the right there.
      const brand = rule.argument.endsWith('brand_id') ? String(id) : owner.brand;
      const allowed =
        brand === null
          ? oracle.mayInOrganization(caller.person, rule.permission, organization)
          : oracle.brandsOf(caller.person, rule.permission).includes(brand) &&
            (caller.header === null || caller.header === brand);
      if (!allowed)
        findings.push(leak(`serves ${name} without ${rule.permission} in ${brand ?? organization}`));
    }
    const isPlatformCall = PLATFORM_RPC.test(name) && caller.person.isPlatformAdmin === true;
    if (PLATFORM_RPC.test(name) && !isPlatformCall && answer.error === null)
      findings.push(leak(`serves ${name} to somebody who does not run the platform`));
    const sent = new Set(JSON.stringify(body).match(UUID) ?? []);
    const told = new Set(JSON.stringify([answer.data, answer.error]).match(UUID) ?? []);
    for (const uuid of told) {
      const whose = world.owners.get(uuid);
      if (whose !== undefined && isPlatformCall && TOLD_TO_PLATFORM.includes(whose.relation)) continue;
      if (whose !== undefined && !sent.has(uuid) && !isNear(caller, whose.organization, whose.brand, []))
        findings.push(leak(`tells ${uuid} of organization ${whose.organization}`));
    }
    return findings;
  };

  /** Whether the caller has anything to do with an organization and a brand of it. */
  const isNear = (caller: Caller, organization: unknown, brand: unknown, made: unknown[]) =>
    made.includes(organization) ||
    (oracle.organizationsOf(caller.person).includes(String(organization)) &&
      (typeof brand !== 'string' ||
        made.includes(brand) ||
        oracle.brandsOf(caller.person, null).includes(brand)));

  /** Whether this is a table in which who runs the platform works, or the log of that. */
  const isPlatforms = ({ person }: Caller, relation: string) =>
    person.isPlatformAdmin === true &&
    (TOLD_TO_PLATFORM.includes(relation) ||
      [...(RULES[relation]?.update ?? []), ...(RULES[relation]?.select ?? [])].some(
        ({ scope }) => scope === 'platform' || relation === 'audit_log',
      ));

  const judgeChange = (caller: Caller, query: Query, change: Change, made: unknown[]): Finding[] => {
    const relation = change.table.replace('public.', '');
    const isAimedAt = 'relation' in query && query.relation === relation;
    const findings: Finding[] = [];
    for (const row of [change.old, change.new]) {
      if (row === null) continue;
      const organization = relation === 'organizations' ? row.id : row.organization_id;
      if (isAimedAt && !oracle.may(caller, change.verb as Verb, relation, row))
        findings.push(leak(`may not ${change.verb} ${nameOf(relation, row)}`));
      else if (
        !isAimedAt &&
        !isPlatforms(caller, relation) &&
        typeof organization === 'string' &&
        !isNear(caller, organization, row.brand_id, made)
      )
        findings.push(leak(`causes ${change.verb} of ${nameOf(relation, row) || change.table}`));
    }
    return [...findings, ...judgeReferences(change)];
  };

  /** A row must not point to a row of another organization. */
  const judgeReferences = ({ table, new: row }: Change): Finding[] => {
    if (row === null || typeof row.organization_id !== 'string') return [];
    return Object.entries(row).flatMap(([column, value]) => {
      const owner = typeof value === 'string' ? world.owners.get(value) : undefined;
      return owner !== undefined && owner.organization !== row.organization_id
        ? [leak(`leaves ${table}.${column} pointing to another organization's ${value}`)]
        : [];
    });
  };

  return {
    expected: ({ caller, query }) =>
      query.kind === 'read' || query.kind === 'count' ? expectedRows(caller, query).length : 0,
    judge({ caller, query }, answer, changes) {
      const brands = changes
        .filter(({ table, verb }) => table === 'public.brands' && verb === 'insert')
        .map(({ new: row }) => row?.id);
      const organizations = changes
        .filter(({ table, new: row }) => table === 'public.members' && row?.user_id === caller.person.user_id)
        .map(({ new: row }) => row?.organization_id)
        .filter((id) =>
          changes.some(
            ({ table, verb, new: row }) =>
              table === 'public.organizations' && verb === 'insert' && row?.id === id,
          ),
        );
      const made = [...brands, ...organizations];
      const changed = changes.flatMap((change) => judgeChange(caller, query, change, made));
      if (query.kind === 'read' || query.kind === 'count')
        return [...judgeRead(caller, query, answer), ...changed];
      if (query.kind === 'rpc') return [...judgeRpc(caller, query, answer), ...changed];
      return [...judgeReturned(caller, query.relation, answer.data), ...changed];
    },
  };
}
