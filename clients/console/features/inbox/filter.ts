'use client';
import { useCallback, useMemo, useState } from 'react';
import type { ConversationFilter, ConversationStatus } from '../../../sdk/src/conversations.ts';
import { recall, remember } from '../../lib/storage.ts';

/** Whose conversations, or those with something unread. */
export const VIEWS = ['all', 'mine', 'unassigned', 'unread', 'late'] as const;
export type View = (typeof VIEWS)[number];

export const STATUSES: ConversationStatus[] = ['open', 'pending', 'snoozed', 'closed'];

/** What the inbox shows. */
export interface InboxFilter {
  view: View;
  /** Null is any. */
  status: ConversationStatus | null;
  labelId: string | null;
  whatsappAccountId: string | null;
  /** In the name or number of the contact. Who searches looks everywhere, also among what is closed: all else is left aside. */
  words: string;
}

export const OPEN: InboxFilter = {
  view: 'all',
  status: 'open',
  labelId: null,
  whatsappAccountId: null,
  words: '',
};

/** As the SDK asks for it. */
export function queryOf(filter: InboxFilter, memberId: string): ConversationFilter {
  const { view, status, labelId, whatsappAccountId, words } = filter;
  if (words !== '') return { words };
  return {
    ...(status !== null && { status }),
    ...(view === 'mine' && { assignedTo: memberId }),
    ...(view === 'unassigned' && { assignedTo: null }),
    ...(view === 'unread' && { unread: true }),
    ...(view === 'late' && { isLate: true }),
    ...(labelId !== null && { labelId }),
    ...(whatsappAccountId !== null && { whatsappAccountId }),
  };
}

/** The filter of the brand; the view and status of last time, while labels and numbers are chosen anew. */
export function useInboxFilter(): [InboxFilter, (change: Partial<InboxFilter>) => void] {
  const [filter, setFilter] = useState<InboxFilter>(() => {
    const view = VIEWS.find((known) => known === recall('inbox.view')) ?? OPEN.view;
    const status = recall('inbox.status');
    const known = status === 'any' ? null : (STATUSES.find((one) => one === status) ?? OPEN.status);
    return { ...OPEN, view, status: known };
  });
  const change = useCallback((changed: Partial<InboxFilter>) => {
    setFilter((old) => {
      const next = { ...old, ...changed };
      remember('inbox.view', next.view);
      remember('inbox.status', next.status ?? 'any');
      return next;
    });
  }, []);
  return useMemo(() => [filter, change], [filter, change]);
}
