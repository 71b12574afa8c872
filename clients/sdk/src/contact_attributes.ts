import type { Tables } from './database.types.ts';
import { rows, WabaseError } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type AttributeType = 'text' | 'number' | 'boolean' | 'date' | 'option';

/** An attribute that a brand keeps of its contacts. Key and type are for good. */
export type ContactAttribute = Omit<Tables<'contact_attributes'>, 'type'> & { type: AttributeType };

export interface NewContactAttribute {
  /** Lower snake case, up to 40 characters: its name in `contact.attributes` and in filters. */
  key: string;
  type: AttributeType;
  label: string;
  /** The values of an `option`, up to 200. */
  options?: string[];
}

export interface ContactAttributes {
  /** Those of the chosen brand, by label. */
  list(): Promise<ContactAttribute[]>;
  /** Makes an attribute in the chosen brand. @throws WabaseError `already_exists`, `validation_failed` */
  create(attribute: NewContactAttribute): Promise<ContactAttribute>;
  /** Makes those of the given attributes that the chosen brand lacks. */
  ensure(attributes: NewContactAttribute[]): Promise<void>;
  update(id: string, change: { label?: string; options?: string[] }): Promise<ContactAttribute>;
  /** Removes the definition; values that contacts have stay until they are changed. */
  remove(id: string): Promise<void>;
}

export function createContactAttributes(supabase: Supabase, scope: Scope): ContactAttributes {
  const attributes: ContactAttributes = {
    // A check in the database keeps `type` within what the type here says, in all of these.
    list: async () =>
      (await rows(
        supabase.from('contact_attributes').select().eq('brand_id', scope.require()).order('label'),
      )) as ContactAttribute[],
    async create(attribute) {
      const row = { ...(await scope.key()), ...attribute };
      return (await rows(
        supabase.from('contact_attributes').insert(row).select().single(),
      )) as ContactAttribute;
    },
    async ensure(wanted) {
      const known = new Set((await attributes.list()).map(({ key }) => key));
      for (const attribute of wanted) {
        if (known.has(attribute.key)) continue;
        await attributes.create(attribute).catch((error: unknown) => {
          if (!(error instanceof WabaseError && error.slug === 'already_exists')) throw error;
        });
      }
    },
    update: async (id, change) =>
      (await rows(
        supabase.from('contact_attributes').update(change).eq('id', id).select().single(),
      )) as ContactAttribute,
    async remove(id) {
      await rows(supabase.from('contact_attributes').delete().eq('id', id).select('id').single());
    },
  };
  return attributes;
}
