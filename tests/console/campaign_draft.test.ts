import { describe, expect, test } from 'vitest';
import {
  type Draft,
  EMPTY_DRAFT,
  isSomebody,
  toCampaign,
  toDraft,
} from '../../clients/console/features/campaigns/wizard/draft.ts';
import { blanksOfTemplate, isUsable } from '../../clients/console/features/templates/blanks.ts';
import type { Campaign } from '../../clients/sdk/src/campaigns.ts';
import type { Template } from '../../clients/sdk/src/templates.ts';

const template = (components: unknown[], parameter_format = 'POSITIONAL') =>
  ({ id: 'template', components, parameter_format }) as unknown as Template;

const PLAIN = template([
  { type: 'HEADER', format: 'TEXT', text: 'For {{1}}' },
  { type: 'BODY', text: 'Hello {{1}}, {{2}} is {{3}}.' },
  { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'See', url: 'https://shop.example/{{1}}' }] },
]);
const NAMED = template([{ type: 'BODY', text: 'Hello {{first_name}}, your {{item}}.' }], 'NAMED');
const OFFER = template([
  { type: 'HEADER', format: 'IMAGE' },
  { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } },
  { type: 'BODY', text: 'Take it, {{1}}.' },
  { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'Copy' }] },
]);
const PLACE = template([
  { type: 'HEADER', format: 'LOCATION' },
  { type: 'BODY', text: 'Here we are.' },
]);
const CODE = template([
  { type: 'BODY', text: '{{1}} is your verification code.' },
  { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
]);
const card = {
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'For {{1}}' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'More' },
        { type: 'URL', text: 'Buy', url: 'https://shop.example/{{1}}' },
      ],
    },
  ],
};
const CAROUSEL = template([
  { type: 'BODY', text: 'New, {{1}}:' },
  { type: 'CAROUSEL', cards: [card, card] },
]);

/** Every blank filled, in turn by the same text for all, by an attribute, and by the name. */
function filled(of: Template): Draft {
  const rules = blanksOfTemplate(of).map((blank, i) => {
    const isFixed = blank.component === 'location' || blank.component === 'offer';
    const kind = isFixed ? 0 : i % 3;
    const value =
      blank.component === 'offer'
        ? '2027-03-01T09:30'
        : blank.component === 'location'
          ? `${i}`
          : `https://f.example/${i}`;
    if (kind === 0) return [blank.place, { source: 'constant', value, key: '', fallback: '' }] as const;
    if (kind === 1)
      return [blank.place, { source: 'attribute', value: '', key: `k${i}`, fallback: 'x' }] as const;
    return [blank.place, { source: 'name', value: '', key: '', fallback: '' }] as const;
  });
  return {
    ...EMPTY_DRAFT,
    name: 'Spring',
    whatsappAccountId: 'number',
    furtherIds: ['second'],
    templateId: 'template',
    audience: { labels: ['label'], filter: { label: { in: ['regular'] } } },
    rules: Object.fromEntries(rules),
  };
}

describe('the campaign wizard', () => {
  test.each([
    ['texts and a link', PLAIN, 5],
    ['named blanks', NAMED, 2],
    ['a picture, an offer and a code to copy', OFFER, 4],
    ['a place on the map', PLACE, 4],
    ['a one-time code', CODE, 1],
    ['a carousel', CAROUSEL, 7],
  ])('edits a kept draft with %s as it was left', (_name, of, blanks) => {
    const draft = filled(of);
    expect(Object.keys(draft.rules)).toHaveLength(blanks);
    // The database keeps what it is given, without an order of keys.
    const { further_account_ids = [], ...row } = toCampaign(draft, of);
    const kept = JSON.parse(JSON.stringify(row)) as Campaign;
    expect(toDraft(kept, further_account_ids, of)).toEqual(draft);
  });

  test('keeps what a draft made elsewhere holds beyond its fields', () => {
    const draft = filled(CAROUSEL);
    const payload = {
      type: 'button',
      sub_type: 'quick_reply',
      index: '0',
      parameters: [{ type: 'payload', payload: 'MORE' }],
    };
    const row = toCampaign(draft, CAROUSEL);
    const made = { ...row, parameters: [...(row.parameters ?? []), payload] } as unknown as Campaign;
    expect(toCampaign(toDraft(made, ['second'], CAROUSEL), CAROUSEL).parameters).toContainEqual(payload);
  });

  test('puts a one-time code into the text and into the button that copies it', () => {
    const draft = {
      ...EMPTY_DRAFT,
      rules: { code: { source: 'constant' as const, value: '482913', key: '', fallback: '' } },
    };
    const rule = { source: 'constant', value: '482913' };
    expect(toCampaign(draft, CODE).parameters).toEqual([
      { type: 'body', parameters: [rule] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [rule] },
    ]);
  });

  test('numbers the cards of a carousel from 0, each with its own values', () => {
    const carousel = toCampaign(filled(CAROUSEL), CAROUSEL).parameters?.find(
      ({ type }) => type === 'carousel',
    );
    expect(
      carousel?.cards?.map(({ card_index, components }) => [card_index, components.map(({ type }) => type)]),
    ).toEqual([
      [0, ['header', 'body', 'button']],
      [1, ['header', 'body', 'button']],
    ]);
    // The quick reply before it counts: the link is the card's second button.
    expect(carousel?.cards?.[1]?.components[2]).toMatchObject({ sub_type: 'url', index: '1' });
  });

  test('knows an audience that names nobody, and a text that cannot stand in a blank', () => {
    expect([null, {}, { labels: [] }, { exclude: { labels: ['x'] } }].map(isSomebody)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(isSomebody({ filter: { label: { in: ['regular'] } } })).toBe(true);
    const [picture] = blanksOfTemplate(OFFER);
    expect(
      picture && [isUsable(picture, 'picture.jpg'), isUsable(picture, 'https://f.example/p.jpg')],
    ).toEqual([false, true]);
  });
});
