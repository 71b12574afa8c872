import { z } from 'zod';

export const templateComponentsSchema = z.array(z.looseObject({ type: z.string() }));
export type TemplateComponents = z.infer<typeof templateComponentsSchema>;

const buttonSchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
});

/** What a send must bring for a template, worked out once when the template is created. */
export interface TemplateShape {
  header: { format: string; params: number; text: string } | undefined;
  body: { text: string; params: number; names: Set<string> | undefined; literalLength: number };
  footer: string;
  buttons: { type: string; text: string; url: string | undefined; needsParameter: boolean }[];
  isCarousel: boolean;
  /** One-tap, zero-tap and copy-code buttons cannot be sent to a BSUID (131062). */
  hasOtpButton: boolean;
}

const PLACEHOLDER = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** Names or numbers of the placeholders of a text, each once. */
export function placeholders(text: string): Set<string> {
  return new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''));
}

/** Replaces placeholders: positional from an array, named from its keys. */
export function fillPlaceholders(text: string, values: Map<string, string>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole);
}

/** Reads components as they were created into the shape that sends are checked against. */
export function shapeOf(components: TemplateComponents): TemplateShape {
  const find = (type: string) => components.find((component) => component.type.toUpperCase() === type);
  const textOf = (component: Record<string, unknown> | undefined) =>
    typeof component?.text === 'string' ? component.text : '';
  const header = find('HEADER');
  const body = textOf(find('BODY'));
  const names = placeholders(body);
  const isNamed = [...names].some((name) => !/^\d+$/.test(name));
  const buttons = z.array(buttonSchema).safeParse(find('BUTTONS')?.buttons ?? []);
  return {
    header:
      header === undefined
        ? undefined
        : {
            format: String(header.format ?? 'TEXT').toUpperCase(),
            params: placeholders(textOf(header)).size,
            text: textOf(header),
          },
    body: {
      text: body,
      params: names.size,
      names: isNamed ? names : undefined,
      literalLength: body.replace(PLACEHOLDER, '').length,
    },
    footer: textOf(find('FOOTER')),
    buttons: (buttons.success ? buttons.data : []).map((button) => {
      const type = button.type.toUpperCase();
      return {
        type,
        text: button.text ?? type,
        url: button.url,
        needsParameter:
          (type === 'URL' && placeholders(button.url ?? '').size > 0) ||
          type === 'COPY_CODE' ||
          type === 'OTP',
      };
    }),
    isCarousel: find('CAROUSEL') !== undefined,
    hasOtpButton: buttons.success && buttons.data.some((button) => button.type.toUpperCase() === 'OTP'),
  };
}
