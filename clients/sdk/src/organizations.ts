import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

export type Organization = Tables<'organizations'>;

/** What an organization shows of itself; what is left out stays, null clears. */
export interface OrganizationProfile {
  name?: string;
  /** IANA name, such as `Europe/Lisbon`. */
  timezone?: string;
  /** Language tag, such as `pt-BR`. */
  locale?: string;
  /** `#rrggbb`. */
  theme_color?: string | null;
  /** Text on the theme colour; the database chooses black or white unless a readable one is given. */
  theme_text_color?: string | null;
  theme_name?: string | null;
  /** An https address. */
  logo_url?: string | null;
}

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
  /** @throws WabaseError `not_found` */
  get(organizationId: string): Promise<Organization>;
  /**
   * Changes the profile; needs `organization.manage`.
   * @throws WabaseError `timezone_unknown`, `theme_contrast_too_low`, `validation_failed`, `not_found` without the right
   */
  update(organizationId: string, profile: OrganizationProfile): Promise<Organization>;
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
    get: (organizationId) => rows(supabase.from('organizations').select().eq('id', organizationId).single()),
    update: (organizationId, profile) =>
      rows(supabase.from('organizations').update(profile).eq('id', organizationId).select().single()),
  };
}
