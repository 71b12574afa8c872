import type { Database, Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

export type Member = Tables<'members'>;
export type Availability = 'online' | 'away' | 'offline';
/** A seat with its person. */
export type Colleague = Database['public']['Functions']['list_members']['Returns'][number];

/** Half of the two minutes after which a person counts as gone. */
const HEARTBEAT_MS = 60_000;

/** What of a seat is to be changed; what is left out stays. */
export interface MemberChange {
  /** Key of a built-in or custom role. */
  role?: string;
  /** Limits the seat to these brands; `'all'` ends the limit. */
  brandIds?: string[] | 'all';
  status?: 'active' | 'disabled';
}

/** What a seat allows, now. */
export interface MemberPermissions {
  member_id: string;
  role_key: string;
  status: string;
  all_brands: boolean;
  brand_ids: string[];
  permissions: string[];
}

/** People who have a seat. New ones come by `invitations`. */
export interface Members {
  list(organizationId: string): Promise<Member[]>;
  /** The team list, with e-mail, name and availability; for everybody with a seat there. */
  people(organizationId: string): Promise<Colleague[]>;
  /**
   * Changes a seat; needs `members.manage`. It holds from the member's next request on.
   * @throws WabaseError `permission_denied`, `role_beyond_own`, `role_unknown`, `last_owner`, `brand_unknown`,
   * `owner_has_all_brands`
   */
  change(memberId: string, change: MemberChange): Promise<Member>;
  /**
   * Ends a seat: one's own, or with `members.manage` that of somebody who may do no more than oneself.
   * @throws WabaseError `permission_denied`, `role_beyond_own`, `last_owner`
   */
  remove(memberId: string): Promise<void>;
  /** Makes another member an owner and the caller, who must be one, an admin. Returns the new owner's seat. */
  transferOwnership(memberId: string): Promise<Member>;
  /** Tells colleagues whether the caller is there, in one organization or in all of his. Returns his seats. */
  setAvailability(availability: Availability, organizationId?: string): Promise<Member[]>;
  /** A sign of life: without one for two minutes the caller counts as offline. Returns his seats. */
  heartbeat(): Promise<Member[]>;
  /**
   * Sends heartbeats, the first one at once, until the returned function is called. One that fails is left out.
   */
  keepPresent(): () => void;
  /** What a seat allows: one's own, or with `members.manage` that of others. */
  permissions(memberId: string): Promise<MemberPermissions>;
}

export function createMembers(supabase: Supabase): Members {
  return {
    list: (organizationId) =>
      rows(supabase.from('members').select().eq('organization_id', organizationId).order('id')),
    people: (organization_id) => rows(supabase.rpc('list_members', { organization_id })),
    change: (member_id, { role, brandIds, status }) =>
      rows(
        supabase.rpc('change_member', {
          member_id,
          role_key: role,
          status,
          ...(brandIds === 'all' ? { all_brands: true } : { brand_ids: brandIds }),
        }),
      ),
    async remove(member_id) {
      await rows(supabase.rpc('remove_member', { member_id }));
    },
    transferOwnership: (member_id) => rows(supabase.rpc('transfer_ownership', { member_id })),
    setAvailability: (availability, organization_id) =>
      rows(supabase.rpc('set_availability', { availability, organization_id })),
    heartbeat: () => rows(supabase.rpc('heartbeat')),
    keepPresent() {
      const beat = () => void rows(supabase.rpc('heartbeat')).catch(() => {});
      beat();
      const timer = setInterval(beat, HEARTBEAT_MS);
      return () => clearInterval(timer);
    },
    // The database documents this shape; generated types know only that it is JSON.
    permissions: async (member_id) =>
      (await rows(supabase.rpc('member_permissions', { member_id }))) as unknown as MemberPermissions,
  };
}
