import type { Person, Seat } from './people.ts';
import type { Row } from './rows.ts';
import { IN_ARCHIVED_BRANDS, ROLE_PERMISSIONS, RULES, type Verb, type Way } from './rules.ts';

/** A person and the brand header that he sends. */
export interface Caller {
  person: Person;
  /** Null: none sent. */
  header: string | null;
}

export interface Oracle {
  /** Whether the caller may do this to this row. */
  may(caller: Caller, verb: Verb, relation: string, row: Row): boolean;
  /** The organizations in which a person has a seat that counts. */
  organizationsOf(person: Person): string[];
  /** The brands in which a person has the permission (null: any seat), whatever header he sends. */
  brandsOf(person: Person, permission: string | null): string[];
  /** Whether a person has the permission in the whole organization. */
  mayInOrganization(person: Person, permission: string, organization: string): boolean;
}

/** Answers from the declared rules and the seats alone; never asks the database. */
export function createOracle(
  conversations: Row[],
  messages: Row[],
  campaigns: Row[],
  rolesOf: Row[],
): Oracle {
  const drafts = new Set(campaigns.filter((row) => row.status === 'draft').map((row) => row.id));
  const conversationById = new Map(conversations.map((row) => [row.id, row]));
  const messageById = new Map(messages.map((row) => [row.id, row]));

  const grants = (seat: Seat, permission: string | null) => {
    if (permission === null) return true;
    const custom = rolesOf.find(
      (role) => role.organization_id === seat.organization.id && role.key === seat.role,
    );
    if (custom !== undefined) return (custom.permissions as string[]).includes(permission);
    return ROLE_PERMISSIONS[seat.role]?.(permission) ?? false;
  };
  const seatsOf = (person: Person) =>
    person.isForged === true
      ? []
      : person.seats.filter((seat) => seat.isActive && seat.organization.isActive);
  const brandsOf = (person: Person, permission: string | null) =>
    seatsOf(person)
      .filter((seat) => grants(seat, permission))
      .flatMap((seat) =>
        (seat.brands ?? seat.organization.brands).filter(
          (brand) =>
            permission === null ||
            IN_ARCHIVED_BRANDS.test(permission) ||
            !seat.organization.archived.includes(brand),
        ),
      );

  /** Whether a seat reaches also the brands that are yet to be made. */
  const isOfAllBrands = (person: Person, permission: string | null, organization: unknown) =>
    seatsOf(person).some(
      (seat) => seat.organization.id === organization && seat.brands === null && grants(seat, permission),
    );

  const fits = (caller: Caller, way: Way, relation: string, row: Row): boolean => {
    if (caller.person.user_id === null || caller.person.isForged === true) return false;
    if (way.scope === 'brand') {
      const brand = relation === 'brands' ? row.id : row.brand_id;
      if (caller.header !== null && brand !== caller.header) return false;
      const isNew =
        relation === 'brands' && isOfAllBrands(caller.person, way.permission, row.organization_id);
      if (!isNew && !brandsOf(caller.person, way.permission).includes(String(brand))) return false;
    }
    if (way.scope === 'organization') {
      const organization = relation === 'organizations' ? row.id : row.organization_id;
      const seat = seatsOf(caller.person).find((candidate) => candidate.organization.id === organization);
      if (seat === undefined) return false;
      if (way.permission !== null && (seat.brands !== null || !grants(seat, way.permission))) return false;
    }
    if (way.scope === 'platform' && caller.person.isPlatformAdmin !== true) return false;
    switch (way.when) {
      case undefined:
        return true;
      case 'brandless':
        return row.brand_id === null;
      case 'built_in':
        return row.organization_id === null;
      case 'draft':
        return row.status === 'draft';
      case 'of_draft':
        return drafts.has(row.campaign_id);
      case 'of_campaign':
        return row.campaign_id !== null;
      case 'of_erasure':
        return row.kind === 'erase';
      case 'of_export':
        return row.kind === 'export';
      case 'unassigned_or_mine':
        return (
          row.assigned_to === null ||
          seatsOf(caller.person).some((seat) => seat.member_id === row.assigned_to)
        );
      case 'within_own':
        return (row.permissions as string[]).every((permission) =>
          seatsOf(caller.person).some(
            (seat) => seat.organization.id === row.organization_id && grants(seat, permission),
          ),
        );
      case 'in_view_all_too':
        return brandsOf(caller.person, 'conversations.view_all').includes(String(row.brand_id));
      case 'in_my_message': {
        const message = messageById.get(row.message_id);
        return (
          message !== undefined &&
          message.brand_id === row.brand_id &&
          may(caller, 'select', 'messages', message)
        );
      }
      case 'in_my_conversation': {
        const conversation = conversationById.get(row.conversation_id);
        return (
          conversation !== undefined &&
          conversation.brand_id === row.brand_id &&
          may(caller, 'select', 'conversations', conversation)
        );
      }
    }
  };

  const may = (caller: Caller, verb: Verb, relation: string, row: Row): boolean =>
    (RULES[relation]?.[verb] ?? []).some((way) => fits(caller, way, relation, row));

  return {
    may,
    brandsOf,
    mayInOrganization: isOfAllBrands,
    organizationsOf: (person) => seatsOf(person).map((seat) => seat.organization.id),
  };
}
