'use client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ContactSort } from '../../../sdk/src/contacts.ts';
import type { ContactFilter } from '../../../sdk/src/filter.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const contactsKey = (brandId: string) => ['contacts', brandId];
export const labelsKey = (brandId: string) => ['labels', brandId];
export const groupsKey = (brandId: string) => ['groups', brandId];
export const attributesKey = (brandId: string) => ['contact-attributes', brandId];
export const segmentsKey = (brandId: string) => ['segments', brandId];

const PAGE = 100;

/** The brand's contacts that match, a page at a time. */
export function useContacts(filter: ContactFilter = {}, sort: ContactSort = 'newest') {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useInfiniteQuery({
    queryKey: [...contactsKey(brand.id), 'list', filter, sort],
    queryFn: ({ pageParam }) => client.contacts.search({ filter, sort, after: pageParam, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: may('contacts.view'),
    placeholderData: (old) => old,
  });
}

/** How many contacts match. */
export function useContactCount(filter: ContactFilter) {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useQuery({
    queryKey: [...contactsKey(brand.id), 'count', filter],
    queryFn: () => client.contacts.count(filter),
    enabled: may('contacts.view'),
    placeholderData: (old) => old,
  });
}

export function useLabels() {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useQuery({
    queryKey: labelsKey(brand.id),
    queryFn: () => client.labels.list(),
    enabled: may('contacts.view'),
    staleTime: 60_000,
  });
}

export function useSegments() {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useQuery({
    queryKey: segmentsKey(brand.id),
    queryFn: () => client.segments.list(),
    enabled: may('contacts.view'),
    staleTime: 60_000,
  });
}

export function useAttributes() {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useQuery({
    queryKey: attributesKey(brand.id),
    queryFn: () => client.contactAttributes.list(),
    enabled: may('contacts.view'),
    staleTime: 60_000,
  });
}

export function useGroups() {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useQuery({
    queryKey: groupsKey(brand.id),
    queryFn: () => client.groups.list(),
    enabled: may('contacts.view'),
    staleTime: 60_000,
  });
}
