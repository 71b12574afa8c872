import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type Group = Tables<'groups'>;

export interface NewGroup {
  name: string;
  description?: string | null;
}

/** Lists of contacts; filled with `contacts.change`. */
export interface Groups {
  /** Those of the chosen brand, by name. */
  list(): Promise<Group[]>;
  /** Makes one in the chosen brand. @throws WabaseError `already_exists`, `validation_failed` */
  create(group: NewGroup): Promise<Group>;
  update(id: string, change: Partial<NewGroup>): Promise<Group>;
  /** Takes it off all contacts; they stay. */
  remove(id: string): Promise<void>;
}

export function createGroups(supabase: Supabase, scope: Scope): Groups {
  return {
    list: async () => rows(supabase.from('groups').select().eq('brand_id', scope.require()).order('name')),
    async create(group) {
      return rows(
        supabase
          .from('groups')
          .insert({ ...(await scope.key()), ...group })
          .select()
          .single(),
      );
    },
    update: async (id, change) => rows(supabase.from('groups').update(change).eq('id', id).select().single()),
    async remove(id) {
      await rows(supabase.from('groups').delete().eq('id', id).select('id').single());
    },
  };
}
