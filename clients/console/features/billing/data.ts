'use client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const planRequestsKey = (organizationId: string) => ['plan-requests', organizationId];

/** What can be bought. */
export function usePlans() {
  const client = useClient();
  return useQuery({ queryKey: ['plans'], queryFn: () => client.plans.list(), staleTime: 300_000 });
}

/** What was asked for, the newest first. */
export function usePlanRequests() {
  const client = useClient();
  const { organization, may } = useWorkspace();
  return useQuery({
    queryKey: planRequestsKey(organization.id),
    queryFn: () => client.plans.requests(organization.id),
    enabled: may('billing.view'),
  });
}

/** Roles that come with the say in what is paid. */
const PAYING_ROLES = ['owner', 'billing_admin'];

/** Colleagues who may ask for another plan. */
export function usePayers() {
  const client = useClient();
  const { organization } = useWorkspace();
  return useQuery({
    queryKey: ['payers', organization.id],
    async queryFn() {
      const people = await client.members.people(organization.id);
      return people.filter(({ role_key, status }) => status === 'active' && PAYING_ROLES.includes(role_key));
    },
    staleTime: 60_000,
  });
}
