'use client';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ContactChange } from '../../../sdk/src/contacts.ts';
import { useLive } from '../../lib/live.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { contactsKey } from './data.ts';

const changeKey = (brandId: string) => ['contact-change', brandId];

/** Notes a bulk change that the worker goes on with, so that its progress is shown. */
export function followChange(queries: QueryClient, brandId: string, change: ContactChange): void {
  queries.setQueryData(changeKey(brandId), change.status === 'running' ? change : null);
}

/** The bulk change that was begun here and still runs; null without one. */
export function useRunningChange(): ContactChange | null {
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const queryKey = changeKey(brand.id);
  const found = useQuery<ContactChange | null>({
    queryKey,
    queryFn: async () => {
      const known = queries.getQueryData<ContactChange | null>(queryKey) ?? null;
      const now = known === null ? null : await client.contacts.getChange(known.id);
      if (now !== null && now.status !== 'running') {
        void queries.invalidateQueries({ queryKey: contactsKey(brand.id) });
      }
      return now;
    },
    initialData: null,
    staleTime: Infinity,
    // Events tell of progress; this is for one that was lost.
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 3_000 : false),
  });
  const runningId = found.data?.status === 'running' ? found.data.id : null;
  useLive(
    runningId === null ? null : `contact-change:${runningId}`,
    (onState) =>
      client.contacts.onChange({
        brandId: brand.id,
        onState,
        onProgress: (news) => {
          if (news.id !== runningId) return;
          queries.setQueryData<ContactChange | null>(queryKey, (old) => (old ? { ...old, ...news } : old));
          if (news.status !== 'running') void queries.invalidateQueries({ queryKey: contactsKey(brand.id) });
        },
      }),
    () => void queries.invalidateQueries({ queryKey }),
  );
  return found.data ?? null;
}
