'use client';
import { useEffect, useRef } from 'react';

/** Where keys write or choose instead of commanding. */
const TAKEN = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu]';

/** Single keys that do something, as long as nobody is writing and no menu is open. */
export function useKeys(keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest(TAKEN)) {
        if (event.key === 'Escape' && target.id === 'composer') target.blur();
        return;
      }
      const act = latest.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
