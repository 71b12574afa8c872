'use client';
import { useTranslation } from 'react-i18next';
import type { ImportSettings } from '../../../../sdk/src/imports.ts';
import { Card, CardHeader } from '../../../ui/card.tsx';
import { Field, Input, Select } from '../../../ui/field.tsx';

const CATEGORIES = ['marketing', 'utility', 'service'] as const;

/** That everybody of a file agreed to a kind of message, and how that is known. */
export interface ImportConsent {
  category: '' | NonNullable<ImportSettings['consent_category']>;
  source: string;
}

interface ConsentFieldsProps {
  consent: ImportConsent;
  onChange: (consent: ImportConsent) => void;
}

export function ConsentFields({ consent, onChange }: ConsentFieldsProps) {
  const { t } = useTranslation(['imports', 'contacts']);
  return (
    <Card>
      <CardHeader title={t('consent.title')} about={t('consent.about')} />
      <div className="grid gap-4 px-4 pb-4 sm:grid-cols-3">
        <Field label={t('consent.category')}>
          {(props) => (
            <Select
              {...props}
              value={consent.category}
              onChange={({ target }) =>
                onChange({ ...consent, category: target.value as ImportConsent['category'] })
              }
            >
              <option value="">{t('consent.none')}</option>
              {CATEGORIES.map((one) => (
                <option key={one} value={one}>
                  {t(`contacts:category.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {consent.category !== '' && (
          <Field label={t('consent.source')} hint={t('consent.sourceHint')} className="sm:col-span-2">
            {(props) => (
              <Input
                {...props}
                required
                maxLength={200}
                value={consent.source}
                onChange={({ target }) => onChange({ ...consent, source: target.value })}
              />
            )}
          </Field>
        )}
      </div>
    </Card>
  );
}
