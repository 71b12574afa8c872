import type { Json } from './database.types.ts';
import { rows } from './errors.ts';
import type { ContactFilter } from './filter.ts';
import type { Scope, Supabase } from './scope.ts';

/** Whom an audience names: who is in several of these is in it once. */
export interface AudienceParts {
  contact_ids?: string[];
  groups?: string[];
  labels?: string[];
  segments?: string[];
  filter?: ContactFilter;
}

/** Everybody, or what is named; `exclude` wins. */
export type Audience = ({ all: true } | AudienceParts) & { exclude?: AudienceParts };

/** Who an audience is at this moment. */
export interface ResolvedAudience {
  /** Contacts, each once. */
  audience: number;
  sendable: number;
  /** `duplicate` counts entries that named a contact again; the others are contacts. */
  excluded: Record<string, number>;
  /** Up to ten of those who would get a message. */
  sample: { id: string; name: string | null; phone: string | null; username: string | null }[];
}

export interface Audiences {
  /** Counts an audience of the chosen brand. @throws WabaseError `audience_invalid`, `filter_invalid` */
  resolve(audience: Audience): Promise<ResolvedAudience>;
}

export function createAudiences(supabase: Supabase, scope: Scope): Audiences {
  return {
    async resolve(audience) {
      // The database documents this shape; generated types know only that it is JSON.
      const asked = { brand_id: scope.require(), ...audience } as unknown as NonNullable<Json>;
      return (await rows(
        supabase.rpc('resolve_audience', { audience: asked }),
      )) as unknown as ResolvedAudience;
    },
  };
}
