import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type Label = Tables<'labels'>;

export interface NewLabel {
  name: string;
  /** `#rrggbb` */
  color?: string;
}

/** What people stick on contacts and conversations; put on contacts with `contacts.change`. */
export interface Labels {
  /** Those of the chosen brand, by name. */
  list(): Promise<Label[]>;
  /** Makes one in the chosen brand. @throws WabaseError `already_exists`, `validation_failed` */
  create(label: NewLabel): Promise<Label>;
  update(id: string, change: Partial<NewLabel>): Promise<Label>;
  /** Takes it off all contacts; they stay. */
  remove(id: string): Promise<void>;
}

export function createLabels(supabase: Supabase, scope: Scope): Labels {
  return {
    list: async () => rows(supabase.from('labels').select().eq('brand_id', scope.require()).order('name')),
    async create(label) {
      return rows(
        supabase
          .from('labels')
          .insert({ ...(await scope.key()), ...label })
          .select()
          .single(),
      );
    },
    update: async (id, change) => rows(supabase.from('labels').update(change).eq('id', id).select().single()),
    async remove(id) {
      await rows(supabase.from('labels').delete().eq('id', id).select('id').single());
    },
  };
}
