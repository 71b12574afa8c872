import type { Json, Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { ContactFilter } from './filter.ts';
import type { Scope, Supabase } from './scope.ts';

export type Segment = Omit<Tables<'segments'>, 'definition'> & { definition: ContactFilter };

export interface NewSegment {
  name: string;
  /** Names no other segment. */
  definition: ContactFilter;
}

/** Filters with a name; `contacts.search` and `contacts.count` with `{segment: id}` tell who is in one. */
export interface Segments {
  /** Those of the chosen brand, by name. */
  list(): Promise<Segment[]>;
  /** @throws WabaseError `filter_invalid`, `already_exists` */
  create(segment: NewSegment): Promise<Segment>;
  /** @throws WabaseError `filter_invalid`, `already_exists` */
  update(id: string, change: Partial<NewSegment>): Promise<Segment>;
  remove(id: string): Promise<void>;
}

export function createSegments(supabase: Supabase, scope: Scope): Segments {
  // The database keeps only definitions that are filters; unions have no index signature, which keeps them from being Json.
  const asJson = (definition: ContactFilter) => definition as NonNullable<Json>;
  return {
    list: async () =>
      (await rows(
        supabase.from('segments').select().eq('brand_id', scope.require()).order('name'),
      )) as Segment[],
    async create({ name, definition }) {
      const row = { ...(await scope.key()), name, definition: asJson(definition) };
      return (await rows(supabase.from('segments').insert(row).select().single())) as Segment;
    },
    async update(id, { name, definition }) {
      const change = {
        ...(name !== undefined && { name }),
        ...(definition !== undefined && { definition: asJson(definition) }),
      };
      return (await rows(supabase.from('segments').update(change).eq('id', id).select().single())) as Segment;
    },
    async remove(id) {
      await rows(supabase.from('segments').delete().eq('id', id).select('id').single());
    },
  };
}
