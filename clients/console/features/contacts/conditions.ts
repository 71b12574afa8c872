import type { AttributeType, ContactAttribute } from '../../../sdk/src/contact_attributes.ts';
import type { ContactFilter } from '../../../sdk/src/filter.ts';

/** What a condition looks at. */
export const KINDS = [
  'label',
  'group',
  'segment',
  'consent',
  'last_inbound',
  'attribute',
  'name',
  'phone',
  'username',
  'created',
  'source',
  'locale',
] as const;
export type Kind = (typeof KINDS)[number];

/** How it compares; which ones there are depends on the kind, and for an attribute on its type. */
export type Comparison =
  | 'in'
  | 'not_in'
  | 'contains'
  | 'eq'
  | 'lt'
  | 'gt'
  | 'before'
  | 'after'
  | 'within_days'
  | 'older_than_days'
  | 'exists'
  | 'missing';

/** One line of a filter as a form holds it. */
export interface Condition {
  kind: Kind;
  comparison: Comparison;
  /** The one value, or the category of a consent, or the key of an attribute's option. */
  value: string;
  /** Ids or words of a comparison with several. */
  values: string[];
  /** Of an attribute, or the category of a consent. */
  key: string;
}

const TIMES: Comparison[] = ['within_days', 'older_than_days', 'after', 'before'];
const TEXTS: Comparison[] = ['contains', 'exists', 'missing'];
const LISTS: Comparison[] = ['in', 'not_in'];
const OF_KIND: Record<Exclude<Kind, 'attribute'>, Comparison[]> = {
  name: TEXTS,
  phone: TEXTS,
  username: TEXTS,
  label: LISTS,
  group: LISTS,
  source: LISTS,
  locale: LISTS,
  segment: ['eq'],
  consent: ['eq'],
  last_inbound: [...TIMES, 'exists', 'missing'],
  created: TIMES,
};
const OF_TYPE: Record<AttributeType, Comparison[]> = {
  text: ['contains', 'eq', 'exists', 'missing'],
  option: ['in', 'not_in', 'exists', 'missing'],
  boolean: ['eq', 'exists', 'missing'],
  number: ['eq', 'gt', 'lt', 'exists', 'missing'],
  date: ['eq', 'after', 'before', 'exists', 'missing'],
};

export function comparisonsOf(
  { kind, key }: Pick<Condition, 'kind' | 'key'>,
  attributes: ContactAttribute[],
): Comparison[] {
  if (kind !== 'attribute') return OF_KIND[kind];
  return OF_TYPE[attributes.find((one) => one.key === key)?.type ?? 'text'];
}

/** A fresh condition, as far as it can be guessed. */
export function newCondition(kind: Kind, attributes: ContactAttribute[] = []): Condition {
  const key = kind === 'attribute' ? (attributes[0]?.key ?? '') : kind === 'consent' ? 'marketing' : '';
  const [comparison = 'eq'] = comparisonsOf({ kind, key }, attributes);
  const value = kind === 'consent' ? 'opted_in' : comparison === 'within_days' ? '30' : '';
  return { kind, comparison, value, values: [], key };
}

/** Whether a comparison needs something to compare with. */
export const takesValue = (comparison: Comparison) => comparison !== 'exists' && comparison !== 'missing';

/** The condition in the filter language; null while it is not filled in. */
export function toPart(condition: Condition, attributes: ContactAttribute[]): ContactFilter | null {
  const { kind, comparison, value, values, key } = condition;
  const text = value.trim();
  if (LISTS.includes(comparison) && values.length === 0) return null;
  if (takesValue(comparison) && !LISTS.includes(comparison) && text === '') return null;
  const negated = comparison === 'not_in';
  const part = (): ContactFilter | null => {
    switch (kind) {
      case 'name':
      case 'phone':
      case 'username':
        // One of three keys that are written alike, which a computed key does not tell the compiler.
        return { [kind]: ofText(comparison, text) } as ContactFilter;
      case 'label':
      case 'group':
      case 'source':
      case 'locale':
        return { [kind]: { in: values } } as ContactFilter;
      case 'segment':
        return { segment: text };
      case 'consent':
        return { consent: { category: key, state: text } } as ContactFilter;
      case 'last_inbound':
      case 'created':
        return { [kind]: ofTime(comparison, text) } as ContactFilter;
      case 'attribute':
        return key === '' ? null : ofAttribute(condition, attributes);
    }
  };
  const made = part();
  return made !== null && negated ? { not: made } : made;
}

const ofText = (comparison: Comparison, text: string) =>
  comparison === 'contains' ? { contains: text } : { exists: comparison === 'exists' };

function ofTime(comparison: Comparison, text: string) {
  if (!takesValue(comparison)) return { exists: comparison === 'exists' };
  return { [comparison]: comparison.endsWith('_days') ? Number(text) : text };
}

function ofAttribute(condition: Condition, attributes: ContactAttribute[]): ContactFilter {
  const { key, comparison, value, values } = condition;
  const type = attributes.find((one) => one.key === key)?.type ?? 'text';
  const text = value.trim();
  const typed = type === 'number' ? Number(text) : type === 'boolean' ? text === 'true' : text;
  if (!takesValue(comparison)) return { attribute: { key, exists: comparison === 'exists' } };
  if (comparison === 'in' || comparison === 'not_in') return { attribute: { key, in: values } };
  const word = comparison === 'after' ? 'gt' : comparison === 'before' ? 'lt' : comparison;
  return { attribute: { key, [word]: typed } } as ContactFilter;
}

/** Conditions joined by and, or by or. */
export function toFilter(
  conditions: Condition[],
  attributes: ContactAttribute[],
  { words = '', match = 'all' }: { words?: string; match?: 'all' | 'any' } = {},
): ContactFilter {
  const parts = conditions.map((one) => toPart(one, attributes)).filter((part) => part !== null);
  if (words.trim() !== '') parts.unshift({ text: words.trim() });
  const [only] = parts;
  if (only === undefined) return {};
  if (parts.length === 1) return only;
  return match === 'all' ? { and: parts } : { or: parts };
}

type Loose = Record<string, Record<string, unknown>>;

/** A part of the filter language as a condition; null for one that the form cannot show. */
function toCondition(part: ContactFilter): Condition | null {
  const [entry] = Object.entries(part as Loose);
  if (entry === undefined) return null;
  const [kind, body] = entry as [string, Record<string, unknown>];
  if (kind === 'not') {
    const inner = toCondition(body as ContactFilter);
    return inner?.comparison === 'in' ? { ...inner, comparison: 'not_in' } : null;
  }
  if (!KINDS.includes(kind as Kind)) return null;
  const empty: Condition = { kind: kind as Kind, comparison: 'eq', value: '', values: [], key: '' };
  if (kind === 'segment') return { ...empty, value: String(body) };
  if (kind === 'consent') return { ...empty, key: String(body.category), value: String(body.state) };
  const { key = '', ...rest } = body;
  const [word, value] = Object.entries(rest)[0] ?? [];
  if (word === undefined || Object.keys(rest).length > 1) return null;
  const of = { ...empty, key: String(key) };
  if (word === 'exists') return { ...of, comparison: value === true ? 'exists' : 'missing' };
  if (word === 'in') return { ...of, comparison: 'in', values: (value as unknown[]).map(String) };
  const dated = kind === 'attribute' && typeof value === 'string';
  const comparison = dated && word === 'gt' ? 'after' : dated && word === 'lt' ? 'before' : word;
  return { ...of, comparison: comparison as Comparison, value: String(value) };
}

/** A kept filter as the form holds it; null when it says more than the form can. */
export function toConditions(
  filter: ContactFilter,
): { match: 'all' | 'any'; conditions: Condition[] } | null {
  const match = 'or' in filter ? 'any' : 'all';
  const parts = 'or' in filter ? filter.or : 'and' in filter ? filter.and : [filter];
  if (Object.keys(filter).length === 0) return { match, conditions: [] };
  const conditions = parts.map(toCondition);
  return conditions.every((one) => one !== null) ? { match, conditions } : null;
}
