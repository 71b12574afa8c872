import type { Audience } from '../../../../sdk/src/audience.ts';
import type { NewCampaign, ParameterComponent, ParameterRule } from '../../../../sdk/src/campaigns.ts';
import type { Template } from '../../../../sdk/src/templates.ts';
import { blanksOf, shapeOf } from '../../templates/shape.ts';

/** Where the text of a blank comes from. */
export type Source = ParameterRule['source'];

/** What the wizard gathers. */
export interface Draft {
  name: string;
  whatsappAccountId: string;
  templateId: string;
  audience: Audience | null;
  /** By place: `header:1`, `body:1`, `body:first_name`, `button:0`. */
  rules: Record<string, { source: Source; value: string; key: string; fallback: string }>;
}

export const EMPTY_DRAFT: Draft = {
  name: '',
  whatsappAccountId: '',
  templateId: '',
  audience: null,
  rules: {},
};

/** A blank of a template that a campaign has to fill. */
export interface Blank {
  place: string;
  name: string;
  component: 'header' | 'body' | 'button';
  index?: number;
}

/** The blanks of header, body and link buttons, in the order in which Meta wants their values. */
export function blanksOfTemplate(template: Template): Blank[] {
  const { header, body, buttons } = shapeOf(template.components);
  const inText = (component: 'header' | 'body', text: string): Blank[] =>
    blanksOf(text).map((name) => ({ place: `${component}:${name}`, name, component }));
  return [
    ...(header?.format === 'TEXT' ? inText('header', header.text) : []),
    ...inText('body', body),
    ...buttons.flatMap((button, index): Blank[] =>
      button.url !== undefined && blanksOf(button.url).length > 0
        ? [{ place: `button:${index}`, name: button.text, component: 'button', index }]
        : [],
    ),
  ];
}

/** The first guess of a rule: a blank that looks like a greeting gets the contact's name. */
export function guessRule(blank: Blank): Draft['rules'][string] {
  const isName = blank.name === '1' || /name/i.test(blank.name);
  const source = blank.component !== 'button' && isName ? 'name' : 'constant';
  return { source, value: '', key: '', fallback: '' };
}

/** The draft as `campaigns.create` takes it. */
export function toCampaign(draft: Draft, template: Template): NewCampaign {
  const blanks = blanksOfTemplate(template);
  const isNamed = template.parameter_format.toUpperCase() === 'NAMED';
  const ruleOf = (blank: Blank): ParameterRule => {
    const { source, value, key, fallback } = draft.rules[blank.place] ?? guessRule(blank);
    return {
      source,
      ...(source === 'constant' && { value }),
      ...(source === 'attribute' && { key }),
      ...(fallback !== '' && source !== 'constant' && { fallback }),
      ...(isNamed && blank.component !== 'button' && { parameter_name: blank.name }),
    };
  };
  const textComponents = (['header', 'body'] as const).flatMap((type): ParameterComponent[] => {
    const parameters = blanks.filter(({ component }) => component === type).map(ruleOf);
    return parameters.length === 0 ? [] : [{ type, parameters }];
  });
  const buttons = blanks
    .filter(({ component }) => component === 'button')
    .map((blank) => ({
      type: 'button',
      sub_type: 'url',
      index: String(blank.index),
      parameters: [ruleOf(blank)],
    }));
  return {
    name: draft.name.trim(),
    whatsapp_account_id: draft.whatsappAccountId,
    template_id: draft.templateId,
    audience: draft.audience ?? { all: true },
    parameters: [...textComponents, ...buttons],
  };
}
