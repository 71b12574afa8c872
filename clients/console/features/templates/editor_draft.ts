import type { Json } from '../../../sdk/src/database.types.ts';
import type { Template, TemplateDraft } from '../../../sdk/src/templates.ts';
import { carouselComponent, carouselIn, type EditedCarousel, newCarousel } from './carousel_draft.ts';
import {
  buttonsIn,
  buttonsOf,
  type EditedButton,
  type Examples,
  examplesIn,
  sampleIn,
  textOf,
  typeOf,
  type Written,
} from './editor_parts.ts';
import { blanksOf, shapeOf, type TemplateShape } from './shape.ts';

export const HEADER_FORMATS = ['NONE', 'TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'] as const;
export type HeaderFormat = (typeof HEADER_FORMATS)[number];

/** A template while it is written. */
export interface Edited {
  name: string;
  language: string;
  category: TemplateDraft['category'];
  format: HeaderFormat;
  header: string;
  /** Sample of a media header, in the bucket of media. */
  samplePath: string | null;
  body: string;
  footer: string;
  /** Of a limited-time offer; empty for none. */
  offer: string;
  buttons: EditedButton[];
  examples: Examples;
  /** Of an authentication template. */
  code: { isWarning: boolean; minutes: string; button: string };
  /** Whether cards stand under the text in place of header, footer, offer and buttons; of marketing templates alone. */
  layout: 'message' | 'carousel';
  carousel: EditedCarousel;
  /** Parts that the editor does not write, such as a carousel of products, kept as they are. */
  kept: Json[];
}

export const EMPTY: Edited = {
  name: '',
  language: 'en',
  category: 'MARKETING',
  format: 'NONE',
  header: '',
  samplePath: null,
  body: '',
  footer: '',
  offer: '',
  buttons: [],
  examples: {},
  code: { isWarning: true, minutes: '10', button: 'Copy code' },
  layout: 'message',
  carousel: newCarousel(),
  kept: [],
};

/** The cards, where there are any. */
export function carouselOf({ category, layout, carousel }: Edited): EditedCarousel | null {
  return category === 'MARKETING' && layout === 'carousel' ? carousel : null;
}

/** What a customer would see of it. */
export function shapeOfEdited(edited: Edited): TemplateShape {
  return shapeOf(toDraft(edited).components);
}

/** The examples by the place of their blanks, those of cards too. */
export function examplesOf(edited: Edited): Examples {
  const ofCards = (carouselOf(edited)?.cards ?? []).flatMap((card, i) =>
    Object.entries(card.examples).map(([place, value]) => [`card:${i}:${place}`, value]),
  );
  return { ...edited.examples, ...Object.fromEntries(ofCards) };
}

/** Whether blanks have names; else they are numbers. */
function isNamed(edited: Edited): boolean {
  const { format, header, body } = edited;
  const carousel = carouselOf(edited);
  const texts = [
    ...(carousel === null && format === 'TEXT' ? [header] : []),
    body,
    ...(carousel?.cards.map((card) => card.body) ?? []),
  ];
  return texts.flatMap(blanksOf).some((blank) => !/^\d+$/.test(blank));
}

/** The draft as the database takes it: Meta's components with their examples. */
export function toDraft(edited: Edited): TemplateDraft {
  const { name, language, category } = edited;
  const carousel = carouselOf(edited);
  const head = { name, language, category };
  if (category === 'AUTHENTICATION') {
    return { ...head, components: codeComponents(edited), parameter_format: 'POSITIONAL' };
  }
  const named = isNamed(edited);
  const body = { type: 'BODY', ...textOf('body', edited.body, edited.examples, named) };
  const components =
    carousel === null
      ? [
          ...headerOf(edited, named),
          ...offerOf(edited),
          body,
          ...(edited.footer === '' ? [] : [{ type: 'FOOTER', text: edited.footer }]),
          ...buttonsOf(edited.buttons),
        ]
      : [body, carouselComponent(carousel, named)];
  return {
    ...head,
    parameter_format: named ? 'NAMED' : 'POSITIONAL',
    components: [...components, ...edited.kept] as Json[],
  };
}

function headerOf({ format, header, samplePath, examples }: Edited, named: boolean) {
  if (format === 'NONE') return [];
  const isMedia = ['IMAGE', 'VIDEO', 'DOCUMENT'].includes(format);
  return [
    {
      type: 'HEADER',
      format,
      ...(format === 'TEXT' && textOf('header', header, examples, named)),
      ...(isMedia && samplePath !== null && { example: { header_handle: [samplePath] } }),
    },
  ];
}

function offerOf({ offer }: Edited) {
  if (offer === '') return [];
  return [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: offer, has_expiration: true } }];
}

function codeComponents({ code }: Edited): Json[] {
  return [
    { type: 'BODY', add_security_recommendation: code.isWarning },
    ...(code.minutes === '' ? [] : [{ type: 'FOOTER', code_expiration_minutes: Number(code.minutes) }]),
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: code.button }] },
  ];
}

const KNOWN = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'LIMITED_TIME_OFFER'];

/** A template that is there, for editing; its waiting change if it has one. */
export function toEdited(template: Template): Edited {
  const waiting = template.draft as { components?: Template['components']; category?: string } | null;
  const components = waiting?.components ?? template.components;
  const shape = shapeOf(components);
  const list = (Array.isArray(components) ? components : []) as Written[];
  const buttons = buttonsIn(list);
  const carousel = carouselIn(list);
  const known = carousel === null ? KNOWN : [...KNOWN, 'CAROUSEL'];
  const format = (shape.header?.format ?? 'NONE') as HeaderFormat;
  return {
    ...EMPTY,
    name: template.name,
    language: template.language,
    category: (waiting?.category ?? template.category) as Edited['category'],
    format: HEADER_FORMATS.includes(format) ? format : 'NONE',
    header: shape.header?.text ?? '',
    samplePath: sampleIn(list),
    body: shape.body,
    footer: shape.footer,
    offer: shape.offer,
    buttons,
    examples: examplesIn(list),
    code:
      shape.code === null
        ? EMPTY.code
        : {
            isWarning: shape.code.isWarning,
            minutes: shape.code.minutes?.toString() ?? '',
            button: buttons[0]?.text ?? '',
          },
    ...(carousel !== null && { layout: 'carousel', carousel }),
    kept: list.filter((one) => !known.includes(typeOf(one))) as unknown as Json[],
  };
}
