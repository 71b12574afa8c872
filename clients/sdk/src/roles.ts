import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

export type Role = Tables<'roles'>;

/** The built-in roles; an organization may add its own. */
export type RoleKey = 'owner' | 'admin' | 'manager' | 'agent' | 'billing_admin' | 'analyst';

/** Names for sets of permissions. */
export interface Roles {
  /** The built-in roles and those of the organization. */
  list(organizationId: string): Promise<Role[]>;
  /**
   * Makes a custom role; needs `roles.manage`, the plan feature `custom_roles`, and every permission that it gives.
   * @throws WabaseError `role_beyond_own`, `role_key_taken`, `permission_unknown`, `already_exists`
   */
  create(role: { organizationId: string; key: string; permissions: string[]; name?: string }): Promise<Role>;
  /** Changes a custom role for everybody who has it, from his next request on. @throws WabaseError `role_beyond_own` */
  update(roleId: string, change: { permissions?: string[]; name?: string }): Promise<Role>;
  /** @throws WabaseError `role_in_use`, `role_beyond_own`, `not_found` */
  delete(roleId: string): Promise<void>;
  /**
   * Whether the signed-in user may do this in a brand (the chosen one unless given), answered by the function that the
   * policies ask. @throws WabaseError `permission_unknown`
   */
  check(permission: string, brandId?: string): Promise<boolean>;
}

export function createRoles(supabase: Supabase): Roles {
  return {
    list: (organizationId) =>
      rows(
        supabase
          .from('roles')
          .select()
          .or(`organization_id.is.null,organization_id.eq.${organizationId}`)
          .order('organization_id', { nullsFirst: true })
          .order('key'),
      ),
    create: ({ organizationId, ...role }) =>
      rows(
        supabase
          .from('roles')
          .insert({ organization_id: organizationId, ...role })
          .select()
          .single(),
      ),
    update: (roleId, change) =>
      rows(supabase.from('roles').update(change).eq('id', roleId).select().single()),
    async delete(roleId) {
      await rows(supabase.from('roles').delete().eq('id', roleId).select('id').single());
    },
    check: (permission, brand_id) => rows(supabase.rpc('check_permission', { permission, brand_id })),
  };
}
