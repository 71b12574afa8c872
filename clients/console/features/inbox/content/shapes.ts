import { z } from 'zod/mini';

/**
 * What messages of each type hold (Cloud API, Messages and Webhooks references), as far as a thread shows it. Lenient: what
 * a customer's app sends is never a reason to show nothing.
 */
const text = z.optional(z.nullable(z.string()));

export const media = z.looseObject({
  caption: text,
  filename: text,
  mime_type: text,
  link: text,
  id: text,
  voice: z.optional(z.boolean()),
});
export const location = z.looseObject({
  latitude: z.coerce.number(),
  longitude: z.coerce.number(),
  name: text,
  address: text,
});
export const contacts = z.array(
  z.looseObject({
    name: z.optional(z.looseObject({ formatted_name: text })),
    phones: z.optional(z.array(z.looseObject({ phone: text, type: text }))),
    emails: z.optional(z.array(z.looseObject({ email: text }))),
    org: z.optional(z.looseObject({ company: text })),
  }),
);
export const order = z.looseObject({
  text,
  catalog_id: text,
  product_items: z.optional(
    z.array(
      z.looseObject({
        product_retailer_id: text,
        quantity: z.optional(z.coerce.number()),
        item_price: z.optional(z.coerce.number()),
        currency: text,
      }),
    ),
  ),
});
export const interactive = z.looseObject({
  type: text,
  header: z.optional(z.looseObject({ type: text, text })),
  body: z.optional(z.looseObject({ text })),
  footer: z.optional(z.looseObject({ text })),
  action: z.optional(
    z.looseObject({
      button: text,
      buttons: z.optional(z.array(z.looseObject({ reply: z.optional(z.looseObject({ title: text })) }))),
      sections: z.optional(
        z.array(
          z.looseObject({
            title: text,
            rows: z.optional(z.array(z.looseObject({ title: text, description: text }))),
          }),
        ),
      ),
      parameters: z.optional(z.looseObject({ display_text: text, url: text, flow_cta: text })),
    }),
  ),
  button_reply: z.optional(z.looseObject({ title: text })),
  list_reply: z.optional(z.looseObject({ title: text, description: text })),
  nfm_reply: z.optional(z.looseObject({ name: text, body: text, response_json: text })),
});
export const template = z.looseObject({ name: text, language: z.optional(z.looseObject({ code: text })) });
export const unsupported = z.looseObject({ type: text });
export const reactions = z.array(z.looseObject({ from: text, emoji: text }));
