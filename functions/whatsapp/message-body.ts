import { z } from 'zod';

/**
 * What a client may send, by type: Meta's own objects with Meta's limits (Cloud API, Messages reference; facts in the
 * pages on each message type). Checked before the database is asked, so that a mistake is named at once and not
 * an hour later as a failed status. Whether it may be sent (window, consent, quota) is decided in SQL.
 */

const text = (max: number) => z.string().min(1).max(max);
const httpUrl = z.url({ protocol: /^https?$/ });

const mediaSource = z.object({ id: z.string().min(1).optional(), link: httpUrl.optional() });
function isOneSource(media: { id?: string | undefined; link?: string | undefined }): boolean {
  return (media.id === undefined) !== (media.link === undefined);
}
const oneSource = 'needs either id or link';

const captioned = mediaSource.extend({ caption: text(1024).optional() });
const image = captioned.strict().refine(isOneSource, oneSource);
const video = captioned.strict().refine(isOneSource, oneSource);
const document = captioned
  .extend({ filename: text(255).optional() })
  .strict()
  .refine(isOneSource, oneSource);
const audio = mediaSource.extend({ voice: z.boolean().optional() }).strict().refine(isOneSource, oneSource);
const sticker = mediaSource.strict().refine(isOneSource, oneSource);

const location = z.strictObject({
  latitude: z.coerce.number().min(-90).max(90),
  longitude: z.coerce.number().min(-180).max(180),
  name: text(1000).optional(),
  address: text(1000).optional(),
});

const contact = z.looseObject({
  name: z.looseObject({ formatted_name: text(1024) }),
  phones: z.array(z.looseObject({ phone: z.string().optional() })).optional(),
});

const headerText = z.strictObject({ type: z.literal('text'), text: text(60) });
const header = z.discriminatedUnion('type', [
  headerText,
  z.strictObject({ type: z.literal('image'), image }),
  z.strictObject({ type: z.literal('video'), video }),
  z.strictObject({ type: z.literal('document'), document }),
]);
const footer = z.strictObject({ text: text(60) });
const bodyOf = (max: number) => z.strictObject({ text: text(max) });

const replyButton = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: text(256), title: text(20) }),
});
const listRow = z.strictObject({ id: text(200), title: text(24), description: text(72).optional() });
const listSection = z.strictObject({ title: text(24).optional(), rows: z.array(listRow).min(1).max(10) });

function areDistinct(items: string[]): boolean {
  return new Set(items).size === items.length;
}

const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    header: header.optional(),
    body: bodyOf(1024),
    footer: footer.optional(),
    action: z.strictObject({
      buttons: z
        .array(replyButton)
        .min(1)
        .max(3)
        .refine((buttons) => areDistinct(buttons.map(({ reply }) => reply.title)), 'titles must differ')
        .refine((buttons) => areDistinct(buttons.map(({ reply }) => reply.id)), 'ids must differ'),
    }),
  }),
  z.strictObject({
    type: z.literal('list'),
    header: headerText.optional(),
    body: bodyOf(4096),
    footer: footer.optional(),
    action: z.strictObject({
      button: text(20),
      sections: z
        .array(listSection)
        .min(1)
        .max(10)
        .refine((sections) => sections.flatMap(({ rows }) => rows).length <= 10, 'at most 10 rows in all')
        .refine(
          (sections) => areDistinct(sections.flatMap(({ rows }) => rows.map(({ id }) => id))),
          'row ids must differ',
        )
        .refine(
          (sections) => sections.length === 1 || sections.every(({ title }) => title),
          'sections need titles',
        ),
    }),
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    header: header.optional(),
    body: bodyOf(1024),
    footer: footer.optional(),
    action: z.strictObject({
      name: z.literal('cta_url'),
      parameters: z.strictObject({ display_text: text(20), url: httpUrl }),
    }),
  }),
  z.strictObject({
    type: z.literal('flow'),
    header: header.optional(),
    body: bodyOf(1024),
    footer: footer.optional(),
    action: z.strictObject({
      name: z.literal('flow'),
      parameters: z
        .looseObject({
          flow_message_version: z.literal('3'),
          flow_token: text(512).optional(),
          flow_id: text(64).optional(),
          flow_name: text(200).optional(),
          flow_cta: text(20),
          mode: z.enum(['draft', 'published']).optional(),
          flow_action: z.enum(['navigate', 'data_exchange']).optional(),
          flow_action_payload: z.looseObject({ screen: text(200).optional() }).optional(),
        })
        .refine(
          (flow) => (flow.flow_id === undefined) !== (flow.flow_name === undefined),
          'needs flow_id or flow_name',
        ),
    }),
  }),
  z.strictObject({
    type: z.literal('location_request_message'),
    body: bodyOf(1024),
    action: z.strictObject({ name: z.literal('send_location') }),
  }),
  z.strictObject({
    type: z.literal('request_contact_info'),
    body: bodyOf(1024),
    action: z.strictObject({ name: z.literal('request_contact_info') }),
  }),
  // Catalogue and carousel bodies change often and are checked by Meta alone.
  ...(['product', 'product_list', 'catalog_message', 'carousel', 'address_message'] as const).map((type) =>
    z.looseObject({ type: z.literal(type), action: z.looseObject({}) }),
  ),
]);

const templateComponent = z.looseObject({
  type: z.enum(['header', 'body', 'button', 'carousel', 'limited_time_offer', 'order_status']),
  sub_type: z.string().optional(),
  index: z.union([z.string().regex(/^\d{1,2}$/), z.number().int().min(0)]).optional(),
  parameters: z.array(z.looseObject({ type: z.string().min(1) })).optional(),
});
const template = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.looseObject({ code: z.string().regex(/^[a-z]{2,3}(?:_[A-Za-z]{2,4})?$/) }),
  components: z.array(templateComponent).max(20).optional(),
});

/** The object of each type. */
export const messageObjects = {
  text: z.strictObject({ body: text(4096), preview_url: z.boolean().optional() }),
  image,
  video,
  audio,
  document,
  sticker,
  location,
  contacts: z.array(contact).min(1).max(257),
  reaction: z.strictObject({ message_id: text(512), emoji: z.string().max(32) }),
  interactive,
  template,
} as const;

/** Types that can be sent. */
export const messageTypes = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'interactive',
  'template',
] as const satisfies readonly (keyof typeof messageObjects)[];
export type MessageType = (typeof messageTypes)[number];
