'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import type { Message } from '../../../sdk/src/messages.ts';
import { useMedia } from '../../lib/media.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { consentKey } from '../consent/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import type { BubbleActions } from './bubble.tsx';
import { Composer } from './composer.tsx';
import { ContactPanel } from './contact_panel.tsx';
import { ConversationHeader } from './conversation_header.tsx';
import { useThreadFiles } from './files.ts';
import { useKeys } from './keys.ts';
import { wornKey } from './label_menu.tsx';
import { useNews } from './news.ts';
import { notesKey } from './notes.tsx';
import { OfflineLine } from './offline_line.tsx';
import { useSend } from './send.ts';
import { KEYS } from './shortcuts.tsx';
import { useInboxTeam } from './team.ts';
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
  const { t } = useTranslation('common');
  const client = useClient();
  const { brand } = useWorkspace();
  const conversation = useQuery({
    queryKey: ['conversation', conversationId],
    queryFn: () => client.conversations.get(conversationId),
  });
  if (conversation.error)
    return (
      <>
        <Button tone="quiet" size="sm" className="m-2 lg:hidden" onClick={onClose}>
          <ChevronLeft className="rtl:rotate-180" />
          {t('back')}
        </Button>
        <Problem error={conversation.error} retry={() => void conversation.refetch()} />
      </>
    );
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
  const isPanelBeside = useMedia(PANEL_BESIDE);
  const contact = useQuery({
    queryKey: ['contact', contact_id],
    queryFn: async () => (await client.contacts.getMany([contact_id]))[0] ?? null,
  });
  // Where one jumped to a message that is far up, only what is around it is read.
  const [around, setAround] = useState<string | null>(null);
  const { thread, messages, put, drop, setStatus, reload } = useThread(id, around);
  const { files, reload: reloadFiles } = useThreadFiles(id, messages);
  const { send, retry, react, discard } = useSend(conversation, put, drop);
  const team = useInboxTeam();
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['conversation', id] });
    onChanged();
  };

  useNews(id, (item) => {
    if (item.kind === 'reload') {
      reload();
      reloadFiles();
      // Nobody told of what happened while the inbox was not shown or not connected.
      for (const queryKey of [['conversation', id], notesKey(id), wornKey(id), consentKey(contact_id)])
        void queries.invalidateQueries({ queryKey });
      return;
    }
    const { event } = item;
    switch (event.event) {
      case 'status':
        setStatus(event.message_id, event.status);
        // Only the message itself says why.
        if (event.status === 'failed') client.messages.get(event.message_id).then(put, () => {});
        break;
      case 'media':
        if (messages.some((shown) => shown.id === event.message_id)) reloadFiles();
        break;
      case 'message':
        client.messages.get(event.message_id).then(put, () => {});
        void queries.invalidateQueries({ queryKey: ['conversation', id] });
        // A word of consent or objection may be in it.
        if (event.direction === 'inbound')
          void queries.invalidateQueries({ queryKey: consentKey(contact_id) });
        break;
      case 'note':
        void queries.invalidateQueries({ queryKey: notesKey(id) });
        break;
      default:
        void queries.invalidateQueries({ queryKey: ['conversation', id] });
        void queries.invalidateQueries({ queryKey: wornKey(id) });
    }
  });

  const mayReply = may('conversations.reply');
  const isSeen = useIsSeen();
  useEffect(() => {
    if (unread_count === 0 || !mayReply || !isSeen) return;
    client.conversations.markRead(id).then(refresh, () => {});
  }, [id, unread_count, mayReply, isSeen]);

  const typedAt = useRef(0);
  const onTyping = () => {
    team.type(id);
    // The database asks Meta once in 20 seconds; less often than with every key is enough for it.
    const now = Date.now();
    if (now - typedAt.current < TYPING_EVERY_MS) return;
    typedAt.current = now;
    client.conversations.showTyping(id).catch(() => {});
  };
  useKeys({
    [KEYS.note]: () => {
      setPanelOpen(!isPanelBeside);
      requestAnimationFrame(() => document.getElementById('note')?.focus());
    },
  });
  const actions = useMemo<BubbleActions | null>(
    () => (mayReply ? { quote: setQuote, react, retry, discard } : null),
    [mayReply, react, retry, discard],
  );
  const panel = <ContactPanel contact={contact.isError ? null : contact.data} conversation={conversation} />;

  return (
    <div className="flex h-full">
      <div className="flex min-w-0 flex-1 flex-col">
        <ConversationHeader
          conversation={conversation}
          contact={contact.isError ? null : contact.data}
          onClose={onClose}
          onChanged={refresh}
          onShowContact={() => setPanelOpen(true)}
        />
        <ThreadView
          thread={thread}
          messages={messages}
          files={files}
          actions={actions}
          around={around}
          onAround={setAround}
        />
        <OfflineLine />
        {mayReply && (
          <Composer
            conversation={conversation}
            quote={quote}
            onUnquote={() => setQuote(null)}
            onTyping={onTyping}
            onSend={(outgoing) => {
              send({ ...outgoing, quote: quote?.wamid ?? null });
              setQuote(null);
              setAround(null);
            }}
          />
        )}
      </div>
      {isPanelBeside && (
        <aside aria-label={t('contact')} className="w-80 shrink-0 overflow-y-auto border-s bg-surface">
          {panel}
        </aside>
      )}
      <Dialog
        open={isPanelOpen && !isPanelBeside}
        onOpenChange={setPanelOpen}
        title={t('contact')}
        place="side"
      >
        <div className="-mx-5">{panel}</div>
      </Dialog>
    </div>
  );
}

/** Whether there is room for the contact beside the thread. */
const PANEL_BESIDE = '(min-width: 1400px)';
const TYPING_EVERY_MS = 5_000;

/** Whether somebody can see the page: what comes in meanwhile stays unread. */
function useIsSeen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
    () => !document.hidden,
    () => false,
  );
}
