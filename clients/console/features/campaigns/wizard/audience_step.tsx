'use client';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { ContactPicker } from '../../contacts/picker.tsx';
import type { Draft } from './draft.ts';

interface AudienceStepProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

/** Who gets the message. */
export function AudienceStep({ draft, onChange }: AudienceStepProps) {
  const { t } = useTranslation('campaigns');
  const { audience } = draft;
  const chosen = audience !== null && 'contact_ids' in audience ? audience.contact_ids : null;
  const isEverybody = audience !== null && 'all' in audience;
  const option =
    'flex cursor-pointer items-start gap-3 rounded-xl border bg-surface px-4 py-3.5 shadow-soft hover:bg-sunken/60 has-checked:border-accent-text has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent-text';
  return (
    <fieldset className="grid gap-3">
      <legend className="sr-only">{t('wizard.step.audience')}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <label className={option}>
          <input
            type="radio"
            name="audience"
            className="mt-1 accent-(--accent)"
            checked={isEverybody}
            onChange={() => onChange({ audience: { all: true } })}
          />
          <span>
            <span className="block font-medium">{t('wizard.everyone')}</span>
            <span className="text-ink-soft">{t('wizard.everyoneAbout')}</span>
          </span>
        </label>
        <label className={option}>
          <input
            type="radio"
            name="audience"
            className="mt-1 accent-(--accent)"
            checked={chosen !== null}
            onChange={() => onChange({ audience: { contact_ids: [] } })}
          />
          <span>
            <span className="block font-medium">{t('wizard.someone')}</span>
            <span className="text-ink-soft">{t('wizard.someoneAbout')}</span>
          </span>
        </label>
      </div>
      {chosen !== null && (
        <Card className="overflow-hidden">
          <p className="border-b px-4 py-2.5 font-medium" aria-live="polite">
            {t('wizard.chosen', { count: chosen.length })}
          </p>
          <ContactPicker chosen={chosen} onChange={(ids) => onChange({ audience: { contact_ids: ids } })} />
        </Card>
      )}
    </fieldset>
  );
}
