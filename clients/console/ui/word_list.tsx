'use client';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Field, Input } from './field.tsx';

interface WordListProps {
  label: string;
  words: string[];
  onChange: (words: string[]) => void;
  disabled?: boolean;
}

/** Words that are added by Enter and taken away one by one. */
export function WordList({ label, words, onChange, disabled = false }: WordListProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const add = () => {
    const word = typed.trim();
    if (word !== '') onChange([...new Set([...words, word])]);
    setTyped('');
  };
  return (
    <div className="grid gap-2">
      <Field label={label}>
        {(props) => (
          <div className="flex max-w-sm gap-2">
            <Input
              {...props}
              value={typed}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                add();
              }}
            />
            <Button onClick={add} disabled={typed.trim() === ''}>
              {t('add')}
            </Button>
          </div>
        )}
      </Field>
      {words.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {words.map((word) => (
            <li
              key={word}
              className="inline-flex h-7 max-w-full items-center rounded-md border bg-surface ps-2 text-[0.8125rem]"
            >
              <span className="truncate" dir="auto">
                {word}
              </span>
              <button
                type="button"
                disabled={disabled}
                aria-label={t('removeWord', { word })}
                onClick={() => onChange(words.filter((one) => one !== word))}
                className="grid size-7 shrink-0 place-items-center text-ink-soft hover:text-ink disabled:opacity-50"
              >
                <X className="size-3" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
