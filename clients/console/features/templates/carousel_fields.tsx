'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { ButtonFields } from './button_fields.tsx';
import {
  addCard,
  CARD_BODY_LENGTH,
  CARD_FORMATS,
  changeCard,
  type EditedCard,
  type EditedCarousel,
  FEWEST_CARDS,
  MOST_CARD_BUTTONS,
  MOST_CARDS,
} from './carousel_draft.ts';
import { SAMPLE_TYPES } from './header_fields.tsx';
import { type ProblemsByField, problemsOfCard } from './problems.ts';
import { SampleField } from './sample_field.tsx';
import { TextFields } from './text_fields.tsx';

interface CarouselFieldsProps {
  carousel: EditedCarousel;
  onChange: (carousel: EditedCarousel) => void;
  problems: ProblemsByField;
}

const CARD_BUTTONS = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'] as const;

/** The cards under a text. What Meta wants alike on all of them is chosen once. */
export function CarouselFields({ carousel, onChange, problems }: CarouselFieldsProps) {
  const { t } = useTranslation('templates');
  const { cards, format } = carousel;
  return (
    <section aria-label={t('carousel.cards')} className="grid gap-4">
      <Field label={t('carousel.format')} hint={t('carousel.alike')} error={problems.cards}>
        {(props) => (
          <Select
            {...props}
            value={format}
            onChange={(event) =>
              onChange({
                format: event.target.value as EditedCarousel['format'],
                cards: cards.map((card) => ({ ...card, samplePath: null, picture: null })),
              })
            }
          >
            {CARD_FORMATS.map((one) => (
              <option key={one} value={one}>
                {t(`editor.format.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <ol className="grid gap-4">
        {cards.map((card, i) => (
          <li key={card.id}>
            <CardFields
              name={t('carousel.card', { place: i + 1 })}
              card={card}
              format={format}
              problems={problemsOfCard(problems, i)}
              onChange={(next) => onChange(changeCard(carousel, i, next))}
              onRemove={
                cards.length <= FEWEST_CARDS
                  ? null
                  : () => onChange({ format, cards: cards.filter((_, at) => at !== i) })
              }
            />
          </li>
        ))}
      </ol>
      {cards.length < MOST_CARDS && (
        <Button className="justify-self-start" onClick={() => onChange(addCard(carousel))}>
          <Plus />
          {t('carousel.add')}
        </Button>
      )}
    </section>
  );
}

interface CardFieldsProps {
  name: string;
  card: EditedCard;
  format: EditedCarousel['format'];
  problems: ProblemsByField;
  onChange: (card: EditedCard) => void;
  /** Null while there are no more cards than Meta wants. */
  onRemove: (() => void) | null;
}

function CardFields({ name, card, format, problems, onChange, onRemove }: CardFieldsProps) {
  const { t } = useTranslation('templates');
  const set = (change: Partial<EditedCard>) => onChange({ ...card, ...change });
  return (
    <fieldset className="grid min-w-0 gap-4 rounded-xl border p-4">
      <legend className="sr-only">{name}</legend>
      <div className="-mb-1 flex items-center gap-2">
        <p aria-hidden className="flex-1 font-semibold">
          {name}
        </p>
        {onRemove !== null && (
          <Button tone="quiet" size="icon-sm" aria-label={t('carousel.remove', { name })} onClick={onRemove}>
            <Trash2 />
          </Button>
        )}
      </div>
      <SampleField
        accept={SAMPLE_TYPES[format] ?? ''}
        name={name}
        samplePath={card.samplePath}
        onChange={(samplePath, picture) => set({ samplePath, picture })}
      />
      <TextFields
        text={card.body}
        onText={(body) => set({ body })}
        examples={card.examples}
        onExamples={(examples) => set({ examples })}
        most={CARD_BODY_LENGTH}
        rows={2}
        problem={card.body === '' ? undefined : problems.body}
      />
      <ButtonFields
        of={name}
        buttons={card.buttons}
        onChange={(buttons) => set({ buttons })}
        problems={problems}
        types={CARD_BUTTONS}
        most={MOST_CARD_BUTTONS}
      />
      {problems.card !== undefined && <p className="text-[0.8125rem] text-bad">{problems.card}</p>}
    </fieldset>
  );
}
