'use client';
import { MessagesSquare } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../lib/live.ts';
import { useQueryString } from '../../lib/query_string.ts';
import { cn } from '../../ui/cn.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useConversations } from './conversations.ts';
import { ConversationsColumn } from './conversations_column.tsx';
import { useInboxFilter } from './filter.ts';
import { useKeys } from './keys.ts';
import { createNews, NewsContext } from './news.ts';
import { focusSearch } from './search_field.tsx';
import { KEYS, ShortcutsHelp } from './shortcuts.tsx';
import { TeamContext, useTeam } from './team.ts';

const loadPane = () => import('./conversation_pane.tsx').then((module) => module.ConversationPane);
const ConversationPane = dynamic(loadPane, { loading: () => <SkeletonRows /> });

/** The inbox: conversations at the start, the chosen one beside them; on a phone one of the two. */
export function InboxPage() {
  const { may } = useWorkspace();
  return may('conversations.view') ? <Inbox /> : <Denied />;
}

function Inbox() {
  const { t } = useTranslation('inbox');
  const client = useClient();
  const { brand, organization } = useWorkspace();
  const [filter, setFilter] = useInboxFilter();
  const [openId, setOpenId] = useQueryString('c');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const list = useConversations(brand.id, filter, organization.member_id);
  const [news] = useState(createNews);
  const team = useTeam(brand.id, organization.member_id, openId);
  // The subscription outlives the filter that it began with: it tells the list that is shown.
  const shown = useRef(list);
  shown.current = list;
  const reload = () => {
    shown.current.reload();
    news.tell({ kind: 'reload' });
  };
  const live = useLive(
    `inbox:${brand.id}`,
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
          if (event.event !== 'status' && event.event !== 'media')
            shown.current.refresh([event.conversation_id]);
          news.tell({ kind: 'event', event });
        },
      }),
    // Later events come without gaps: only what was read before the first of them has to be read again.
    (isFirst) => {
      if (!isFirst) return;
      shown.current.catchUp();
      news.tell({ kind: 'reload' });
    },
  );
  const brandOf = useRef(brand.id);
  useEffect(() => {
    if (brandOf.current === brand.id) return;
    brandOf.current = brand.id;
    // A conversation belongs to the brand that it was opened in, and so do the labels and numbers of the filter.
    setOpenId(null);
    setFilter({ labelId: null, whatsappAccountId: null, words: '' });
  }, [brand.id, setOpenId, setFilter]);

  // The list is there first; what shows a conversation comes while one looks at it.
  useEffect(() => {
    if (!list.isLoading) void loadPane();
  }, [list.isLoading]);

  const { store } = list;
  const step = (by: number) => {
    const at = openId === null ? -1 : store.indexOf(openId);
    const next = store.rows[Math.min(store.rows.length - 1, Math.max(0, at + by))];
    if (next !== undefined) setOpenId(next.id);
  };
  useKeys({
    [KEYS.next]: () => step(1),
    [KEYS.previous]: () => step(-1),
    [KEYS.search]: focusSearch,
    [KEYS.leave]: () => setOpenId(null),
    [KEYS.help]: () => setHelpOpen(true),
  });
  const { refresh } = list;
  const onChanged = useCallback(() => {
    if (openId !== null) refresh([openId]);
  }, [refresh, openId]);

  return (
    <NewsContext value={news}>
      <TeamContext value={team}>
        <h1 className="sr-only">{t('title')}</h1>
        <div className="flex h-full">
          <ConversationsColumn
            list={list}
            filter={filter}
            onFilter={setFilter}
            openId={openId}
            onOpen={setOpenId}
            onHelp={() => setHelpOpen(true)}
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
                onChanged={onChanged}
              />
            )}
          </section>
        </div>
        <ShortcutsHelp open={isHelpOpen} onOpenChange={setHelpOpen} />
      </TeamContext>
    </NewsContext>
  );
}
