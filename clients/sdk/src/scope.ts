import type { SupabaseClient } from '@supabase/supabase-js';
import type { Context } from './context.ts';
import type { Database } from './database.types.ts';
import { WabaseError } from './errors.ts';

/** The supabase-js client of a Wabase project. */
export type Supabase = SupabaseClient<Database>;

/** Narrows a request to one brand; empty means all brands of the caller. */
export const BRAND_HEADER = 'x-brand-id';

/** The tenant key of what belongs to a brand. */
export interface BrandKey {
  organization_id: string;
  brand_id: string;
}

/** The brand that the client works in; its id travels as the header `x-brand-id`. */
export interface Scope {
  brandId(): string | null;
  use(brandId: string | null): void;
  /** The brand's tenant key, as new rows need it. @throws WabaseError when no brand is chosen or it is not the caller's */
  key(): Promise<BrandKey>;
  /** The given brand, else the chosen one. @throws WabaseError when there is neither */
  require(brandId?: string): string;
}

/**
 * Remembers the chosen brand and which organization each brand belongs to.
 * @param readContext asked when a brand is not known yet
 */
export function createScope(initial: string | null, readContext: () => Promise<Context>): Scope {
  let chosen = initial;
  const organizations = new Map<string, string>();

  function require(brandId?: string): string {
    const brand = brandId ?? chosen;
    if (brand !== null) return brand;
    throw scopeError('brand_not_chosen', 'No brand is chosen.', 'Call brands.use(id) first.');
  }

  return {
    brandId: () => chosen,
    use(brandId) {
      chosen = brandId;
    },
    require,
    async key() {
      const brand_id = require();
      if (!organizations.has(brand_id)) {
        for (const organization of (await readContext()).organizations) {
          for (const { id } of organization.brands) organizations.set(id, organization.id);
        }
      }
      const organization_id = organizations.get(brand_id);
      if (organization_id !== undefined) return { organization_id, brand_id };
      throw scopeError(
        'permission_denied',
        'You are no member of this brand.',
        'Choose a brand from context().',
      );
    },
  };
}

function scopeError(slug: string, message: string, hint: string): WabaseError {
  return new WabaseError({ status: 0, code: '', slug, message, hint });
}
