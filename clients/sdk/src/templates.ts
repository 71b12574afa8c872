import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type Template = Tables<'templates'>;

export interface Templates {
  /** The templates of the chosen brand, as last synced from Meta. `metaStatus` e.g. `APPROVED`. */
  list(options?: { metaStatus?: string }): Promise<Template[]>;
}

export function createTemplates(supabase: Supabase, scope: Scope): Templates {
  return {
    list({ metaStatus } = {}) {
      const query = supabase
        .from('templates')
        .select()
        .eq('brand_id', scope.require())
        .order('name')
        .order('language');
      return rows(metaStatus === undefined ? query : query.eq('meta_status', metaStatus));
    },
  };
}
