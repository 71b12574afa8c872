import { format } from 'date-fns';
import type { Audience } from '../../../../sdk/src/audience.ts';
import type {
  Campaign,
  NewCampaign,
  Parameter,
  ParameterComponent,
  ParameterRule,
} from '../../../../sdk/src/campaigns.ts';
import type { Template } from '../../../../sdk/src/templates.ts';
import { type Blank, blanksOfTemplate, componentsOf, isUsable } from '../../templates/blanks.ts';

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
  /** Numbers of the same account that send it too. */
  furtherIds: string[];
  templateId: string;
  audience: Audience | null;
  /** By place of the blank. */
  rules: Record<string, Rule>;
  /** Buttons of a draft made elsewhere that hold what the wizard has no field for, such as the payload of an answer. */
  kept: ParameterComponent[];
}

export const EMPTY_DRAFT: Draft = {
  name: '',
  whatsappAccountId: '',
  furtherIds: [],
  templateId: '',
  audience: null,
  rules: {},
  kept: [],
};

/** The first guess of a rule: a blank that looks like a greeting gets the contact's name. */
export function guessRule(blank: Blank): Rule {
  const isName = blank.name === '1' || /name/i.test(blank.name);
  const isText = blank.component === 'body' || blank.component === 'header';
  return { source: isText && isName ? 'name' : 'constant', value: '', key: '', fallback: '' };
}

/** Whether a blank has all it needs. */
export function isFilled(blank: Blank, { source, value, key }: Rule): boolean {
  if (source !== 'constant') return source !== 'attribute' || key !== '';
  return isUsable(blank, value);
}

/** Whether an audience names anybody at all. */
export function isSomebody(audience: Audience | null): boolean {
  if (audience === null) return false;
  if ('all' in audience) return true;
  return (
    audience.filter !== undefined ||
    [audience.contact_ids, audience.labels, audience.groups, audience.segments].some((one) => one?.length)
  );
}

/** The draft as `campaigns.create` and `campaigns.update` take it. */
export function toCampaign(draft: Draft, template: Template): NewCampaign {
  const blanks = blanksOfTemplate(template);
  const held = (blank: Blank) => draft.rules[blank.place] ?? guessRule(blank);
  return {
    name: draft.name.trim(),
    whatsapp_account_id: draft.whatsappAccountId,
    further_account_ids: draft.furtherIds,
    template_id: draft.templateId,
    audience: draft.audience ?? {},
    parameters: [
      ...componentsOf(
        blanks,
        (place) => draft.rules[place]?.value ?? '',
        (blank) => ruleOf(blank, held(blank)),
      ),
      ...draft.kept,
    ],
  };
}

function ruleOf(blank: Blank, { source, value, key, fallback }: Rule): ParameterRule {
  const type = blank.media ?? (blank.component === 'coupon' ? 'coupon_code' : undefined);
  return {
    ...(type !== undefined && { type }),
    source,
    ...(source === 'constant' && { value: value.trim() }),
    ...(source === 'attribute' && { key }),
    ...(fallback !== '' && source !== 'constant' && { fallback }),
    ...(blank.isNamed &&
      (blank.component === 'body' || blank.component === 'header') && { parameter_name: blank.name }),
  };
}

/** A campaign's draft as the wizard edits it. */
export function toDraft(campaign: Campaign, furtherIds: string[], template: Template | undefined): Draft {
  // The database checks the shapes of both when the draft is saved.
  const parameters = campaign.parameters as unknown as ParameterComponent[];
  const audience = campaign.audience as unknown as Audience;
  const blanks = template === undefined ? [] : blanksOfTemplate(template);
  return {
    name: campaign.name,
    whatsappAccountId: campaign.whatsapp_account_id,
    furtherIds,
    templateId: campaign.template_id,
    audience: Object.keys(audience).length === 0 ? null : audience,
    rules: Object.fromEntries(
      blanks.flatMap((blank) => {
        const rule = readRule(blank, blanks, parameters);
        return rule === null ? [] : [[blank.place, rule]];
      }),
    ),
    kept: parameters.filter(
      ({ type, index }) =>
        type.toLowerCase() === 'button' &&
        !blanks.some((blank) => blank.card === undefined && String(blank.index) === index),
    ),
  };
}

function readRule(blank: Blank, blanks: Blank[], parameters: ParameterComponent[]): Rule | null {
  const carousel = parameters.find(({ type }) => type.toLowerCase() === 'carousel');
  const list =
    blank.card === undefined
      ? parameters
      : (carousel?.cards?.find(({ card_index }) => card_index === blank.card)?.components ?? []);
  const partOf = (type: string) => list.find((one) => one.type.toLowerCase() === type)?.parameters ?? [];
  switch (blank.component) {
    case 'header':
    case 'body': {
      const part = partOf(blank.component);
      const alike = blanks.filter(
        ({ component, card }) => component === blank.component && card === blank.card,
      );
      const at = blank.isNamed
        ? part.findIndex((one) => one.parameter_name === blank.name)
        : alike.indexOf(blank);
      return toRule(part[at]);
    }
    case 'media':
      return toRule(partOf('header')[0]);
    case 'code':
      return toRule(partOf('body')[0]);
    case 'button':
    case 'coupon': {
      const button = list.find(
        ({ type, index }) => type.toLowerCase() === 'button' && index === String(blank.index),
      );
      return toRule(button?.parameters?.[0]);
    }
    case 'location': {
      const location = objectIn(partOf('header')[0], 'location');
      return constant(location[blank.name]);
    }
    case 'offer': {
      const end = objectIn(partOf('limited_time_offer')[0], 'limited_time_offer').expiration_time_ms;
      return typeof end === 'number' ? constant(format(end, "yyyy-MM-dd'T'HH:mm")) : null;
    }
  }
}

function toRule(parameter: Parameter | undefined): Rule | null {
  if (parameter === undefined || !('source' in parameter)) return null;
  const { source, value = '', key = '', fallback = '' } = parameter as ParameterRule;
  return { source, value, key, fallback };
}

function constant(value: unknown): Rule | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return { source: 'constant', value: String(value), key: '', fallback: '' };
}

function objectIn(parameter: Parameter | undefined, field: string): Record<string, unknown> {
  const held =
    parameter !== undefined && field in parameter ? (parameter as Record<string, unknown>)[field] : null;
  return typeof held === 'object' && held !== null ? (held as Record<string, unknown>) : {};
}
