import type { RoleKey } from '../../clients/sdk/src/roles.ts';

/** A number of the demo, at Meta (the simulator) and in Wabase. */
export interface PlannedNumber {
  phone_number_id: string;
  display_phone_number: string;
  account_name: string;
}

export interface PlannedBrand {
  name: string;
  waba_id: string;
  numbers: PlannedNumber[];
  /** How many contacts it starts with. */
  contacts: number;
}

export interface PlannedOrganization {
  name: string;
  slug: string;
  /** The first one is the default brand. */
  brands: PlannedBrand[];
}

export interface PlannedUser {
  email: string;
  seats: { slug: string; role: RoleKey; brands?: string[] }[];
}

/**
 * The demo's organizations: one with two brands, each with its own number; two others. The numbers are of area code 555,
 * which no country gives out.
 */
export const ORGANIZATIONS: PlannedOrganization[] = [
  {
    name: 'Harbor Coffee',
    slug: 'harbor-coffee',
    brands: [
      brand('Harbor Coffee', 1, ['Harbor Coffee', 'Harbor Coffee orders']),
      brand('Harbor Roastery', 2, ['Harbor Roastery']),
    ],
  },
  { name: 'Lumen Clinic', slug: 'lumen-clinic', brands: [brand('Lumen Clinic', 3, ['Lumen Clinic'])] },
  {
    name: 'Juniper Outdoor',
    slug: 'juniper-outdoor',
    brands: [brand('Juniper Outdoor', 4, ['Juniper Outdoor'])],
  },
];

/** Whose sign-up makes the organization, then everybody else. An agent is limited to one brand; one user has two seats. */
export const USERS: PlannedUser[] = [
  { email: 'owner@harbor-coffee.example', seats: [{ slug: 'harbor-coffee', role: 'owner' }] },
  { email: 'manager@harbor-coffee.example', seats: [{ slug: 'harbor-coffee', role: 'manager' }] },
  {
    email: 'agent@harbor-coffee.example',
    seats: [{ slug: 'harbor-coffee', role: 'agent', brands: ['Harbor Roastery'] }],
  },
  { email: 'owner@lumen-clinic.example', seats: [{ slug: 'lumen-clinic', role: 'owner' }] },
  { email: 'owner@juniper-outdoor.example', seats: [{ slug: 'juniper-outdoor', role: 'owner' }] },
  {
    email: 'agency@partner.example',
    seats: [
      { slug: 'lumen-clinic', role: 'manager' },
      { slug: 'juniper-outdoor', role: 'admin' },
    ],
  },
];

/** The template of the demo campaign. */
export const CAMPAIGN_TEMPLATE = 'season_greeting';

/** Approved templates of every demo brand, as Meta lists them. */
export const TEMPLATES = [
  {
    name: CAMPAIGN_TEMPLATE,
    language: 'en',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'Hello {{1}}, our new season has started. Come and see what is new!' },
      { type: 'FOOTER', text: 'Reply STOP to hear no more from us.' },
    ],
  },
  {
    name: 'order_update',
    language: 'en',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hello {{1}}, your order {{2}} is on its way.' }],
  },
  {
    name: 'opening_hours',
    language: 'en',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'We are open every day from 8 to 18 h.' }],
  },
];

/** A phone of a demo contact: a range of its own for each brand. */
export function demoPhone(brandNumber: number, index: number): string {
  return `+1555${brandNumber}${String(index).padStart(6, '0')}`;
}

/** Position of a brand in the plan, counted from 1 over all organizations; 9 for brands that the plan does not know. */
export function brandNumberOf(name: string): number {
  const names = ORGANIZATIONS.flatMap(({ brands }) => brands.map((planned) => planned.name));
  return names.indexOf(name) + 1 || 9;
}

function brand(name: string, place: number, accountNames: string[]): PlannedBrand {
  return {
    name,
    waba_id: `20000000000000${place}`,
    contacts: 40,
    numbers: accountNames.map((account_name, i) => ({
      phone_number_id: `1000000000000${place}${i}`,
      display_phone_number: `+1 555-010-${place}${i}00`,
      account_name,
    })),
  };
}
