import type { Template } from '../../../sdk/src/templates.ts';

/** A button of a template. */
export interface TemplateButton {
  type: string;
  text: string;
  url?: string;
  phone_number?: string;
}

/** A card of a carousel. */
export interface TemplateCard {
  format: string;
  body: string;
  buttons: TemplateButton[];
}

/** The parts of a template that a customer sees. */
export interface TemplateShape {
  /** `sample` is the file that Meta's reviewers see: its path in the bucket of media. */
  header: { format: string; text: string; sample: string | null } | null;
  body: string;
  footer: string;
  buttons: TemplateButton[];
  /** Of a limited-time offer. */
  offer: string;
  cards: TemplateCard[];
  /** Of an authentication template, whose words are Meta's own. */
  code: { isWarning: boolean; minutes: number | null } | null;
}

interface Component {
  type?: string;
  format?: string;
  text?: string;
  buttons?: TemplateButton[];
  cards?: { components?: Component[] }[];
  limited_time_offer?: { text?: string };
  example?: { header_handle?: string[] };
  add_security_recommendation?: boolean;
  code_expiration_minutes?: number;
}

const finder = (list: Component[]) => (type: string) => list.find((one) => one.type?.toUpperCase() === type);

/** Reads Meta's list of components; their types come in either case. */
export function shapeOf(components: Template['components']): TemplateShape {
  const list = (Array.isArray(components) ? components : []) as Component[];
  const find = finder(list);
  const header = find('HEADER');
  const buttons = find('BUTTONS')?.buttons ?? [];
  const isCode = buttons.some(({ type }) => type.toUpperCase() === 'OTP');
  return {
    header:
      header === undefined
        ? null
        : {
            format: (header.format ?? 'TEXT').toUpperCase(),
            text: header.text ?? '',
            sample: header.example?.header_handle?.[0] ?? null,
          },
    body: find('BODY')?.text ?? '',
    footer: find('FOOTER')?.text ?? '',
    buttons,
    offer: find('LIMITED_TIME_OFFER')?.limited_time_offer?.text ?? '',
    cards: (find('CAROUSEL')?.cards ?? []).map(({ components: parts }) => {
      const part = finder(parts ?? []);
      return {
        format: (part('HEADER')?.format ?? 'IMAGE').toUpperCase(),
        body: part('BODY')?.text ?? '',
        buttons: part('BUTTONS')?.buttons ?? [],
      };
    }),
    code: isCode
      ? {
          isWarning: find('BODY')?.add_security_recommendation === true,
          minutes: find('FOOTER')?.code_expiration_minutes ?? null,
        }
      : null,
  };
}

/** The names of the blanks of a text, each once, in order of appearance. */
export function blanksOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map(([, name]) => name ?? ''))];
}

/** Fills the blanks that a value is known for. @param values by place, such as `body:1` @param part what stands before the name */
export function fill(text: string, values: Record<string, string>, part: string): string {
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (blank, name: string) => values[`${part}:${name}`] || blank);
}
