import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

/** Feature flags of the platform. All of them at once are in `context()`: `flags` of each organization and brand. */
export interface Flags {
  /** Whether a flag is on in a brand (the chosen one unless given); an unknown flag is off. */
  isOn(name: string, brandId?: string): Promise<boolean>;
}

export function createFlags(supabase: Supabase): Flags {
  return {
    isOn: (name, brand_id) => rows(supabase.rpc('flag', { name, brand_id })),
  };
}
