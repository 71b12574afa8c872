import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

/** What `create_organization` made. */
export interface CreatedOrganization {
  organization_id: string;
  /** The default brand. */
  brand_id: string;
  name: string;
  slug: string;
}

export interface Organizations {
  /**
   * Makes an organization with a default brand and the caller as its owner.
   * @throws WabaseError `slug_taken`, `organization_invalid`, `sign_in_required`
   */
  create(organization: { name: string; slug?: string }): Promise<CreatedOrganization>;
}

export function createOrganizations(supabase: Supabase): Organizations {
  return {
    async create({ name, slug }) {
      const made = await rows(
        supabase.rpc('create_organization', slug === undefined ? { name } : { name, slug }),
      );
      // The database documents this shape; generated types know only that it is JSON.
      return made as unknown as CreatedOrganization;
    },
  };
}
