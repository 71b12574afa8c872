import type { BrandFeed, Unsubscribe } from './brand_feed.ts';
import type { Json, Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { ContactFilter } from './filter.ts';
import type { Scope, Supabase } from './scope.ts';

export type Contact = Tables<'contacts'>;

/** A contact as a client may write it. `phone` is E.164 with a plus sign. */
export interface NewContact {
  name?: string | null;
  phone?: string | null;
  locale?: string | null;
  attributes?: { [key: string]: Json | undefined };
}

/** A contact that another one took over, by hand or because WhatsApp told that they are one person. */
export type ContactMerge = Omit<Tables<'contact_merges'>, 'reason'> & {
  reason: 'by_hand' | 'seen_together' | 'ids_changed';
};

export interface ContactPage {
  rows: Contact[];
  /** Give it as `after` for the next page; null on the last one. */
  next: string | null;
}

/** A contact as a search tells of it. */
export type FoundContact = Contact & { label_ids: string[]; group_ids: string[] };

export type ContactSort = 'newest' | 'oldest' | 'name' | 'last_inbound';

/** Exact while that is cheap; else `exact` is false and 95 of 100 estimates are off by less than `margin`. */
export interface ContactCount {
  count: number;
  exact: boolean;
  margin: number;
}

/** Ids of labels and groups to put on contacts or to take off. */
export interface LabelChange {
  add_labels?: string[];
  remove_labels?: string[];
  add_groups?: string[];
  remove_groups?: string[];
}

/** A bulk change; `done` of about `expected` contacts are looked after. */
export type ContactChange = Omit<Tables<'contact_changes'>, 'status'> & {
  status: 'running' | 'done' | 'canceled' | 'failed';
};
export type ContactChangeProgress = Pick<ContactChange, 'id' | 'status' | 'done' | 'expected'>;

export interface Contacts {
  /**
   * A page of the contacts of the chosen brand that match. A page is full unless it is the last one; what is common but far
   * from where reading begins takes several calls, made here. `limit` up to 500.
   * @throws WabaseError `filter_invalid`
   */
  search(options?: {
    filter?: ContactFilter;
    sort?: ContactSort;
    after?: string | null;
    limit?: number;
  }): Promise<{ rows: FoundContact[]; next: string | null }>;
  /** How many contacts of the chosen brand match. @throws WabaseError `filter_invalid` */
  count(filter?: ContactFilter): Promise<ContactCount>;
  /**
   * Puts labels and groups on contacts, up to 5,000 by id or any number by filter, takes them off, or deletes contacts (as
   * `delete` does; `restore` brings them back). Up to a thousand matches are done when it returns; for more its status is
   * `running`, see `onChange` and `getChange`.
   * @throws WabaseError `change_invalid`, `filter_invalid`
   */
  change(
    selection: { contact_ids: string[] } | { filter: ContactFilter },
    change: LabelChange | { delete: true },
  ): Promise<ContactChange>;
  getChange(id: string): Promise<ContactChange>;
  /** Stops a bulk change where it is. */
  cancelChange(id: string): Promise<ContactChange>;
  /** Hears of the progress of the brand's bulk changes. @throws WabaseError `realtime_refused`, `realtime_unavailable` */
  onChange(listener: {
    brandId?: string;
    onProgress: (progress: ContactChangeProgress) => void;
    onState?: (state: 'live' | 'interrupted') => void;
  }): Promise<Unsubscribe>;
  /** A page in order of creation, found by key: as quick on the last page as on the first. `limit` up to 1,000. */
  list(options?: { after?: string | null; limit?: number; attributes?: Json }): Promise<ContactPage>;
  /** The contacts of these ids (up to 200), in no order; those that are not there are left out. */
  getMany(contactIds: string[]): Promise<Contact[]>;
  /** The labels that a contact bears and the groups that it is in. */
  listsOf(contactId: string): Promise<Pick<FoundContact, 'label_ids' | 'group_ids'>>;
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
  /**
   * Changes what is given; `attributes` are replaced as a whole.
   * @throws WabaseError `not_found`, `phone_taken`, `phone_of_deleted_contact`, `attribute_unknown`, `attribute_invalid`
   */
  update(contactId: string, change: NewContact): Promise<Contact>;
  /**
   * Lets one contact take another one over, with all it has; can be undone for a day.
   * @throws WabaseError `contact_merged`, `contact_not_found`, `permission_denied`
   */
  merge(keepId: string, mergeId: string): Promise<ContactMerge>;
  /** Takes a merge back. @throws WabaseError `merge_too_old`, `merged_again` */
  undoMerge(mergeId: string): Promise<ContactMerge>;
  /** Merges in which a contact took others over, the newest first. */
  merges(contactId: string): Promise<ContactMerge[]>;
  /** Hides up to 10,000 contacts of the chosen brand; tells how many. @throws WabaseError `contact_not_found` */
  delete(contactIds: string[]): Promise<number>;
  /** Brings deleted contacts back as they were; tells how many. @throws WabaseError `plan_limit_reached` */
  restore(contactIds: string[]): Promise<number>;
  /** Deleted contacts of the chosen brand, the newest first. @param options.before id of the last one of the page before */
  listDeleted(options?: { before?: string; limit?: number }): Promise<Contact[]>;
}

export function createContacts(supabase: Supabase, scope: Scope, feed: BrandFeed): Contacts {
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

  // The database documents these shapes; generated types know only that they are JSON.
  const asJson = (value: object) => value as unknown as NonNullable<Json>;

  return {
    async search({ filter = {}, sort = 'newest', after = null, limit = 50 } = {}) {
      const found: FoundContact[] = [];
      let next = after;
      do {
        const answer = await rows(
          supabase.rpc('search_contacts', {
            brand_id: scope.require(),
            filter: asJson(filter),
            sort,
            page_size: limit - found.length,
            ...(next !== null && { after: next }),
          }),
        );
        const page = answer as unknown as { contacts: FoundContact[]; next: string | null };
        found.push(...page.contacts);
        next = page.next;
      } while (next !== null && found.length < limit);
      return { rows: found, next };
    },
    count: async (filter = {}) =>
      (await rows(
        supabase.rpc('count_contacts', { brand_id: scope.require(), filter: asJson(filter) }),
      )) as unknown as ContactCount,
    change: async (selection, change) =>
      (await rows(
        supabase.rpc('change_contacts', {
          brand_id: scope.require(),
          selection: asJson(selection),
          change: asJson(change),
        }),
      )) as ContactChange,
    getChange: async (id) =>
      (await rows(supabase.from('contact_changes').select().eq('id', id).single())) as ContactChange,
    cancelChange: async (contact_change_id) =>
      (await rows(supabase.rpc('cancel_contact_change', { contact_change_id }))) as ContactChange,
    onChange: ({ brandId, onProgress, onState }) =>
      feed.listen('contacts', scope.require(brandId), {
        onState,
        onEvent({ event, payload }) {
          if (event === 'contact_change') onProgress(payload as unknown as ContactChangeProgress);
        },
      }),
    async list({ after = null, limit = 100, attributes } = {}) {
      let query = supabase.from('contacts').select().eq('brand_id', scope.require()).order('id').limit(limit);
      if (after !== null) query = query.gt('id', after);
      if (attributes !== undefined)
        query = query.contains('attributes', attributes as Record<string, unknown>);
      const page = await rows(query);
      return { rows: page, next: page.length < limit ? null : (page.at(-1)?.id ?? null) };
    },
    async listsOf(contactId) {
      const [labels, groups] = await Promise.all([
        rows(supabase.from('contact_labels').select('label_id').eq('contact_id', contactId)),
        rows(supabase.from('group_contacts').select('group_id').eq('contact_id', contactId)),
      ]);
      return {
        label_ids: labels.map(({ label_id }) => label_id),
        group_ids: groups.map(({ group_id }) => group_id),
      };
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
    update: (contactId, change) =>
      rows(supabase.from('contacts').update(change).eq('id', contactId).select().single()),
    merge: async (keep_id, merge_id) =>
      (await rows(supabase.rpc('merge_contacts', { keep_id, merge_id }))) as ContactMerge,
    undoMerge: async (merge_id) =>
      (await rows(supabase.rpc('undo_contact_merge', { merge_id }))) as ContactMerge,
    merges: async (contactId) =>
      (await rows(
        supabase
          .from('contact_merges')
          .select()
          .eq('contact_id', contactId)
          .order('id', { ascending: false })
          .limit(100),
      )) as ContactMerge[],
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
