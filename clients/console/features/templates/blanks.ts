import type { Parameter, ParameterComponent } from '../../../sdk/src/campaigns.ts';
import type { Template } from '../../../sdk/src/templates.ts';
import { blanksOf, shapeOf, type TemplateButton } from './shape.ts';

/** A blank of a template that whoever sends it has to fill. */
export interface Blank {
  /** `header:1`, `body:first_name`, `media`, `location:latitude`, `offer`, `code`, `button:0`; those of a card after `card:0:`. */
  place: string;
  name: string;
  component: 'header' | 'media' | 'location' | 'body' | 'button' | 'coupon' | 'offer' | 'code';
  /** Of a button, from 0. */
  index?: number;
  /** Of media: image, video or document. */
  media?: 'image' | 'video' | 'document';
  /** The card of a carousel, from 0. */
  card?: number;
  /** Whether the template calls its blanks by name. */
  isNamed: boolean;
}

const MEDIA: Record<string, NonNullable<Blank['media']>> = {
  IMAGE: 'image',
  VIDEO: 'video',
  GIF: 'video',
  DOCUMENT: 'document',
};
const LOCATION_PARTS = ['name', 'address', 'latitude', 'longitude'] as const;

/** What a template leaves open, in the order in which people read it. */
export function blanksOfTemplate(template: Pick<Template, 'components' | 'parameter_format'>): Blank[] {
  const { header, body, buttons, offer, cards, code } = shapeOf(template.components);
  const isNamed = template.parameter_format.toUpperCase() === 'NAMED';
  const inText = (component: 'header' | 'body', text: string): Blank[] =>
    blanksOf(text).map((name) => ({ place: `${component}:${name}`, name, component, isNamed }));
  const inMedia = (format: string): Blank[] => {
    const media = MEDIA[format];
    return media === undefined ? [] : [{ place: 'media', name: format, component: 'media', media, isNamed }];
  };
  const inButtons = (list: TemplateButton[]): Blank[] =>
    list.flatMap((button, index): Blank[] => {
      const type = button.type.toUpperCase();
      const place = `button:${index}`;
      if (type === 'COPY_CODE')
        return [{ place, name: button.text || type, component: 'coupon', index, isNamed }];
      return button.url !== undefined && blanksOf(button.url).length > 0
        ? [{ place, name: button.text, component: 'button', index, isNamed }]
        : [];
    });

  if (code !== null) {
    const index = buttons.findIndex(({ type }) => type.toUpperCase() === 'OTP');
    return [{ place: 'code', name: 'code', component: 'code', index, isNamed }];
  }
  const format = header?.format ?? '';
  return [
    ...(format === 'TEXT' ? inText('header', header?.text ?? '') : inMedia(format)),
    ...(format === 'LOCATION'
      ? LOCATION_PARTS.map((name) => ({
          place: `location:${name}`,
          name,
          component: 'location' as const,
          isNamed,
        }))
      : []),
    ...(offer === '' ? [] : [{ place: 'offer', name: offer, component: 'offer' as const, isNamed }]),
    ...inText('body', body),
    ...inButtons(buttons),
    ...cards.flatMap((each, card) =>
      [...inMedia(each.format), ...inText('body', each.body), ...inButtons(each.buttons)].map((blank) => ({
        ...blank,
        card,
        place: `card:${card}:${blank.place}`,
      })),
    ),
  ];
}

/** Whether a text may stand in a blank as it is, for everybody. */
export function isUsable({ component, name }: Blank, value: string): boolean {
  if (component === 'location' && (name === 'name' || name === 'address')) return true;
  if (component === 'media') return /^https:\/\/\S+$/.test(value.trim());
  if (component === 'location') return value.trim() !== '' && Number.isFinite(Number(value));
  return value.trim() !== '';
}

/**
 * Meta's send components of filled blanks.
 * @param textAt what stands at a place; of a location and of an offer's end (a local time), which are the same for all
 * @param parameterOf the parameter for any other blank
 */
export function componentsOf(
  blanks: Blank[],
  textAt: (place: string) => string,
  parameterOf: (blank: Blank) => Parameter,
): ParameterComponent[] {
  const cards = [...new Set(blanks.flatMap(({ card }) => card ?? []))];
  const partsOf = (card: number | undefined) =>
    componentsOfPart(
      blanks.filter((blank) => blank.card === card),
      textAt,
      parameterOf,
    );
  const carousel = cards.map((card) => ({ card_index: card, components: partsOf(card) }));
  return [...partsOf(undefined), ...(cards.length === 0 ? [] : [{ type: 'carousel', cards: carousel }])];
}

function componentsOfPart(
  blanks: Blank[],
  textAt: (place: string) => string,
  parameterOf: (blank: Blank) => Parameter,
): ParameterComponent[] {
  const of = (...kinds: Blank['component'][]) => blanks.filter(({ component }) => kinds.includes(component));
  const part = (type: string, parameters: Parameter[]): ParameterComponent[] =>
    parameters.length === 0 ? [] : [{ type, parameters }];
  const location = Object.fromEntries(of('location').map(({ place, name }) => [name, textAt(place).trim()]));
  return [
    ...part('header', of('header', 'media').map(parameterOf)),
    ...part('header', of('location').length === 0 ? [] : [{ type: 'location', location }]),
    ...part(
      'limited_time_offer',
      of('offer').map(({ place }) => ({
        type: 'limited_time_offer',
        limited_time_offer: { expiration_time_ms: new Date(textAt(place)).getTime() },
      })),
    ),
    ...part('body', of('body', 'code').map(parameterOf)),
    // A one-time code stands in the text and in the button that copies it.
    ...of('button', 'coupon', 'code').map((blank) => ({
      type: 'button',
      sub_type: blank.component === 'coupon' ? 'copy_code' : 'url',
      index: String(blank.index),
      parameters: [parameterOf(blank)],
    })),
  ];
}
