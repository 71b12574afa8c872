'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * One name of the address's query string. Ids travel there, because a static host knows no other paths. The page stays as it
 * is: nothing is fetched, and Back leads out of what was opened.
 */
export function useQueryString(name: string): [string | null, (value: string | null) => void] {
  const value = useSearchParams().get(name);
  const set = useCallback(
    (next: string | null) => {
      const url = new URL(window.location.href);
      const old = url.searchParams.get(name);
      if (old === next) return;
      if (next === null) url.searchParams.delete(name);
      else url.searchParams.set(name, next);
      const way = old === null ? 'pushState' : 'replaceState';
      window.history[way](null, '', url);
    },
    [name],
  );
  return [value, set];
}
