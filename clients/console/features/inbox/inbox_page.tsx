'use client';
import { MessagesSquare } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../lib/live.ts';
import { useQueryString } from '../../lib/query_string.ts';
import { cn } from '../../ui/cn.ts';
import { Denied, Notice } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { ConversationPane } from './conversation_pane.tsx';
import { type Filter, useConversations } from './conversations.ts';
import { ConversationsColumn } from './conversations_column.tsx';
import { createNews, NewsContext } from './news.ts';
import { Shortcuts } from './shortcuts.tsx';

/** The inbox: conversations at the start, the chosen one beside them; on a phone one of the two. */
export function InboxPage() {
  const { t } = useTranslation('inbox');
  const client = useClient();
  const { brand, organization, may } = useWorkspace();
  const mayView = may('conversations.view');
  const [filter, setFilter] = useState<Filter>('open');
  const [openId, setOpenId] = useQueryString('c');
  const list = useConversations(brand.id, filter, organization.member_id);
  const [news] = useState(createNews);
  const reload = () => {
    list.reload();
    news.tell({ kind: 'reload' });
  };
  const live = useLive(
    mayView ? `inbox:${brand.id}` : null,
    (onState) =>
      client.inbox.subscribe({
        brandId: brand.id,
        onState,
        onReset: reload,
        onEvent(event) {
          if (event.event === 'contact_merged') {
            // Conversations of two contacts became one's.
            reload();
            return;
          }
          if (event.event !== 'status' && event.event !== 'media') list.refresh([event.conversation_id]);
          news.tell({ kind: 'event', event });
        },
      }),
    // Events come without gaps, so that nothing has to be read again.
    () => {},
  );
  useEffect(() => () => setOpenId(null), [brand.id]);
  if (!mayView) return <Denied />;
  return (
    <NewsContext value={news}>
      <h1 className="sr-only">{t('title')}</h1>
      <div className="flex h-full">
        <ConversationsColumn
          list={list}
          filter={filter}
          onFilter={setFilter}
          openId={openId}
          onOpen={setOpenId}
          live={live}
          className={cn('w-full lg:w-88', openId !== null && 'hidden lg:flex')}
        />
        <section
          aria-label={t('conversation')}
          className={cn('min-w-0 flex-1', openId === null && 'hidden lg:block')}
        >
          {openId === null ? (
            <Notice icon={MessagesSquare} title={t('pick')} about={t('pickAbout')} className="h-full" />
          ) : (
            <ConversationPane
              key={openId}
              conversationId={openId}
              onClose={() => setOpenId(null)}
              onChanged={() => list.refresh([openId])}
            />
          )}
        </section>
      </div>
      <Shortcuts rows={list.store.rows} openId={openId} onOpen={setOpenId} />
    </NewsContext>
  );
}
