'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ContactImport, ImportProgress } from '../../../../sdk/src/imports.ts';
import { useLive } from '../../../lib/live.ts';
import { useClient } from '../../session/session.tsx';
import { useWorkspace } from '../../session/workspace.tsx';
import { contactsKey } from '../data.ts';

const MOVING = ['created', 'uploaded', 'dry_run', 'running'];

/** One import, followed while the worker reads or writes. */
export function useImport(importId: string | null) {
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const queryKey = ['import', importId];
  const found = useQuery({
    queryKey,
    queryFn: () => client.imports.get(importId ?? ''),
    enabled: importId !== null,
    // Events tell of progress; this is for one that was lost.
    refetchInterval: ({ state }) => (state.data && MOVING.includes(state.data.state) ? 3_000 : false),
  });
  const reload = () => void queries.invalidateQueries({ queryKey });
  const take = (news: ImportProgress) => {
    if (news.import_id !== importId) return;
    // A new state comes with more than the event tells, such as the analysis.
    if (queries.getQueryData<ContactImport>(queryKey)?.state !== news.state) {
      reload();
      void queries.invalidateQueries({ queryKey: contactsKey(brand.id) });
      return;
    }
    queries.setQueryData<ContactImport>(queryKey, (old) =>
      old === undefined
        ? old
        : {
            ...old,
            rows_total: news.rows_total,
            rows_created: news.created,
            rows_updated: news.updated,
            rows_unchanged: news.unchanged,
            rows_skipped: news.skipped,
            rows_duplicate: news.duplicate,
            rows_failed: news.failed,
          },
    );
  };
  useLive(
    importId === null ? null : `import:${importId}`,
    (onState) => client.imports.subscribe({ brandId: brand.id, onProgress: take, onState }),
    reload,
  );
  return found;
}
