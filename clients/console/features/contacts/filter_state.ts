'use client';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { ContactFilter } from '../../../sdk/src/filter.ts';
import { useQueryString } from '../../lib/query_string.ts';
import { type Condition, toFilter } from './conditions.ts';
import { useAttributes } from './data.ts';

/** How long after the last key words go into the address. */
const SETTLED_MS = 400;

interface Kept {
  words: string;
  conditions: Condition[];
}

/** What the filter bar holds. It stands in the address, so that going back finds it and a link shows it to others. */
export function useFilterState() {
  const [kept, keep] = useQueryString('f');
  const [state, setState] = useState<Kept>(() => read(kept));
  const attributes = useAttributes().data;
  const text = state.words === '' && state.conditions.length === 0 ? null : JSON.stringify(state);
  useEffect(() => {
    if (text === kept) return;
    const write = () => keep(text);
    const onKey = ({ key }: KeyboardEvent) => key === 'Enter' && write();
    const timer = setTimeout(write, SETTLED_MS);
    // Whoever follows a link leaves: an address written while the next page is fetched would call him back.
    window.addEventListener('pointerdown', write, true);
    window.addEventListener('keydown', onKey, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', write, true);
      window.removeEventListener('keydown', onKey, true);
    };
  }, [text, kept, keep]);
  const settled = useDeferredValue(state);
  const filter: ContactFilter = useMemo(
    () => toFilter(settled.conditions, attributes ?? [], { words: settled.words }),
    [settled, attributes],
  );
  return {
    ...state,
    filter,
    setWords: (words: string) => setState((old) => ({ ...old, words })),
    setConditions: (conditions: Condition[]) => setState((old) => ({ ...old, conditions })),
  };
}

/** An address may have been cut or typed: what is not a filter is none. */
function read(kept: string | null): Kept {
  const none = { words: '', conditions: [] };
  if (kept === null) return none;
  try {
    const { words, conditions } = JSON.parse(kept) as Partial<Kept>;
    if (typeof words !== 'string' || !Array.isArray(conditions)) return none;
    return { words, conditions: conditions.filter((one) => Array.isArray(one?.values)) };
  } catch {
    return none;
  }
}
