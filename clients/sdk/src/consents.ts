import type { Json, Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

/** marketing and utility: what the brand starts; service: answers to the person's own messages. */
export type ConsentCategory = 'marketing' | 'utility' | 'service';
export type ConsentState = 'opted_in' | 'opted_out';

type Shaped<Row> = Omit<Row, 'category' | 'state'> & { category: ConsentCategory; state: ConsentState };

/** What a contact agreed to now; without a row of a category nothing is known. */
export type Consent = Shaped<Tables<'consents'>>;
/** A word of consent or objection, from whatever source. */
export type ConsentEvent = Shaped<Tables<'consent_events'>>;

/** How a brand handles consent. */
export type ConsentSettings = Pick<
  Tables<'consent_settings'>,
  'require_opt_in' | 'stop_categories' | 'stop_words' | 'start_words' | 'is_reply_on' | 'replies'
>;

/** What a brand without settings of its own does. */
const DEFAULTS: ConsentSettings = {
  require_opt_in: [],
  stop_categories: ['marketing', 'utility'],
  stop_words: [],
  start_words: [],
  is_reply_on: true,
  replies: {},
};

export interface Consents {
  /** What a contact agreed to now, a row a category of which something is known. */
  ofContact(contactId: string): Promise<Consent[]>;
  /** The words behind it, the newest first. @param options.before id of the last one of the page before */
  events(contactId: string, options?: { before?: string; limit?: number }): Promise<ConsentEvent[]>;
  /**
   * Records by hand that a contact agreed, with the evidence, or objected; a word older than the one that decided changes
   * nothing. Gives the contact's consents.
   * @throws WabaseError `consent_invalid`, `evidence_missing`, `contact_merged`, `permission_denied`
   */
  record(word: {
    contactId: string;
    category: ConsentCategory;
    state: ConsentState;
    /** {"text": "…"}; without it nobody is opted in. */
    evidence?: { [key: string]: Json | undefined };
    /** When it was said; now unless given. */
    at?: string;
  }): Promise<Consent[]>;
  /**
   * Records that a contact wants no more messages of these categories: marketing and utility unless said otherwise; with
   * service not even answers. Gives the contact's consents.
   */
  optOut(
    contactId: string,
    options?: { categories?: ConsentCategory[]; evidence?: { [key: string]: Json | undefined } },
  ): Promise<Consent[]>;
  /** How the chosen brand handles consent. */
  settings(): Promise<ConsentSettings>;
  /** Changes what is given and keeps the rest. @throws WabaseError `validation_failed`, `permission_denied` */
  setSettings(settings: Partial<ConsentSettings>): Promise<ConsentSettings>;
}

export function createConsents(supabase: Supabase, scope: Scope): Consents {
  const columns = 'require_opt_in, stop_categories, stop_words, start_words, is_reply_on, replies';
  // The database checks categories and states; generated types know only that they are text.
  const consents = (found: Tables<'consents'>[]) => found as Consent[];
  return {
    ofContact: async (contactId) =>
      consents(await rows(supabase.from('consents').select().eq('contact_id', contactId).order('category'))),
    async events(contactId, { before, limit = 50 } = {}) {
      const query = supabase
        .from('consent_events')
        .select()
        .eq('contact_id', contactId)
        .order('id', { ascending: false })
        .limit(limit);
      return (await rows(before === undefined ? query : query.lt('id', before))) as ConsentEvent[];
    },
    record: async ({ contactId, category, state, evidence = {}, at }) =>
      consents(
        await rows(
          supabase.rpc('record_consent', {
            contact_id: contactId,
            category,
            state,
            evidence: evidence as Json,
            ...(at !== undefined && { at }),
          }),
        ),
      ),
    optOut: async (contact_id, { categories, evidence } = {}) =>
      consents(
        await rows(
          supabase.rpc('opt_out', {
            contact_id,
            ...(categories !== undefined && { categories }),
            ...(evidence !== undefined && { evidence: evidence as Json }),
          }),
        ),
      ),
    async settings() {
      const found = await rows(
        supabase.from('consent_settings').select(columns).eq('brand_id', scope.require()).maybeSingle(),
      );
      return found ?? DEFAULTS;
    },
    async setSettings(settings) {
      const changed = await rows(
        supabase.from('consent_settings').update(settings).eq('brand_id', scope.require()).select(columns),
      );
      if (changed[0] !== undefined) return changed[0];
      return rows(
        supabase
          .from('consent_settings')
          .insert({ ...(await scope.key()), ...settings })
          .select(columns)
          .single(),
      );
    },
  };
}
