import type { Json, Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type Contact = Tables<'contacts'>;

/** A contact as a client may write it. `phone` is E.164 with a plus sign. */
export interface NewContact {
  name?: string | null;
  phone?: string | null;
  locale?: string | null;
  attributes?: { [key: string]: Json | undefined };
}

export interface ContactPage {
  rows: Contact[];
  /** Give it as `after` for the next page; null on the last one. */
  next: string | null;
}

export interface Contacts {
  /** A page in order of creation, found by key: as quick on the last page as on the first. `limit` up to 1,000. */
  list(options?: { after?: string | null; limit?: number; attributes?: Json }): Promise<ContactPage>;
  /** The contacts of these ids (up to 200), in no order; those that are not there are left out. */
  getMany(contactIds: string[]): Promise<Contact[]>;
  /** @throws WabaseError `phone_taken`, `phone_of_deleted_contact`, `attribute_unknown`, `attribute_invalid` */
  create(contact: NewContact): Promise<Contact>;
  /**
   * Makes many contacts in the chosen brand, a chunk a request, and gives their ids in the same order. A chunk is written
   * whole or not at all; those before a refused one stay.
   * @throws WabaseError `phone_taken`
   */
  importMany(
    contacts: NewContact[],
    options?: { chunk?: number; onProgress?: (done: number, total: number) => void },
  ): Promise<string[]>;
  /** Hides up to 10,000 contacts of the chosen brand; tells how many. @throws WabaseError `contact_not_found` */
  delete(contactIds: string[]): Promise<number>;
  /** Brings deleted contacts back as they were; tells how many. @throws WabaseError `plan_limit_reached` */
  restore(contactIds: string[]): Promise<number>;
  /** Deleted contacts of the chosen brand, the newest first. @param options.before id of the last one of the page before */
  listDeleted(options?: { before?: string; limit?: number }): Promise<Contact[]>;
}

export function createContacts(supabase: Supabase, scope: Scope): Contacts {
  const insertable = async (contacts: NewContact[], source: string) => {
    const key = await scope.key();
    return contacts.map(({ name = null, phone = null, locale = null, attributes = {} }) => ({
      ...key,
      name,
      phone,
      locale,
      attributes,
      source,
    }));
  };

  return {
    async list({ after = null, limit = 100, attributes } = {}) {
      let query = supabase.from('contacts').select().eq('brand_id', scope.require()).order('id').limit(limit);
      if (after !== null) query = query.gt('id', after);
      if (attributes !== undefined)
        query = query.contains('attributes', attributes as Record<string, unknown>);
      const page = await rows(query);
      return { rows: page, next: page.length < limit ? null : (page.at(-1)?.id ?? null) };
    },
    getMany: (contactIds) => rows(supabase.from('contacts').select().in('id', contactIds)),
    async create(contact) {
      const [row] = await insertable([contact], 'manual');
      return rows(
        supabase
          .from('contacts')
          .insert(row as NonNullable<typeof row>)
          .select()
          .single(),
      );
    },
    async importMany(contacts, { chunk = 500, onProgress } = {}) {
      const all = await insertable(contacts, 'import');
      const ids: string[] = [];
      for (let start = 0; start < all.length; start += chunk) {
        const written = await rows(
          supabase
            .from('contacts')
            .insert(all.slice(start, start + chunk))
            .select('id'),
        );
        for (const { id } of written) ids.push(id);
        onProgress?.(ids.length, all.length);
      }
      return ids;
    },
    delete: async (contact_ids) =>
      rows(supabase.rpc('delete_contacts', { brand_id: scope.require(), contact_ids })),
    restore: async (contact_ids) =>
      rows(supabase.rpc('restore_contacts', { brand_id: scope.require(), contact_ids })),
    listDeleted: async ({ before, limit = 50 } = {}) =>
      rows(
        supabase.rpc('deleted_contacts', {
          brand_id: scope.require(),
          page_size: limit,
          ...(before !== undefined && { before }),
        }),
      ),
  };
}
