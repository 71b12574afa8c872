import type { Audience } from '../../../../sdk/src/audience.ts';
import type { NewCampaign, ParameterComponent, ParameterRule } from '../../../../sdk/src/campaigns.ts';
import type { Template } from '../../../../sdk/src/templates.ts';
import { blanksOf, shapeOf } from '../../templates/shape.ts';

/** Where the text of a blank comes from. */
export type Source = ParameterRule['source'];

/** What stands in a blank. */
export interface Rule {
  source: Source;
  value: string;
  key: string;
  fallback: string;
}

/** What the wizard gathers. */
export interface Draft {
  name: string;
  whatsappAccountId: string;
  templateId: string;
  audience: Audience | null;
  /** By place: `header:1`, `body:1`, `body:first_name`, `button:0`, `offer`, `place:latitude`. */
  rules: Record<string, Rule>;
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
  component: 'header' | 'media' | 'place' | 'body' | 'button' | 'coupon' | 'offer';
  index?: number;
  /** Of media: image, video or document. */
  media?: string;
}

const MEDIA = ['IMAGE', 'VIDEO', 'DOCUMENT'];
export const PLACE_PARTS = ['name', 'address', 'latitude', 'longitude'] as const;

/** Whether the wizard can fill a template: one-time codes and carousels are sent through the API. */
export function isForCampaigns(template: Template): boolean {
  const { code, cards } = shapeOf(template.components);
  return code === null && cards.length === 0;
}

/** What a template leaves open, in the order in which Meta wants the values. */
export function blanksOfTemplate(template: Template): Blank[] {
  const { header, body, buttons, offer } = shapeOf(template.components);
  const inText = (component: 'header' | 'body', text: string): Blank[] =>
    blanksOf(text).map((name) => ({ place: `${component}:${name}`, name, component }));
  const format = header?.format ?? '';
  return [
    ...(header !== null && format === 'TEXT' ? inText('header', header.text) : []),
    ...(MEDIA.includes(format)
      ? [{ place: 'media', name: format, component: 'media' as const, media: format.toLowerCase() }]
      : []),
    ...(format === 'LOCATION'
      ? PLACE_PARTS.map((name) => ({ place: `place:${name}`, name, component: 'place' as const }))
      : []),
    ...(offer === '' ? [] : [{ place: 'offer', name: offer, component: 'offer' as const }]),
    ...inText('body', body),
    ...buttons.flatMap((button, index): Blank[] => {
      const type = button.type.toUpperCase();
      if (type === 'COPY_CODE')
        return [{ place: `button:${index}`, name: button.text || type, component: 'coupon', index }];
      return button.url !== undefined && blanksOf(button.url).length > 0
        ? [{ place: `button:${index}`, name: button.text, component: 'button', index }]
        : [];
    }),
  ];
}

/** The first guess of a rule: a blank that looks like a greeting gets the contact's name. */
export function guessRule(blank: Blank): Rule {
  const isName = blank.name === '1' || /name/i.test(blank.name);
  const isText = blank.component === 'body' || blank.component === 'header';
  return { source: isText && isName ? 'name' : 'constant', value: '', key: '', fallback: '' };
}

/** Whether a blank has all it needs. */
export function isFilled(blank: Blank, { source, value, key }: Rule): boolean {
  if (blank.place === 'place:name' || blank.place === 'place:address') return true;
  if (source !== 'constant') return source !== 'attribute' || key !== '';
  if (blank.component === 'media') return /^https:\/\/\S+$/.test(value.trim());
  if (blank.component === 'place') return value.trim() !== '' && Number.isFinite(Number(value));
  return value.trim() !== '';
}

/** The draft as `campaigns.create` takes it. */
export function toCampaign(draft: Draft, template: Template): NewCampaign {
  const blanks = blanksOfTemplate(template);
  const isNamed = template.parameter_format.toUpperCase() === 'NAMED';
  const held = (blank: Blank) => draft.rules[blank.place] ?? guessRule(blank);
  const ruleOf = (blank: Blank, more: Partial<ParameterRule> = {}): ParameterRule => {
    const { source, value, key, fallback } = held(blank);
    return {
      ...more,
      source,
      ...(source === 'constant' && { value: value.trim() }),
      ...(source === 'attribute' && { key }),
      ...(fallback !== '' && source !== 'constant' && { fallback }),
      ...(isNamed &&
        (blank.component === 'body' || blank.component === 'header') && { parameter_name: blank.name }),
    };
  };
  const of = (component: Blank['component']) => blanks.filter((blank) => blank.component === component);
  const part = (type: string, parameters: ParameterComponent['parameters']): ParameterComponent[] =>
    parameters.length === 0 ? [] : [{ type, parameters }];
  const texts = (type: 'header' | 'body') =>
    part(
      type,
      of(type).map((blank) => ruleOf(blank)),
    );
  const place = of('place');
  return {
    name: draft.name.trim(),
    whatsapp_account_id: draft.whatsappAccountId,
    template_id: draft.templateId,
    audience: draft.audience ?? { all: true },
    parameters: [
      ...texts('header'),
      ...part(
        'header',
        of('media').map((blank) => ruleOf(blank, { type: blank.media as 'image' })),
      ),
      ...part(
        'header',
        place.length === 0
          ? []
          : [
              {
                type: 'location',
                location: Object.fromEntries(place.map((blank) => [blank.name, held(blank).value.trim()])),
              },
            ],
      ),
      ...part(
        'limited_time_offer',
        of('offer').map((blank) => ({
          type: 'limited_time_offer',
          limited_time_offer: { expiration_time_ms: new Date(held(blank).value).getTime() },
        })),
      ),
      ...texts('body'),
      ...of('button').map((blank) => ({
        type: 'button',
        sub_type: 'url',
        index: String(blank.index),
        parameters: [ruleOf(blank)],
      })),
      ...of('coupon').map((blank) => ({
        type: 'button',
        sub_type: 'copy_code',
        index: String(blank.index),
        parameters: [ruleOf(blank, { type: 'coupon_code' })],
      })),
    ],
  };
}
