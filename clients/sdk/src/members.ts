import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

export type Member = Tables<'members'>;
export type RoleKey = 'owner' | 'admin' | 'manager' | 'agent' | 'billing_admin' | 'analyst';

export interface Members {
  list(organizationId: string): Promise<Member[]>;
  /**
   * Gives a user a seat; needs `members.manage`.
   * @param seat.brandIds limits the seat to these brands; without it the seat has all of them
   */
  add(seat: { organizationId: string; userId: string; role: RoleKey; brandIds?: string[] }): Promise<Member>;
}

export function createMembers(supabase: Supabase): Members {
  return {
    list: (organizationId) =>
      rows(supabase.from('members').select().eq('organization_id', organizationId).order('id')),
    async add({ organizationId, userId, role, brandIds }) {
      const member = await rows(
        supabase
          .from('members')
          .insert({
            organization_id: organizationId,
            user_id: userId,
            role_key: role,
            all_brands: brandIds === undefined,
          })
          .select()
          .single(),
      );
      if (brandIds !== undefined && brandIds.length > 0) {
        const places = brandIds.map((brand_id) => ({
          organization_id: organizationId,
          member_id: member.id,
          brand_id,
        }));
        await rows(supabase.from('member_brands').insert(places));
      }
      return member;
    },
  };
}
