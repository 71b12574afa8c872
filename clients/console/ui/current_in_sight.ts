'use client';
import { type RefObject, useEffect } from 'react';

/** Scrolls a row of links that is wider than the screen to the one of the page; again when `path` changes. */
export function useCurrentInSight(row: RefObject<HTMLElement | null>, path: string): void {
  useEffect(() => {
    const current = path === '' ? null : row.current?.querySelector('[aria-current]');
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [row, path]);
}
