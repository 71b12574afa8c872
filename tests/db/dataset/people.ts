/** The two organizations of the data set and the people whose rights are tested on it. */

export const ORGANIZATION = {
  a: '0a000000-0000-7000-8000-000000000001',
  b: '0b000000-0000-7000-8000-000000000001',
} as const;

export const BRAND = {
  /** Default brand of A. */
  a1: '0a000000-0000-7000-8000-0000000000b1',
  /** Second brand of A. */
  a2: '0a000000-0000-7000-8000-0000000000b2',
  /** The only brand of B. */
  b1: '0b000000-0000-7000-8000-0000000000b1',
} as const;

/** A part of the data: all of an organization, or one brand of it. */
export interface Scope {
  organization_id: string;
  brand_id: string;
}

export const SCOPES = {
  a1: { organization_id: ORGANIZATION.a, brand_id: BRAND.a1 },
  a2: { organization_id: ORGANIZATION.a, brand_id: BRAND.a2 },
  b1: { organization_id: ORGANIZATION.b, brand_id: BRAND.b1 },
} as const satisfies Record<string, Scope>;

export type ScopeName = keyof typeof SCOPES;

export interface Person {
  user_id: string;
  email: string;
  member_id: string;
  organization_id: string;
  role_key: string;
  /** Null: all brands of the organization. */
  brand_id: string | null;
}

function person(number: number, role_key: string, organization: 'a' | 'b', brand_id: string | null): Person {
  const tail = `0000-7000-8000-00000000000${number}`;
  return {
    user_id: `0c000000-${tail}`,
    member_id: `0d000000-${tail}`,
    email: `person${number}@example.com`,
    organization_id: ORGANIZATION[organization],
    role_key,
    brand_id,
  };
}

export const PEOPLE = {
  ownerOfA: person(1, 'owner', 'a', null),
  agentOfA1: person(2, 'agent', 'a', BRAND.a1),
  managerOfA2: person(3, 'manager', 'a', BRAND.a2),
  ownerOfB: person(4, 'owner', 'b', null),
} as const satisfies Record<string, Person>;

/** A platform admin. */
export const OPERATOR = {
  user_id: '0c000000-0000-7000-8000-000000000009',
  email: 'operator@example.com',
};
