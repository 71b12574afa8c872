'use client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { useContacts } from './data.ts';
import { nameOf } from './name.ts';

interface PickerProps {
  chosen: string[];
  onChange: (contactIds: string[]) => void;
}

/** Ticks on a list of contacts. */
export function ContactPicker({ chosen, onChange }: PickerProps) {
  const { t } = useTranslation(['common', 'contacts']);
  const [words, setWords] = useState('');
  const contacts = useContacts(words.trim() === '' ? {} : { text: words.trim() });
  if (contacts.error) return <Problem error={contacts.error} retry={() => void contacts.refetch()} />;
  if (contacts.data === undefined) return <SkeletonRows rows={5} />;
  const isChosen = new Set(chosen);
  const toggle = (id: string, on: boolean) =>
    onChange(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <div>
      <div className="border-b p-2">
        <Input
          type="search"
          aria-label={t('contacts:search')}
          placeholder={t('contacts:search')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <ul className="max-h-80 divide-y overflow-y-auto">
        {contacts.data.pages
          .flatMap(({ rows }) => rows)
          .map((contact) => (
            <li key={contact.id}>
              <label className="flex cursor-pointer items-center gap-3 px-4 py-2 hover:bg-sunken/60">
                <input
                  type="checkbox"
                  className="size-4 accent-(--accent)"
                  checked={isChosen.has(contact.id)}
                  onChange={(event) => toggle(contact.id, event.target.checked)}
                />
                <span className="min-w-0 flex-1 truncate">{nameOf(contact) ?? t('contactUnknown')}</span>
                <span className="tabular text-ink-soft" dir="ltr">
                  {contact.phone}
                </span>
              </label>
            </li>
          ))}
      </ul>
      {contacts.hasNextPage && (
        <div className="border-t p-2 text-center">
          <Button
            tone="quiet"
            size="sm"
            busy={contacts.isFetchingNextPage}
            onClick={() => void contacts.fetchNextPage()}
          >
            {t('loadMore')}
          </Button>
        </div>
      )}
    </div>
  );
}
