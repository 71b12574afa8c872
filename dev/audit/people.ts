import type { Sql } from 'postgres';
import type { Dice } from './dice.ts';

export interface Organization {
  id: string;
  isActive: boolean;
  brands: string[];
  /** Those of its brands that are archived. */
  archived: string[];
  /** A role that it has made for itself. */
  customRole: { id: string; key: string; permissions: string[] };
}

export interface Seat {
  member_id: string;
  organization: Organization;
  role: string;
  /** Null: all brands. */
  brands: string[] | null;
  isActive: boolean;
}

/** Somebody who asks. Without a user id: nobody is signed in. */
export interface Person {
  name: string;
  user_id: string | null;
  /** His token is signed with another key than the project's. */
  isForged?: boolean;
  isPlatformAdmin?: boolean;
  seats: Seat[];
}

export interface Society {
  organizations: Organization[];
  people: Person[];
}

const ROLES = ['owner', 'admin', 'manager', 'agent', 'billing_admin', 'analyst'];
const LIMITED_ROLES = ['admin', 'manager', 'agent', 'analyst'];
const ORGANIZATIONS = 5;
/** Custom roles are made of these. */
const PERMISSIONS = [
  'contacts.view',
  'contacts.edit',
  'conversations.view',
  'conversations.view_all',
  'campaigns.view',
  'campaigns.edit',
  'campaigns.launch',
  'channels.view',
  'channels.manage',
  'templates.view',
  'members.manage',
  'roles.manage',
  'brands.manage',
  'billing.view',
  'audit.view',
];

/** Organizations, one of them suspended, with people of every kind: see the names given to them. */
export function imagineSociety(dice: Dice): Society {
  const organizations = Array.from({ length: ORGANIZATIONS }, (_, i): Organization => {
    const brands = Array.from({ length: 1 + (i === 0 ? 2 : dice.below(3)) }, () => dice.id());
    return {
      id: dice.id(),
      isActive: i !== ORGANIZATIONS - 1,
      brands,
      archived: brands.slice(1).filter(() => dice.chance(0.3)), // the default brand cannot be archived
      customRole: {
        id: dice.id(),
        key: `special_${i}`,
        permissions: PERMISSIONS.filter(() => dice.chance(0.5)),
      },
    };
  });
  const people: Person[] = [];
  const seat = (organization: Organization, role: string, limited = false, isActive = true): Seat => ({
    member_id: dice.id(),
    organization,
    role,
    brands: limited ? someOf(dice, organization.brands) : null,
    isActive,
  });
  const add = (name: string, seats: Seat[]) => people.push({ name, user_id: dice.id(), seats });
  organizations.forEach((organization, i) => {
    const next = organizations[(i + 1) % organizations.length] ?? organization;
    for (const role of ROLES) add(`${role} of ${i}`, [seat(organization, role)]);
    const limited = dice.pick(LIMITED_ROLES);
    add(`${limited} of some brands of ${i}`, [seat(organization, limited, true)]);
    add(`agent of some brands of ${i}`, [seat(organization, 'agent', true)]);
    add(`holder of a custom role of ${i}`, [
      seat(organization, organization.customRole.key, dice.chance(0.4)),
    ]);
    add(`disabled ${limited} of ${i}`, [seat(organization, limited, false, false)]);
    const [here, there] = [dice.pick(ROLES.slice(1)), dice.pick(ROLES.slice(1))];
    add(`${here} of ${i} and ${there} of ${(i + 1) % ORGANIZATIONS}`, [
      seat(organization, here, dice.chance(0.5)),
      seat(next, there, false, dice.chance(0.8)),
    ]);
  });
  add('a stranger', []);
  people.push({ name: 'a platform admin', user_id: dice.id(), isPlatformAdmin: true, seats: [] });
  people.push({ name: 'nobody', user_id: null, seats: [] });
  const [victim] = people;
  if (victim !== undefined) people.push({ ...victim, name: `a forger of ${victim.name}`, isForged: true });
  return { organizations, people };
}

function someOf(dice: Dice, list: string[]): string[] {
  const first = dice.pick(list);
  return list.filter((item) => item === first || dice.chance(0.3));
}

/** Writes a society into an empty database; as superuser with session_replication_role = replica. */
export async function insertSociety(sql: Sql, { organizations, people }: Society): Promise<void> {
  for (const [i, { id, isActive, brands, archived, customRole }] of organizations.entries()) {
    await sql`insert into public.organizations (id, name, slug, status)
      values (${id}, ${`Organization ${i}`}, ${`organization-${i}`}, ${isActive ? 'active' : 'suspended'})`;
    for (const [n, brand] of brands.entries()) {
      await sql`insert into public.brands (id, organization_id, name, is_default, status)
        values (${brand}, ${id}, ${`Brand ${i}.${n}`}, ${n === 0}, ${archived.includes(brand) ? 'archived' : 'active'})`;
    }
    await sql`insert into public.roles (id, organization_id, key, permissions)
      values (${customRole.id}, ${id}, ${customRole.key}, ${customRole.permissions})`;
  }
  for (const [i, { user_id, seats, isForged, isPlatformAdmin }] of people.entries()) {
    if (user_id === null || isForged === true) continue;
    await sql`insert into auth.users (id, email, aud, role, created_at, updated_at)
      values (${user_id}, ${`person${i}@example.com`}, 'authenticated', 'authenticated', now(), now())`;
    if (isPlatformAdmin === true)
      await sql`insert into private.platform_admins (user_id) values (${user_id})`;
    for (const seat of seats) {
      await sql`insert into public.members (id, organization_id, user_id, role_key, all_brands, status)
        values (${seat.member_id}, ${seat.organization.id}, ${user_id}, ${seat.role}, ${seat.brands === null},
          ${seat.isActive ? 'active' : 'disabled'})`;
      for (const brand of seat.brands ?? []) {
        await sql`insert into public.member_brands (organization_id, member_id, brand_id)
          values (${seat.organization.id}, ${seat.member_id}, ${brand})`;
      }
    }
  }
}
