'use client';
import { useQuery } from '@tanstack/react-query';
import type { Template } from '../../../sdk/src/templates.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const templatesKey = (brandId: string) => ['templates', brandId];

/** The templates of the brand. */
export function useTemplates() {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useQuery({
    queryKey: templatesKey(brand.id),
    queryFn: () => client.templates.list(),
    enabled: may('templates.view'),
    refetchInterval: ({ state }) => nextLook(state.data ?? []),
  });
}

const FRESH_MS = 120_000;

/** Milliseconds until Meta's word on what was handed in may be there: soon at first, then in its own time. */
function nextLook(templates: Template[]): number | false {
  const waiting = templates.filter(
    ({ meta_status, review_status, submission }) =>
      meta_status === 'PENDING' ||
      (meta_status === null && review_status === 'approved' && submission !== 'failed'),
  );
  if (waiting.length === 0) return false;
  return waiting.some(({ updated_at }) => Date.now() - Date.parse(updated_at) < FRESH_MS) ? 2_000 : 60_000;
}
