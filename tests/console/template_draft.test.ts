import { describe, expect, test } from 'vitest';
import {
  addCard,
  changeCard,
  type EditedCarousel,
} from '../../clients/console/features/templates/carousel_draft.ts';
import {
  carouselOf,
  type Edited,
  EMPTY,
  toDraft,
  toEdited,
} from '../../clients/console/features/templates/editor_draft.ts';
import type { EditedButton } from '../../clients/console/features/templates/editor_parts.ts';
import { problemsByField, problemsOfCard } from '../../clients/console/features/templates/problems.ts';
import type { Template } from '../../clients/sdk/src/templates.ts';

const button = (type: EditedButton['type'], text: string, target = '', example = ''): EditedButton => ({
  type,
  text,
  target,
  example,
});
const card = (id: number, buttons: EditedButton[]) => ({
  id,
  samplePath: `organization/brand/${id}.jpg`,
  picture: null,
  body: `Number {{1}} of ${id}`,
  examples: { 'body:1': `${id}` },
  buttons,
});
const pair = (id: number) => [
  button('QUICK_REPLY', `More of ${id}`),
  button('URL', `Buy ${id}`, 'https://shop.example/{{1}}', `https://shop.example/${id}`),
];
const CAROUSEL: EditedCarousel = { format: 'IMAGE', cards: [card(1, pair(1)), card(2, pair(2))] };
const EDITED: Edited = {
  ...EMPTY,
  name: 'new_in_spring',
  body: 'New in spring:',
  layout: 'carousel',
  carousel: CAROUSEL,
};

/** What the database would keep of a draft. */
const kept = (edited: Edited) =>
  JSON.parse(JSON.stringify({ ...toDraft(edited), draft: null })) as unknown as Template;
const kindsOf = ({ cards }: EditedCarousel) => cards.map(({ buttons }) => buttons.map(({ type }) => type));
const wordsOf = ({ cards }: EditedCarousel) => cards.map(({ buttons }) => buttons.map(({ text }) => text));

describe('the template editor', () => {
  test('writes a carousel as Meta wants it and reads it again', () => {
    const [body, carousel] = toDraft(EDITED).components as [object, { cards: { components: object[] }[] }];
    expect(body).toEqual({ type: 'BODY', text: 'New in spring:' });
    expect(carousel.cards[1]?.components).toEqual([
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['organization/brand/2.jpg'] } },
      { type: 'BODY', text: 'Number {{1}} of 2', example: { body_text: [['2']] } },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'More of 2' },
          {
            type: 'URL',
            text: 'Buy 2',
            url: 'https://shop.example/{{1}}',
            example: ['https://shop.example/2'],
          },
        ],
      },
    ]);
    const again = toEdited(kept(EDITED));
    expect(toDraft(again)).toEqual(toDraft(EDITED));
    expect(again.kept).toEqual([]);
  });

  test('leaves header, footer and offer out of a carousel, and has them again without it', () => {
    const both = { ...EDITED, format: 'TEXT' as const, header: 'Spring', footer: 'Until May', offer: 'Soon' };
    const types = (edited: Edited) => toDraft(edited).components.map((one) => (one as { type: string }).type);
    expect(types(both)).toEqual(['BODY', 'CAROUSEL']);
    expect(types({ ...both, layout: 'message' })).toEqual(['HEADER', 'LIMITED_TIME_OFFER', 'BODY', 'FOOTER']);
    // Cards are for marketing alone; they are still there when the category is changed back.
    expect(carouselOf({ ...both, category: 'UTILITY' })).toBeNull();
    expect(carouselOf(both)).toBe(CAROUSEL);
  });

  test('keeps a carousel of products, which it does not write', () => {
    const products = { type: 'CAROUSEL', cards: [{ components: [{ type: 'HEADER', format: 'PRODUCT' }] }] };
    const template = { ...kept({ ...EMPTY, body: 'Look' }) };
    const read = toEdited({
      ...template,
      components: [{ type: 'BODY', text: 'Look' }, products],
    } as Template);
    expect(read.kept).toEqual([products]);
    expect(toDraft(read).components).toContainEqual(products);
  });

  test('gives all cards the same kinds of buttons, each its own words', () => {
    const [one] = CAROUSEL.cards;
    if (one === undefined) throw new Error('no card');
    const [reply, link] = pair(1) as [EditedButton, EditedButton];
    const first = { ...one, buttons: [reply, link] };
    const start = { ...CAROUSEL, cards: [first, ...CAROUSEL.cards.slice(1)] };
    const moved = changeCard(start, 0, { ...first, buttons: [link, reply] });
    expect(wordsOf(moved)).toEqual([
      ['Buy 1', 'More of 1'],
      ['Buy 2', 'More of 2'],
    ]);
    const removed = changeCard(start, 0, { ...first, buttons: [link] });
    expect(wordsOf(removed)).toEqual([['Buy 1'], ['Buy 2']]);
    const changed = changeCard(start, 0, { ...first, buttons: [button('PHONE_NUMBER', 'Call'), link] });
    expect(kindsOf(changed)).toEqual([
      ['PHONE_NUMBER', 'URL'],
      ['PHONE_NUMBER', 'URL'],
    ]);
    expect(wordsOf(changed)[1]).toEqual(['', 'Buy 2']);
    const written = changeCard(start, 0, { ...first, buttons: [{ ...reply, text: 'Tell me' }, link] });
    expect(wordsOf(written)[1]).toEqual(['More of 2', 'Buy 2']);
    expect(kindsOf(addCard(start))[2]).toEqual(['QUICK_REPLY', 'URL']);
  });

  test('says what Meta would refuse at the card and the field that it is about', () => {
    const problems = problemsByField(
      [
        { path: 'components[1].cards', message: 'Too few.' },
        { path: 'components[1].cards[1].components[1].text', message: 'Too long.' },
        { path: 'components[1].cards[1].components[2].buttons[1].url', message: 'No address.' },
        { path: 'components[1].cards[1].components', message: 'Not alike.' },
      ],
      toDraft(EDITED),
    );
    expect(problems.cards).toBe('Too few.');
    expect(problemsOfCard(problems, 0)).toEqual({});
    expect(problemsOfCard(problems, 1)).toEqual({
      body: 'Too long.',
      'button:1:target': 'No address.',
      card: 'Not alike.',
    });
  });
});
