'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../lib/live.ts';
import { readAnew } from '../../lib/read_anew.ts';
import { cn } from '../../ui/cn.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

/** More are not counted: nobody needs to know, and each one counted is a row read. */
const MOST = 100;
/** What happens within this time is counted once. */
const GATHER_MS = 1_000;
/** Events that can change what is unread; what happens to a sent message does not. */
const COUNTED = ['message', 'conversation', 'contact_merged'];

/** How many conversations of the workspace have something unread, up to `MOST`; undefined as long as nobody knows. */
export function useUnreadCount(): number | undefined {
  const client = useClient();
  const queries = useQueryClient();
  const { brand, may } = useWorkspace();
  const mayView = may('conversations.view');
  const queryKey = ['unread-conversations', brand.id];
  const reload = () => void readAnew(queries, queryKey);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive(
    mayView ? `unread:${brand.id}` : null,
    (onState) =>
      client.inbox.subscribe({
        brandId: brand.id,
        onState,
        onReset: reload,
        onEvent({ event }) {
          if (!COUNTED.includes(event) || timer.current !== undefined) return;
          timer.current = setTimeout(() => {
            timer.current = undefined;
            reload();
          }, GATHER_MS);
        },
      }),
    (isFirst) => isFirst && reload(),
  );
  const unread = useQuery({
    queryKey,
    queryFn: () => client.conversations.countUnread(MOST),
    enabled: mayView,
  });
  return unread.data;
}

/** The count beside or upon the name of a page; nothing is shown where nothing waits. */
export function UnreadBadge({ count, className }: { count: number | undefined; className?: string }) {
  const { t } = useTranslation();
  if (count === undefined || count === 0) return null;
  const shown = count < MOST ? String(count) : `${MOST - 1}+`;
  return (
    <span
      className={cn(
        'tabular grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 font-semibold text-[0.6875rem] text-accent-ink',
        className,
      )}
    >
      <span aria-hidden>{shown}</span>
      <span className="sr-only">{t('nav.unread', { count: shown as unknown as number })}</span>
    </span>
  );
}
