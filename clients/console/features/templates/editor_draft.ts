import type { Json } from '../../../sdk/src/database.types.ts';
import type { Template, TemplateDraft } from '../../../sdk/src/templates.ts';
import { blanksOf, shapeOf, type TemplateShape } from './shape.ts';

export const HEADER_FORMATS = ['NONE', 'TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'] as const;
export type HeaderFormat = (typeof HEADER_FORMATS)[number];
export const BUTTON_TYPES = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE'] as const;

/** A button as the editor holds it. */
export interface EditedButton {
  type: (typeof BUTTON_TYPES)[number] | 'OTHER';
  text: string;
  /** Address or number. */
  target: string;
  /** What stands for the blank of an address, or the code, for Meta's reviewers. */
  example: string;
  /** A kind that the editor does not write, kept as it is. */
  raw?: Record<string, Json>;
}

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
  /** An example for each blank, which Meta asks for: `header:1`, `body:2`. */
  examples: Record<string, string>;
  /** Of an authentication template. */
  code: { isWarning: boolean; minutes: string; button: string };
  /** Parts that the editor does not write, such as a carousel, kept as they are. */
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
  kept: [],
};

/** What a customer would see of it. */
export function shapeOfEdited(edited: Edited): TemplateShape {
  return shapeOf(toDraft(edited).components);
}

/** Whether all blanks are numbers, or have names. */
function isNamed({ header, body }: Edited): boolean {
  return [...blanksOf(header), ...blanksOf(body)].some((blank) => !/^\d+$/.test(blank));
}

/** The draft as the database takes it: Meta's components with their examples. */
export function toDraft(edited: Edited): TemplateDraft {
  const head = { name: edited.name, language: edited.language, category: edited.category };
  if (edited.category === 'AUTHENTICATION') {
    return { ...head, components: codeComponents(edited), parameter_format: 'POSITIONAL' };
  }
  const isMedia = ['IMAGE', 'VIDEO', 'DOCUMENT'].includes(edited.format);
  const exampleOf = examplesOf(edited);
  return {
    ...head,
    parameter_format: isNamed(edited) ? 'NAMED' : 'POSITIONAL',
    components: [
      ...(edited.format === 'NONE'
        ? []
        : [
            {
              type: 'HEADER',
              format: edited.format,
              ...(edited.format === 'TEXT' && exampleOf('header', edited.header)),
              ...(isMedia &&
                edited.samplePath !== null && { example: { header_handle: [edited.samplePath] } }),
            },
          ]),
      ...(edited.offer === ''
        ? []
        : [
            {
              type: 'LIMITED_TIME_OFFER',
              limited_time_offer: { text: edited.offer, has_expiration: true },
            },
          ]),
      { type: 'BODY', ...exampleOf('body', edited.body) },
      ...(edited.footer === '' ? [] : [{ type: 'FOOTER', text: edited.footer }]),
      ...(edited.buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: edited.buttons.map(buttonOf) }]),
      ...edited.kept,
    ] as Json[],
  };
}

function codeComponents({ code }: Edited): Json[] {
  return [
    { type: 'BODY', add_security_recommendation: code.isWarning },
    ...(code.minutes === '' ? [] : [{ type: 'FOOTER', code_expiration_minutes: Number(code.minutes) }]),
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: code.button }] },
  ];
}

/** A text with the examples of its blanks, as Meta writes them. */
function examplesOf(edited: Edited) {
  const named = isNamed(edited);
  return (part: 'header' | 'body', text: string) => {
    const blanks = blanksOf(text);
    if (blanks.length === 0) return { text };
    const values = blanks.map((blank) => edited.examples[`${part}:${blank}`] ?? '');
    if (named) {
      const params = blanks.map((blank, i) => ({ param_name: blank, example: values[i] ?? '' }));
      return { text, example: { [`${part}_text_named_params`]: params } };
    }
    return { text, example: part === 'header' ? { header_text: values } : { body_text: [values] } };
  };
}

function buttonOf({ type, text, target, example, raw }: EditedButton): Json {
  if (raw !== undefined) return raw;
  if (type === 'COPY_CODE') return { type, example };
  if (type === 'PHONE_NUMBER') return { type, text, phone_number: target };
  if (type === 'QUICK_REPLY') return { type, text };
  return { type, text, url: target, ...(blanksOf(target).length > 0 && { example: [example] }) };
}

interface Written {
  type?: string;
  format?: string;
  example?: {
    header_text?: string[];
    header_handle?: string[];
    body_text?: string[][];
    header_text_named_params?: { param_name: string; example: string }[];
    body_text_named_params?: { param_name: string; example: string }[];
  };
  buttons?: ({
    type: string;
    text?: string;
    url?: string;
    phone_number?: string;
    example?: string | string[];
  } & Record<string, Json>)[];
}

const KNOWN = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'LIMITED_TIME_OFFER'];

/** A template that is there, for editing; its waiting change if it has one. */
export function toEdited(template: Template): Edited {
  const waiting = template.draft as { components?: Template['components']; category?: string } | null;
  const components = waiting?.components ?? template.components;
  const shape = shapeOf(components);
  const list = (Array.isArray(components) ? components : []) as Written[];
  const typeOf = (one: Written) => (one.type ?? '').toUpperCase();
  const buttons = list.find((one) => typeOf(one) === 'BUTTONS')?.buttons ?? [];
  const format = (shape.header?.format ?? 'NONE') as HeaderFormat;
  return {
    ...EMPTY,
    name: template.name,
    language: template.language,
    category: (waiting?.category ?? template.category) as Edited['category'],
    format: HEADER_FORMATS.includes(format) ? format : 'NONE',
    header: shape.header?.text ?? '',
    samplePath: list.find((one) => typeOf(one) === 'HEADER')?.example?.header_handle?.[0] ?? null,
    body: shape.body,
    footer: shape.footer,
    offer: shape.offer,
    buttons: buttons.map(editedButton),
    examples: examplesIn(list, typeOf),
    code:
      shape.code === null
        ? EMPTY.code
        : {
            isWarning: shape.code.isWarning,
            minutes: shape.code.minutes?.toString() ?? '',
            button: buttons[0]?.text ?? '',
          },
    kept: list.filter((one) => !KNOWN.includes(typeOf(one))) as unknown as Json[],
  };
}

function editedButton(button: NonNullable<Written['buttons']>[number]): EditedButton {
  const known = BUTTON_TYPES.find((type) => type === button.type.toUpperCase());
  const { text = '', url, phone_number, example } = button;
  return {
    type: known ?? 'OTHER',
    text,
    target: url ?? phone_number ?? '',
    example: (Array.isArray(example) ? example[0] : example) ?? '',
    ...(known === undefined && { raw: button as Record<string, Json> }),
  };
}

function examplesIn(list: Written[], typeOf: (one: Written) => string): Record<string, string> {
  const examples: Record<string, string> = {};
  for (const part of ['header', 'body'] as const) {
    const example = list.find((one) => typeOf(one) === part.toUpperCase())?.example;
    const values = part === 'header' ? example?.header_text : example?.body_text?.[0];
    values?.forEach((value, i) => {
      examples[`${part}:${i + 1}`] = value;
    });
    for (const { param_name, example: value } of example?.[`${part}_text_named_params`] ?? []) {
      examples[`${part}:${param_name}`] = value;
    }
  }
  return examples;
}
