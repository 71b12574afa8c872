import type { TemplateDraft, TemplateProblem } from '../../../sdk/src/templates.ts';

/** What Meta would refuse, by the field of the editor that it is about; `other` holds the rest. */
export type ProblemsByField = Record<string, string>;

const FIELDS: Record<string, string> = {
  HEADER: 'header',
  BODY: 'body',
  FOOTER: 'footer',
  LIMITED_TIME_OFFER: 'offer',
};

/**
 * Sorts problems by field: `name`, `header`, `body`, `footer`, `offer`, `button:0`, `button:0:target`, `button:0:text`,
 * `buttons`, `cards`, those of a card after `card:0:`, `other`. Several of one field are joined.
 */
export function problemsByField(problems: TemplateProblem[], draft: TemplateDraft): ProblemsByField {
  const found: ProblemsByField = {};
  for (const { path, message } of problems) {
    const field = fieldOf(path, draft);
    found[field] = found[field] === undefined ? message : `${found[field]} ${message}`;
  }
  return found;
}

function fieldOf(path: string, draft: TemplateDraft): string {
  if (path === 'name' || path === 'language' || path === 'category') return path;
  const [, index, rest = ''] = /^components\[(\d+)\](.*)$/.exec(path) ?? [];
  if (index === undefined) return 'other';
  const component = draft.components[Number(index)] as Component | undefined;
  const type = component?.type?.toUpperCase() ?? '';
  if (type === 'CAROUSEL') return fieldOfCards(rest, component);
  return fieldOfPart(type, rest);
}

/** The problems of one card, by its own fields: `body`, `button:0:text`, `card`. */
export function problemsOfCard(problems: ProblemsByField, card: number): ProblemsByField {
  const prefix = `card:${card}:`;
  return Object.fromEntries(
    Object.entries(problems).flatMap(([field, message]) =>
      field.startsWith(prefix) ? [[field.slice(prefix.length), message]] : [],
    ),
  );
}

type Component = { type?: string; cards?: { components?: { type?: string }[] }[] };

function fieldOfCards(path: string, carousel: Component | undefined): string {
  const [, card, rest = ''] = /^\.cards\[(\d+)\](.*)$/.exec(path) ?? [];
  if (card === undefined) return 'cards';
  const [, part, more = ''] = /^\.components\[(\d+)\](.*)$/.exec(rest) ?? [];
  if (part === undefined) return `card:${card}:card`;
  const type = carousel?.cards?.[Number(card)]?.components?.[Number(part)]?.type?.toUpperCase() ?? '';
  // A sample that is missing shows at its button already; what else is wrong with a header is the card's.
  return `card:${card}:${type === 'HEADER' ? 'header' : fieldOfPart(type, more)}`;
}

function fieldOfPart(type: string, rest: string): string {
  if (type !== 'BUTTONS') return FIELDS[type] ?? 'other';
  const [, button, part] = /^\.buttons\[(\d+)\](?:\.(\w+))?/.exec(rest) ?? [];
  if (button === undefined) return 'buttons';
  if (part === 'url' || part === 'phone_number') return `button:${button}:target`;
  return part === 'text' || part === 'example' ? `button:${button}:${part}` : `button:${button}`;
}
