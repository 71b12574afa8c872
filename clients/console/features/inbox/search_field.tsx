'use client';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Input } from '../../ui/field.tsx';

const ID = 'inbox-search';
/** How long after the last key is searched. */
const SETTLED_MS = 250;
/** As the database allows. */
const LONGEST = 100;

interface SearchFieldProps {
  words: string;
  onWords: (words: string) => void;
  /** Enter: opens what was found first. */
  onFirst: () => void;
}

/** Finds conversations by the name or number of the contact. */
export function SearchField({ words, onWords, onFirst }: SearchFieldProps) {
  const { t } = useTranslation('inbox');
  const [typed, setTyped] = useState(words);
  useEffect(() => {
    if (typed.trim() === words) return;
    const timer = setTimeout(() => onWords(typed.trim()), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [typed, words, onWords]);
  return (
    <div className="relative">
      <Search aria-hidden className="pointer-events-none absolute start-2.5 top-2 size-4 text-ink-soft" />
      <Input
        id={ID}
        type="search"
        aria-label={t('search.label')}
        placeholder={t('search.label')}
        value={typed}
        maxLength={LONGEST}
        className="h-8 ps-8 pe-2"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            if (typed === '') event.currentTarget.blur();
            setTyped('');
            onWords('');
          } else if (event.key === 'Enter' && typed.trim() === words && words !== '') {
            event.currentTarget.blur();
            onFirst();
          }
        }}
      />
    </div>
  );
}

export function focusSearch(): void {
  document.getElementById(ID)?.focus();
}
