'use client';
import { Search } from 'lucide-react';
import { cn } from './cn.ts';
import { Input } from './field.tsx';

interface SearchInputProps {
  label: string;
  words: string;
  onWords: (words: string) => void;
  className?: string;
}

/** A field for words to look for, with its glass. */
export function SearchInput({ label, words, onWords, className }: SearchInputProps) {
  return (
    <div className={cn('relative w-full sm:w-64', className)}>
      <Search className="pointer-events-none absolute start-3 top-2.5 size-4 text-ink-soft" aria-hidden />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={words}
        onChange={(event) => onWords(event.target.value)}
        className="ps-9"
      />
    </div>
  );
}
