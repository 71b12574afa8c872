'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const contactsKey = (brandId: string) => ['contacts', brandId];

const PAGE = 100;

/** The brand's contacts, a page at a time. */
export function useContacts() {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useInfiniteQuery({
    queryKey: contactsKey(brand.id),
    queryFn: ({ pageParam }) => client.contacts.list({ after: pageParam, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: may('contacts.view'),
  });
}
