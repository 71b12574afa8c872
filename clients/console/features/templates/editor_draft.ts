import type { Json } from '../../../sdk/src/database.types.ts';
import type { Template, TemplateDraft } from '../../../sdk/src/templates.ts';
import { blanksOf, shapeOf, type TemplateShape } from './shape.ts';

/** A button as the editor holds it. */
export interface EditedButton {
  type: 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER';
  text: string;
  /** Address or number. */
  target: string;
  /** What stands for the blank of an address, for Meta's reviewers. */
  example: string;
}

/** A template while it is written. */
export interface Edited {
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY';
  header: string;
  body: string;
  footer: string;
  buttons: EditedButton[];
  /** An example for each blank, which Meta asks for: `header:1`, `body:2`. */
  examples: Record<string, string>;
}

export const EMPTY: Edited = {
  name: '',
  language: 'en',
  category: 'MARKETING',
  header: '',
  body: '',
  footer: '',
  buttons: [],
  examples: {},
};

/** What a customer would see of it. */
export function shapeOfEdited(edited: Edited): TemplateShape {
  return {
    header: edited.header === '' ? null : { format: 'TEXT', text: edited.header },
    body: edited.body,
    footer: edited.footer,
    buttons: edited.buttons.map(({ type, text }) => ({ type, text })),
  };
}

/** Whether all blanks are numbers, or have names. */
function isNamed({ header, body }: Edited): boolean {
  return [...blanksOf(header), ...blanksOf(body)].some((blank) => !/^\d+$/.test(blank));
}

/** The draft as the database takes it: Meta's components with their examples. */
export function toDraft(edited: Edited): TemplateDraft {
  const named = isNamed(edited);
  const exampleOf = (part: 'header' | 'body', text: string): Json | undefined => {
    const blanks = blanksOf(text);
    if (blanks.length === 0) return undefined;
    const values = blanks.map((blank) => edited.examples[`${part}:${blank}`] ?? '');
    if (named) {
      const params = blanks.map((blank, i) => ({ param_name: blank, example: values[i] ?? '' }));
      return { [`${part}_text_named_params`]: params };
    }
    return part === 'header' ? { header_text: values } : { body_text: [values] };
  };
  const withExample = (part: 'header' | 'body', text: string) => {
    const example = exampleOf(part, text);
    return { text, ...(example !== undefined && { example }) };
  };
  const buttons = edited.buttons.map(({ type, text, target, example }) => ({
    type,
    text,
    ...(type === 'PHONE_NUMBER' && { phone_number: target }),
    ...(type === 'URL' && { url: target, ...(blanksOf(target).length > 0 && { example: [example] }) }),
  }));
  return {
    name: edited.name,
    language: edited.language,
    category: edited.category,
    parameter_format: named ? 'NAMED' : 'POSITIONAL',
    components: [
      ...(edited.header === ''
        ? []
        : [{ type: 'HEADER', format: 'TEXT', ...withExample('header', edited.header) }]),
      { type: 'BODY', ...withExample('body', edited.body) },
      ...(edited.footer === '' ? [] : [{ type: 'FOOTER', text: edited.footer }]),
      ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }]),
    ] as Json[],
  };
}

interface WithExample {
  type?: string;
  example?: {
    header_text?: string[];
    body_text?: string[][];
    header_text_named_params?: { param_name: string; example: string }[];
    body_text_named_params?: { param_name: string; example: string }[];
  };
  buttons?: { type: string; text: string; url?: string; phone_number?: string; example?: string[] }[];
}

/** A template that is there, for editing; its waiting change if it has one. */
export function toEdited(template: Template): Edited {
  const waiting = template.draft as { components?: Template['components']; category?: string } | null;
  const components = waiting?.components ?? template.components;
  const shape = shapeOf(components);
  const list = (Array.isArray(components) ? components : []) as WithExample[];
  const examples: Record<string, string> = {};
  for (const part of ['header', 'body'] as const) {
    const example = list.find((one) => one.type?.toUpperCase() === part.toUpperCase())?.example;
    const values = part === 'header' ? example?.header_text : example?.body_text?.[0];
    values?.forEach((value, i) => {
      examples[`${part}:${i + 1}`] = value;
    });
    for (const { param_name, example: value } of example?.[`${part}_text_named_params`] ?? []) {
      examples[`${part}:${param_name}`] = value;
    }
  }
  const buttons = list.find((one) => one.type?.toUpperCase() === 'BUTTONS')?.buttons ?? [];
  return {
    name: template.name,
    language: template.language,
    category: (waiting?.category ?? template.category) === 'UTILITY' ? 'UTILITY' : 'MARKETING',
    header: shape.header?.format === 'TEXT' ? shape.header.text : '',
    body: shape.body,
    footer: shape.footer,
    buttons: buttons.map(({ type, text, url, phone_number, example }) => ({
      type: type === 'URL' || type === 'PHONE_NUMBER' ? type : 'QUICK_REPLY',
      text,
      target: url ?? phone_number ?? '',
      example: example?.[0] ?? '',
    })),
    examples,
  };
}
