import type { Template } from '../../../sdk/src/templates.ts';

/** A button of a template. */
export interface TemplateButton {
  type: string;
  text: string;
  url?: string;
  phone_number?: string;
}

/** The parts of a template that a customer sees. */
export interface TemplateShape {
  header: { format: string; text: string } | null;
  body: string;
  footer: string;
  buttons: TemplateButton[];
}

interface Component {
  type?: string;
  format?: string;
  text?: string;
  buttons?: TemplateButton[];
}

/** Reads Meta's list of components; their types come in either case. */
export function shapeOf(components: Template['components']): TemplateShape {
  const list = (Array.isArray(components) ? components : []) as Component[];
  const find = (type: string) => list.find((one) => one.type?.toUpperCase() === type);
  const header = find('HEADER');
  return {
    header:
      header === undefined
        ? null
        : { format: (header.format ?? 'TEXT').toUpperCase(), text: header.text ?? '' },
    body: find('BODY')?.text ?? '',
    footer: find('FOOTER')?.text ?? '',
    buttons: find('BUTTONS')?.buttons ?? [],
  };
}

/** The names of the blanks of a text, each once, in order of appearance. */
export function blanksOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map(([, name]) => name ?? ''))];
}

/** Fills the blanks that a value is known for. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (blank, name: string) => values[name] || blank);
}
