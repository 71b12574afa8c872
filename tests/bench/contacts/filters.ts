import type { BigBrand } from './fill.ts';

export interface Search {
  name: string;
  filter: Record<string, unknown>;
  sort?: string;
}

/** One search or more of each kind, common, middling, rare and matching nobody. */
export const FILTERS = ({ labels, group_id }: BigBrand): Search[] => [
  { name: 'everybody, newest', filter: {} },
  { name: 'everybody, by name', filter: {}, sort: 'name' },
  { name: 'everybody, by last message', filter: {}, sort: 'last_inbound' },
  { name: 'name, 5 %', filter: { name: { contains: 'ander' } } },
  { name: 'name with accents, 0.3 %', filter: { name: { contains: 'lucia bergstrom' } } },
  { name: 'name, some', filter: { name: { contains: 'petrov 77' } } },
  { name: 'name, nobody', filter: { name: { contains: 'zzyzx' } } },
  { name: 'name, two letters', filter: { name: { contains: 'an' } } },
  { name: 'name, rare and old', filter: { name: { contains: 'lead 12345' } } },
  { name: 'name, common and old', filter: { name: { contains: 'lead' } } },
  { name: 'name, some, by name', filter: { name: { contains: 'petrov 77' } }, sort: 'name' },
  { name: 'phone, 2 digits', filter: { phone: { contains: '99' } } },
  { name: 'phone, 3 digits', filter: { phone: { contains: '001' } } },
  { name: 'phone, 4 digits', filter: { phone: { contains: '0012' } } },
  { name: 'phone, 7 digits', filter: { phone: { contains: '5000123' } } },
  { name: 'username', filter: { username: { contains: 'user7919' } } },
  { name: 'search box, words', filter: { text: 'fontaine 12' } },
  { name: 'search box, digits', filter: { text: '15012' } },
  { name: 'label, half', filter: { label: { in: [labels.common] } } },
  { name: 'label, a tenth', filter: { label: { in: [labels.some] } } },
  { name: 'label, 1 in 2,000', filter: { label: { in: [labels.rare] } } },
  { name: 'one of two labels', filter: { label: { in: [labels.rare, labels.some] } } },
  { name: 'group', filter: { group: { in: [group_id] } } },
  { name: 'attribute text, a quarter', filter: { attribute: { key: 'city', eq: 'Izmir' } } },
  { name: 'attribute text, 1 in 5,000', filter: { attribute: { key: 'city', eq: 'Oslo' } } },
  { name: 'attribute number, a sixth', filter: { attribute: { key: 'age', gte: 30, lt: 40 } } },
  { name: 'attribute number, 1 in 20,000', filter: { attribute: { key: 'age', gt: 100 } } },
  { name: 'attribute date', filter: { attribute: { key: 'birthday', eq: '1990-05-17' } } },
  { name: 'attribute boolean, 0.1 %', filter: { attribute: { key: 'vip', eq: true } } },
  { name: 'attribute option', filter: { attribute: { key: 'tier', in: ['gold', 'silver'] } } },
  { name: 'consent, most', filter: { consent: { category: 'marketing', state: 'opted_in' } } },
  { name: 'consent, 0.1 %', filter: { consent: { category: 'marketing', state: 'opted_out' } } },
  { name: 'consent, unknown', filter: { consent: { category: 'marketing', state: 'unknown' } } },
  { name: 'last message, 7 days', filter: { last_inbound: { within_days: 7 } } },
  {
    name: 'last message, 7 days, by that',
    filter: { last_inbound: { within_days: 7 } },
    sort: 'last_inbound',
  },
  { name: 'last message, never', filter: { last_inbound: { exists: false } } },
  { name: 'last message, long ago', filter: { last_inbound: { older_than_days: 600 } } },
  { name: 'source, 1 in 5,000', filter: { source: { in: ['api'] } } },
  { name: 'source, common and old', filter: { source: { in: ['import'] } } },
  { name: 'created', filter: { created: { within_days: 1 } } },
  {
    name: 'label and name',
    filter: { and: [{ label: { in: [labels.some] } }, { name: { contains: 'moreau' } }] },
  },
  {
    name: 'rare label and city',
    filter: { and: [{ label: { in: [labels.rare] } }, { attribute: { key: 'city', eq: 'Lisbon' } }] },
  },
  {
    name: 'not a label, an option, active',
    filter: {
      and: [
        { not: { label: { in: [labels.common] } } },
        { attribute: { key: 'tier', eq: 'gold' } },
        { last_inbound: { within_days: 30 } },
      ],
    },
  },
  {
    name: 'rare label or rare city',
    filter: { or: [{ label: { in: [labels.rare] } }, { attribute: { key: 'city', eq: 'Oslo' } }] },
  },
  {
    name: 'name, city and age, nobody',
    filter: {
      and: [
        { name: { contains: 'goran' } },
        { attribute: { key: 'city', eq: 'Oslo' } },
        { attribute: { key: 'age', gt: 50 } },
      ],
    },
  },
];
