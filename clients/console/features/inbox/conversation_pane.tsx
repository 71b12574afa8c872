'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import type { Message } from '../../../sdk/src/messages.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { Composer } from './composer.tsx';
import { ContactPanel } from './contact_panel.tsx';
import { ConversationHeader } from './conversation_header.tsx';
import { useNews } from './news.ts';
import { useSend } from './send.ts';
import { useThread } from './thread.ts';
import { ThreadView } from './thread_view.tsx';

interface PaneProps {
  conversationId: string;
  onClose: () => void;
  /** Something about the conversation itself was changed here. */
  onChanged: () => void;
}

/** One conversation: who, what was said, what to answer. */
export function ConversationPane({ conversationId, onClose, onChanged }: PaneProps) {
  const client = useClient();
  const { brand } = useWorkspace();
  const conversation = useQuery({
    queryKey: ['conversation', conversationId],
    queryFn: () => client.conversations.get(conversationId),
  });
  if (conversation.error)
    return <Problem error={conversation.error} retry={() => void conversation.refetch()} />;
  if (conversation.data === undefined) return <SkeletonRows />;
  // An address may name a conversation of another workspace of the same person.
  if (conversation.data.brand_id !== brand.id) return <SkeletonRows />;
  return <Pane conversation={conversation.data} onClose={onClose} onChanged={onChanged} />;
}

function Pane({
  conversation,
  onClose,
  onChanged,
}: Omit<PaneProps, 'conversationId'> & { conversation: Conversation }) {
  const { t } = useTranslation('inbox');
  const client = useClient();
  const queries = useQueryClient();
  const { may } = useWorkspace();
  const { id, contact_id, unread_count } = conversation;
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [quote, setQuote] = useState<Message | null>(null);
  const contact = useQuery({
    queryKey: ['contact', contact_id],
    queryFn: async () => (await client.contacts.getMany([contact_id]))[0] ?? null,
  });
  const { thread, messages, put, setStatus, reload } = useThread(id);
  const { send } = useSend(conversation, put);
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['conversation', id] });
    onChanged();
  };

  useNews(id, (item) => {
    if (item.kind === 'reload') return reload();
    const { event } = item;
    if (event.event === 'status') return setStatus(event.message_id, event.status);
    if (event.event === 'media') {
      if (messages.some(({ id: shown }) => shown === event.message_id)) reload();
      return;
    }
    void queries.invalidateQueries({ queryKey: ['conversation', id] });
    if (event.event === 'message') client.messages.get(event.message_id).then(put, () => {});
    else void queries.invalidateQueries({ queryKey: ['conversation-notes', id] });
  });

  const mayReply = may('conversations.reply');
  useEffect(() => {
    if (unread_count === 0 || !mayReply || document.hidden) return;
    client.conversations.markRead(id).then(refresh, () => {});
  }, [id, unread_count, mayReply]);

  return (
    <div className="flex h-full">
      <div className="flex min-w-0 flex-1 flex-col">
        <ConversationHeader
          conversation={conversation}
          contact={contact.data ?? null}
          onClose={onClose}
          onChanged={refresh}
          onShowContact={() => setPanelOpen(true)}
        />
        <ThreadView thread={thread} messages={messages} onQuote={mayReply ? setQuote : null} />
        {mayReply && (
          <Composer
            key={id}
            conversation={conversation}
            quote={quote}
            onUnquote={() => setQuote(null)}
            onSend={(outgoing) => {
              send({ ...outgoing, quote: quote?.wamid ?? null });
              setQuote(null);
            }}
          />
        )}
      </div>
      <aside
        aria-label={t('contact')}
        className="hidden w-80 shrink-0 overflow-y-auto border-s bg-surface min-[1400px]:block"
      >
        <ContactPanel contact={contact.data ?? null} conversation={conversation} />
      </aside>
      <Dialog open={isPanelOpen} onOpenChange={setPanelOpen} title={t('contact')} place="side">
        <div className="-mx-5">
          <ContactPanel contact={contact.data ?? null} conversation={conversation} />
        </div>
      </Dialog>
    </div>
  );
}
