import type { Json } from '../../../sdk/src/database.types.ts';
import { blanksOf } from './shape.ts';

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

/** Examples of blanks, which Meta asks for, by place: `header:1`, `body:2`. */
export type Examples = Record<string, string>;

/** A component as Meta or the editor wrote it. */
export interface Written {
  type?: string;
  format?: string;
  text?: string;
  example?: {
    header_text?: string[];
    header_handle?: string[];
    body_text?: string[][];
    header_text_named_params?: { param_name: string; example: string }[];
    body_text_named_params?: { param_name: string; example: string }[];
  };
  buttons?: WrittenButton[];
  cards?: { components?: Written[] }[];
}

type WrittenButton = {
  type: string;
  text?: string;
  url?: string;
  phone_number?: string;
  example?: string | string[];
} & Record<string, Json>;

/** The type of a component; Meta writes it in either case. */
export const typeOf = (one: Written) => (one.type ?? '').toUpperCase();

export const partIn = (list: Written[], type: string) => list.find((one) => typeOf(one) === type);

/** A text with the examples of its blanks, as Meta writes them. @param isNamed whether the template calls its blanks by name */
export function textOf(part: 'header' | 'body', text: string, examples: Examples, isNamed: boolean) {
  const blanks = blanksOf(text);
  if (blanks.length === 0) return { text };
  const values = blanks.map((blank) => examples[`${part}:${blank}`] ?? '');
  if (isNamed) {
    const params = blanks.map((blank, i) => ({ param_name: blank, example: values[i] ?? '' }));
    return { text, example: { [`${part}_text_named_params`]: params } };
  }
  return { text, example: part === 'header' ? { header_text: values } : { body_text: [values] } };
}

/** The examples that stand in components. */
export function examplesIn(list: Written[]): Examples {
  const examples: Examples = {};
  for (const part of ['header', 'body'] as const) {
    const example = partIn(list, part.toUpperCase())?.example;
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

/** The sample of a media header. */
export const sampleIn = (list: Written[]) => partIn(list, 'HEADER')?.example?.header_handle?.[0] ?? null;

/** The component of buttons; nothing without any. */
export function buttonsOf(buttons: EditedButton[]): Json[] {
  return buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(buttonOf) }];
}

function buttonOf({ type, text, target, example, raw }: EditedButton): Json {
  if (raw !== undefined) return raw;
  if (type === 'COPY_CODE') return { type, example };
  if (type === 'PHONE_NUMBER') return { type, text, phone_number: target };
  if (type === 'QUICK_REPLY') return { type, text };
  return { type, text, url: target, ...(blanksOf(target).length > 0 && { example: [example] }) };
}

/** The buttons of components, for editing. */
export function buttonsIn(list: Written[]): EditedButton[] {
  return (partIn(list, 'BUTTONS')?.buttons ?? []).map((button) => {
    const known = BUTTON_TYPES.find((type) => type === button.type.toUpperCase());
    const { text = '', url, phone_number, example } = button;
    return {
      type: known ?? 'OTHER',
      text,
      target: url ?? phone_number ?? '',
      example: (Array.isArray(example) ? example[0] : example) ?? '',
      ...(known === undefined && { raw: button as Record<string, Json> }),
    };
  });
}
