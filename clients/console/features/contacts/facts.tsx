'use client';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../sdk/src/contacts.ts';
import { useFormat } from '../../lib/format.ts';

/** What is known of a contact. */
export function ContactFacts({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const attributes = Object.entries(
    (typeof contact.attributes === 'object' ? contact.attributes : {}) as Record<string, unknown>,
  );
  const facts = [
    { name: t('field.phone'), value: contact.phone, isCode: true },
    { name: t('field.username'), value: contact.username && `@${contact.username}` },
    { name: t('field.locale'), value: contact.locale },
    { name: t('field.source'), value: t(`source.${contact.source as 'import'}`, contact.source) },
    { name: t('field.created'), value: format.day(contact.created_at) },
    ...attributes.map(([name, value]) => ({ name: name.replaceAll('_', ' '), value: String(value) })),
  ].filter(({ value }) => value);
  return (
    <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-4 gap-y-2">
      {facts.map((fact) => (
        <div key={fact.name} className="contents">
          <dt className="text-ink-soft first-letter:uppercase">{fact.name}</dt>
          <dd
            className="min-w-0 break-words"
            {...('isCode' in fact && { dir: 'ltr', className: 'tabular min-w-0 text-start' })}
          >
            {fact.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
