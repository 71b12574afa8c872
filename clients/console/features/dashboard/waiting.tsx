'use client';
import { useQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Notice, Problem } from '../../ui/states.tsx';
import { nameOf } from '../contacts/name.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

const SHOWN = 5;
const AGAIN_MS = 30_000;

/** The latest customers who wait for an answer. */
export function Waiting() {
  const { t } = useTranslation(['dashboard', 'common']);
  const client = useClient();
  const format = useFormat();
  const { brand, may } = useWorkspace();
  const waiting = useQuery({
    queryKey: ['waiting', brand.id],
    queryFn: () => client.conversations.list({ unread: true, status: 'open', limit: SHOWN }),
    enabled: may('conversations.view'),
    refetchInterval: AGAIN_MS,
  });
  if (!may('conversations.view')) return null;
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title={t('waiting')}
        actions={
          <Button asChild tone="quiet" size="sm">
            <NavLink href="/inbox/">{t('waitingOpen')}</NavLink>
          </Button>
        }
      />
      {waiting.error ? (
        <Problem error={waiting.error} retry={() => void waiting.refetch()} className="border-t py-6" />
      ) : waiting.data === undefined ? (
        <SkeletonRows rows={2} className="border-t" />
      ) : waiting.data.length === 0 ? (
        <Notice icon={Inbox} title={t('waitingNone')} className="border-t py-8" />
      ) : (
        <ul className="divide-y border-t">
          {waiting.data.map((conversation) => {
            const name = (conversation.contact && nameOf(conversation.contact)) ?? t('common:contactUnknown');
            return (
              <li
                key={conversation.id}
                className="relative flex items-center gap-3 px-4 py-2.5 hover:bg-sunken/50"
              >
                <Avatar name={name} className="size-8" />
                <div className="min-w-0 flex-1">
                  <NavLink
                    href={`/inbox/?c=${conversation.id}`}
                    className="block truncate font-medium after:absolute after:inset-0"
                  >
                    {name}
                  </NavLink>
                  <p className="truncate text-ink-soft text-xs">{conversation.last_message_preview}</p>
                </div>
                <Badge tone="accent">{conversation.unread_count}</Badge>
                <span className="tabular whitespace-nowrap text-ink-soft text-xs">
                  {conversation.last_message_at !== null && format.recent(conversation.last_message_at)}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
