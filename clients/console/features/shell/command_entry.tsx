'use client';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { PageLink } from './pages.ts';

const CommandMenu = lazy(() =>
  import('./command_menu.tsx').then((module) => ({ default: module.CommandMenu })),
);

interface CommandEntryProps {
  onOpenChange: (open: boolean) => void;
  pages: PageLink[];
}

/** The open command menu. Its code is fetched when it is first asked for; what is typed until then is kept for it. */
export function CommandEntry({ onOpenChange, pages }: CommandEntryProps) {
  const [words, setWords] = useState('');
  return (
    <Suspense fallback={<TypedMeanwhile onWords={setWords} onClose={() => onOpenChange(false)} />}>
      <CommandMenu words={words} onWords={setWords} onOpenChange={onOpenChange} pages={pages} />
    </Suspense>
  );
}

interface TypedMeanwhileProps {
  onWords: (change: (words: string) => string) => void;
  onClose: () => void;
}

/** Keeps keys from the page below, where a letter may be a shortcut that acts. */
function TypedMeanwhile({ onWords, onClose }: TypedMeanwhileProps) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') onClose();
      else if (event.key === 'Backspace') onWords((words) => words.slice(0, -1));
      else if (event.key.length === 1) onWords((words) => words + event.key);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [onWords, onClose]);
  return null;
}
