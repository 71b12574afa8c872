import { beforeAll, describe, expect, test } from 'vitest';
import { formatSql } from '../../dev/check/sql/format.ts';
import { RULES } from '../../dev/check/sql/lint.ts';
import { loadParser, parseSource } from '../../dev/check/sql/source.ts';

interface Case {
  rule: string;
  good: string[];
  bad: [sql: string, message: RegExp, line?: number][];
}

const GOOD_FUNCTION =
  "create function private.f() returns int language sql stable set search_path = '' return 1;\n";
const TABLE = 'create table public.t (id uuid);\n';
const RLS = 'alter table public.t enable row level security;\n';

const CASES: Case[] = [
  {
    rule: 'parses',
    good: [
      'select 1;\n',
      'merge into a using b on true when matched then delete returning merge_action();\n',
    ],
    bad: [['select 1;\n\nselect from from;\n', /does not parse/, 3]],
  },
  {
    rule: 'text-layout',
    good: ['select 1;\n'],
    bad: [
      ['select\t1;\n', /tab/],
      ['select 1; \n', /white space/],
      [`select '${'x'.repeat(140)}';\n`, /columns wide/],
      ['select 1;', /no newline/],
      ['select 1;\n\n', /blank lines/],
      ['select 1;\n'.repeat(501), /501 lines/],
    ],
  },
  {
    rule: 'lowercase',
    good: [
      "select 'TEXT', \"Quoted\", E'It\\'s' -- A comment\n/* AND this */ from t where x = $tag$ Words $tag$;\n",
      "comment on table t is 'Meta''s API';\n",
    ],
    bad: [
      ['SELECT 1;\n', /"SELECT"/, 1],
      ['create function f() returns int language plpgsql as $$\nBEGIN return 1; end $$;\n', /"BEGIN"/, 2],
    ],
  },
  {
    rule: 'qualified-names',
    good: [TABLE, 'create temp table scratch (id int);\n', 'create view public.v as select 1 as one;\n'],
    bad: [
      ['create table t (id uuid);\n', /t has no schema/],
      ['create view v as select 1 as one;\n', /v has no schema/],
      ["create function f() returns int language sql stable set search_path = '' return 1;\n", /function f/],
    ],
  },
  {
    rule: 'function-attributes',
    good: [
      GOOD_FUNCTION,
      "create function private.f() returns int stable set search_path to '' language sql return 1;\n",
    ],
    bad: [
      ["create function private.f() returns int language sql set search_path = '' return 1;\n", /volatile/],
      ['create function private.f() returns int language sql stable return 1;\n', /search_path/],
      [
        'create function private.f() returns int stable set search_path = public language sql return 1;\n',
        /search_path/,
      ],
    ],
  },
  {
    rule: 'definer-placement',
    good: [
      'create function private.f() returns int stable security definer language sql return 1;\n',
      '-- public door: a newcomer owns no organization yet\n' +
        'create function public.f() returns int stable security definer language sql return 1;\n',
      'create function public.f() returns int stable security invoker language sql return 1;\n',
    ],
    bad: [
      [
        'create function public.f() returns int stable security definer language sql return 1;\n',
        /public door/,
      ],
    ],
  },
  {
    rule: 'table-file',
    good: [
      `${TABLE}${RLS}comment on table public.t is 'why';\n`,
      'create table public.t_2026 partition of public.t for values in (1);\n',
    ],
    bad: [
      [`${TABLE}comment on table public.t is 'why';\n`, /row level security/],
      [`${TABLE}${RLS}comment on column public.t.id is 'why';\n`, /no comment/],
    ],
  },
  {
    rule: 'policies',
    good: [
      'create policy p on t for select to authenticated using (b = any (array(select private.ids())));\n',
      'create policy p on t for select to authenticated using (user_id = (select auth.uid()));\n',
      'create policy p on t for select to authenticated using (lower(name) = any (array(select private.ids())));\n',
    ],
    bad: [
      ['create policy p on t for all to authenticated using (true);\n', /all commands/],
      ['create policy p on t to authenticated using (true);\n', /all commands/],
      ['create policy p on t for select using (true);\n', /no role/],
      ['create policy p on t for select to public using (true);\n', /to public/],
      [
        'create policy p on t for select to authenticated using (user_id = auth.uid());\n',
        /auth\.uid is not wrapped/,
      ],
      [
        'create policy p on t for insert to authenticated with check (private.may(b));\n',
        /private\.may is not wrapped/,
      ],
      ['create policy p on t for select to authenticated using ((select private.may(b)));\n', /for each row/],
    ],
  },
];

beforeAll(loadParser);

test('every rule has examples', () => {
  expect(CASES.map((entry) => entry.rule)).toEqual(RULES.map((rule) => rule.name));
});

describe.each(CASES)('$rule', ({ rule: name, good, bad }) => {
  const rule = RULES.find((candidate) => candidate.name === name);

  test.each(good)('accepts %j', (sql) => {
    expect(rule?.check(parseSource('example.sql', sql))).toEqual([]);
  });

  test.each(bad)('refuses %j', (sql, message, line) => {
    const findings = rule?.check(parseSource('example.sql', sql)) ?? [];
    expect(findings.map((finding) => finding.message).join('\n')).toMatch(message);
    if (line !== undefined) expect(findings[0]?.line).toBe(line);
  });
});

describe('the formatter', () => {
  test.each([
    ['SELECT \'Text\',\t"Name" -- Why\n\n', 'select \'Text\',  "Name" -- Why\n'],
    ['select 1;  \nselect $$ BEGIN $$', 'select 1;\nselect $$ begin $$\n'],
    [
      "select $json$ {\"Key\": 1} $json$, E'A\\'B' as C;\n",
      "select $json$ {\"Key\": 1} $json$, E'A\\'B' as c;\n",
    ],
  ])('turns %j into %j', (before, after) => {
    expect(formatSql(before)).toBe(after);
    expect(formatSql(after)).toBe(after);
  });
});
