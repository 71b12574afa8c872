'use client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../session/session.tsx';

export const mergesKey = (contactId: string) => ['contact-merges', contactId];

/** Contacts that a contact has taken over, the latest first; those that were undone are left out. */
export function useMerges(contactId: string) {
  const client = useClient();
  return useQuery({
    queryKey: mergesKey(contactId),
    queryFn: async () =>
      (await client.contacts.merges(contactId)).filter(({ undone_at }) => undone_at === null),
  });
}
