'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLive } from '../../lib/live.ts';
import { readAnew } from '../../lib/read_anew.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

/** What the organization was told lately; a new alert appears as it happens. */
export function useAlerts() {
  const client = useClient();
  const queries = useQueryClient();
  const { organization } = useWorkspace();
  const queryKey = ['alerts', organization.id];
  const reload = () => void readAnew(queries, queryKey);
  useLive(`alerts:${organization.id}`, () => client.plans.subscribeAlerts(organization.id, reload), reload);
  return useQuery({ queryKey, queryFn: () => client.plans.alerts(organization.id, { limit: 20 }) });
}
