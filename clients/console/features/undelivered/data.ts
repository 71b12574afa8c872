'use client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import type { DeadLetter } from '../../../sdk/src/messages.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

const PAGE = 50;
const AGAIN_MS = 60_000;

/** The classes of errors, the most promising first. */
export const ERROR_CLASSES = [
  'transient',
  'delay',
  'account',
  'not_sent',
  'recipient',
  'permanent',
  'unknown',
] as const;
export type ErrorClass = (typeof ERROR_CLASSES)[number];

export interface DeadLetterFilter {
  errorClass?: ErrorClass;
  from?: 'campaigns' | 'others';
}

/** Messages that failed for good, the newest first, a page at a time. */
export function useDeadLetters(filter: DeadLetterFilter) {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useInfiniteQuery({
    queryKey: ['undelivered', brand.id, filter],
    queryFn: ({ pageParam }) =>
      client.messages.failed({
        limit: PAGE,
        ...filter,
        ...(pageParam !== null && { before: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.message_id),
    enabled: may('conversations.view'),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : AGAIN_MS),
    placeholderData: (old) => old,
  });
}

/** Names of people and campaigns that the rows speak of. */
export function useSubjects(rows: DeadLetter[]) {
  const client = useClient();
  const { brand, may } = useWorkspace();
  const idsOf = (field: 'contact_id' | 'campaign_id') =>
    [...new Set(rows.flatMap((row) => row[field] ?? []))].sort();
  const contactIds = idsOf('contact_id');
  const campaignIds = idsOf('campaign_id');
  return useQuery({
    queryKey: ['undelivered-subjects', brand.id, contactIds, campaignIds],
    async queryFn() {
      const [contacts, campaigns] = await Promise.all([
        inParts(contactIds, (ids) => client.contacts.getMany(ids)),
        may('campaigns.view') ? inParts(campaignIds, (ids) => client.campaigns.getMany(ids)) : [],
      ]);
      return {
        contacts: new Map(contacts.map((one) => [one.id, one])),
        campaigns: new Map(campaigns.map(({ id, name }) => [id, name])),
      };
    },
    enabled: contactIds.length > 0,
    placeholderData: (old) => old,
  });
}

/** Reads by id in groups that fit into an address. */
async function inParts<Row>(ids: string[], read: (ids: string[]) => Promise<Row[]>): Promise<Row[]> {
  const parts = [];
  for (let at = 0; at < ids.length; at += 100) parts.push(read(ids.slice(at, at + 100)));
  return (await Promise.all(parts)).flat();
}

/** Sends messages again, the chosen ones or all of a class of errors; what is refused stays in the list with the reason. */
export function useRetry() {
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const retrying = useMutation({
    mutationFn: (which: Parameters<typeof client.messages.retryMany>[0]) => client.messages.retryMany(which),
    async onSuccess(retried) {
      setRefused(
        (old) => new Map([...old, ...retried.refused.map((one) => [one.message_id, one.message] as const)]),
      );
      await queries.invalidateQueries({ queryKey: ['undelivered', brand.id] });
    },
    onError: (error) => toast.error(error.message),
  });
  return { retrying, refused };
}
