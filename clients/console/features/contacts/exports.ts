'use client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useLive } from '../../lib/live.ts';
import { readAnew } from '../../lib/read_anew.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

const PAGE = 50;

export const exportsKey = (brandId: string) => ['exports', brandId];

/** The files that were asked for, the newest first; one that gets ready is told. */
export function useExports() {
  const client = useClient();
  const queries = useQueryClient();
  const { brand, may } = useWorkspace();
  const queryKey = exportsKey(brand.id);
  const reload = () => void readAnew(queries, queryKey);
  const mayExport = may('contacts.export');
  useLive(
    mayExport ? `exports:${brand.id}` : null,
    (onState) => client.exports.subscribe({ brandId: brand.id, onChange: reload, onState }),
    reload,
  );
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) =>
      client.exports.list({ limit: PAGE, ...(pageParam !== undefined && { before: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
    enabled: mayExport,
  });
}
