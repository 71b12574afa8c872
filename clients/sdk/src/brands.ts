import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import { BRAND_HEADER, type Scope, type Supabase } from './scope.ts';

export type Brand = Tables<'brands'>;

export interface Brands {
  /**
   * Narrows everything that follows to one brand (header `x-brand-id`), also for a user of several organizations;
   * null ends that. Nothing is asked of the server: a brand that is not the caller's simply yields no rows.
   */
  use(brandId: string | null): void;
  current(): string | null;
  /** The caller's brands, of one organization or of all of his, whichever is chosen. */
  list(organizationId?: string): Promise<Brand[]>;
  /** Makes a brand; needs `brands.manage`. */
  create(brand: { organization_id: string; name: string }): Promise<Brand>;
  rename(brandId: string, name: string): Promise<Brand>;
  /** Leaves a brand to be read only. @throws WabaseError `brand_is_default`, `brand_is_sending`, `not_found` without the right */
  archive(brandId: string): Promise<Brand>;
  /** Opens an archived brand again. */
  restore(brandId: string): Promise<Brand>;
}

export function createBrands(supabase: Supabase, scope: Scope): Brands {
  const change = (brandId: string, values: { name?: string; status?: string }) =>
    rows(
      supabase.from('brands').update(values).eq('id', brandId).select().single().setHeader(BRAND_HEADER, ''),
    );

  return {
    use: scope.use,
    current: scope.brandId,
    list(organizationId) {
      const query = supabase.from('brands').select().order('id').setHeader(BRAND_HEADER, '');
      return rows(organizationId === undefined ? query : query.eq('organization_id', organizationId));
    },
    create: (brand) =>
      rows(supabase.from('brands').insert(brand).select().single().setHeader(BRAND_HEADER, '')),
    rename: (brandId, name) => change(brandId, { name }),
    archive: (brandId) => change(brandId, { status: 'archived' }),
    restore: (brandId) => change(brandId, { status: 'active' }),
  };
}
