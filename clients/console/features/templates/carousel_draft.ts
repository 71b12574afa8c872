import type { Json } from '../../../sdk/src/database.types.ts';
import {
  buttonsIn,
  buttonsOf,
  type EditedButton,
  type Examples,
  examplesIn,
  partIn,
  sampleIn,
  textOf,
  typeOf,
  type Written,
} from './editor_parts.ts';

export const CARD_FORMATS = ['IMAGE', 'VIDEO'] as const;
export const FEWEST_CARDS = 2;
export const MOST_CARDS = 10;
/** Meta's limits for a card. */
export const CARD_BODY_LENGTH = 160;
export const MOST_CARD_BUTTONS = 2;

/** A card while it is written. */
export interface EditedCard {
  /** The same on both sides of a move, so that fields stay where they are. */
  id: number;
  samplePath: string | null;
  /** A local address of the sample just chosen, to show it. */
  picture: string | null;
  body: string;
  examples: Examples;
  buttons: EditedButton[];
}

/** Cards beside each other: all of one kind of media and with the same kinds of buttons, as Meta wants it. */
export interface EditedCarousel {
  format: (typeof CARD_FORMATS)[number];
  cards: EditedCard[];
}

let serial = 0;
export const newCard = (): EditedCard => ({
  id: ++serial,
  samplePath: null,
  picture: null,
  body: '',
  examples: {},
  buttons: [],
});

export const newCarousel = (): EditedCarousel => ({
  format: 'IMAGE',
  cards: [newCard(), newCard()].map((card) => ({
    ...card,
    buttons: [{ type: 'QUICK_REPLY' as const, text: '', target: '', example: '' }],
  })),
});

/** A further card, with empty buttons of the same kinds. */
export function addCard({ format, cards }: EditedCarousel): EditedCarousel {
  const buttons = (cards[0]?.buttons ?? []).map(({ type }) => ({ type, text: '', target: '', example: '' }));
  return { format, cards: [...cards, { ...newCard(), buttons }] };
}

/** Puts a changed card in its place; added, removed, moved or changed kinds of buttons are followed by all cards. */
export function changeCard(carousel: EditedCarousel, at: number, next: EditedCard): EditedCarousel {
  const old = carousel.cards[at]?.buttons ?? [];
  return {
    ...carousel,
    cards: carousel.cards.map((card, i) => {
      if (i === at) return next;
      return next.buttons === old ? card : { ...card, buttons: follow(old, next.buttons, card.buttons) };
    }),
  };
}

function follow(old: EditedButton[], next: EditedButton[], others: EditedButton[]): EditedButton[] {
  return next.map((button, i) => {
    const from = old.indexOf(button);
    const other = others[from === -1 ? i : from];
    return other?.type === button.type ? other : { type: button.type, text: '', target: '', example: '' };
  });
}

/** Meta's component of the cards. */
export function carouselComponent({ format, cards }: EditedCarousel, isNamed: boolean): Json {
  // Either all cards have a text, or none.
  const hasBody = cards.some(({ body }) => body !== '');
  return {
    type: 'CAROUSEL',
    cards: cards.map(({ samplePath, body, examples, buttons }) => ({
      components: [
        {
          type: 'HEADER',
          format,
          ...(samplePath !== null && { example: { header_handle: [samplePath] } }),
        },
        ...(hasBody ? [{ type: 'BODY', ...textOf('body', body, examples, isNamed) }] : []),
        ...buttonsOf(buttons),
      ] as Json[],
    })),
  };
}

/** The carousel among components, for editing; null when there is none, or one of a kind that the editor does not write. */
export function carouselIn(list: Written[]): EditedCarousel | null {
  const parts = partIn(list, 'CAROUSEL')?.cards?.map(({ components }) => components ?? []);
  const format = CARD_FORMATS.find(
    (one) => one === partIn(parts?.[0] ?? [], 'HEADER')?.format?.toUpperCase(),
  );
  const isKnown = parts?.flat().every((part) => ['HEADER', 'BODY', 'BUTTONS'].includes(typeOf(part)));
  if (parts === undefined || format === undefined || !isKnown) return null;
  return {
    format,
    cards: parts.map((components) => ({
      ...newCard(),
      samplePath: sampleIn(components),
      body: partIn(components, 'BODY')?.text ?? '',
      examples: examplesIn(components),
      buttons: buttonsIn(components),
    })),
  };
}
