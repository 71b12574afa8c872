'use client';
import { FileText, MessageSquareQuote, SendHorizontal, Smile, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import type { Message } from '../../../sdk/src/messages.ts';
import { useMedia } from '../../lib/media.ts';
import { recall, remember } from '../../lib/storage.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { AttachButton, Attachments, useAttachments } from './attachments.tsx';
import { CannedReplies } from './canned_replies.tsx';
import { useKeys } from './keys.ts';
import type { Outgoing } from './send.ts';
import { KEYS } from './shortcuts.tsx';
import { SlashList, slashProps, useSlashReplies } from './slash_replies.tsx';
import { useWindow } from './window_countdown.tsx';

const EmojiPicker = dynamic(() => import('./emoji_picker.tsx').then((module) => module.EmojiPicker));
const TemplateDialog = dynamic(() => import('./template_dialog.tsx').then((module) => module.TemplateDialog));

/** Meta's limit of a text. */
const LONGEST = 4096;

interface ComposerProps {
  conversation: Conversation;
  quote: Message | null;
  onUnquote: () => void;
  onSend: (outgoing: Outgoing) => void;
  onTyping: () => void;
}

/** What one writes. Outside the 24-hour window only templates go. Unsent words are kept for when one comes back. */
export function Composer({ conversation, quote, onUnquote, onSend, onTyping }: ComposerProps) {
  const { t } = useTranslation(['inbox', 'common']);
  const slot = `draft.${conversation.id}`;
  const [words, setWords] = useState(() => recall(slot) ?? '');
  const [isPickingTemplate, setPickingTemplate] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const attachments = useAttachments();
  const isOpen = useWindow(conversation.window_expires_at) > 0;
  useKeys({
    [KEYS.reply]: () => field.current?.focus(),
    [KEYS.template]: () => setPickingTemplate(true),
  });
  const write = (next: string) => {
    setWords(next);
    remember(slot, next === '' ? null : next);
  };
  const insert = (piece: string) => {
    const at = field.current?.selectionEnd ?? words.length;
    write(words.slice(0, at) + piece + words.slice(at));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at + piece.length, at + piece.length);
    });
  };
  // On a phone the longer words would need three lines.
  const hasRoom = useMedia('(min-width: 640px)');
  const slash = useSlashReplies(conversation.id, words, write);
  const isUploading = attachments.list.some(({ path }) => path === null);
  const isReady = isOpen && !isUploading && (words.trim() !== '' || attachments.list.length > 0);
  const send = () => {
    if (!isReady) return;
    const { outgoing, wordsLeft } = attachments.take(words.trim());
    for (const each of outgoing) onSend(each);
    if (wordsLeft !== '') onSend({ type: 'text', content: { body: wordsLeft }, body: wordsLeft });
    write('');
    field.current?.focus();
  };
  const templates = isPickingTemplate && (
    <TemplateDialog open onOpenChange={setPickingTemplate} conversation={conversation} onSend={onSend} />
  );
  if (!isOpen)
    return (
      <div className="flex shrink-0 flex-wrap items-center justify-between gap-2 border-t bg-surface px-4 py-3">
        <p className="text-ink-soft">{t('windowClosedAbout')}</p>
        <Button tone="accent" size="sm" onClick={() => setPickingTemplate(true)}>
          <FileText />
          {t('sendTemplate')}
        </Button>
        {templates}
      </div>
    );
  return (
    <form
      className={cn(
        'shrink-0 border-t bg-surface p-2 sm:px-4',
        isDropping && 'bg-accent-soft outline-2 outline-accent-text -outline-offset-4 outline-dashed',
      )}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDropping(false);
        attachments.add(event.dataTransfer.files);
      }}
    >
      {quote !== null && (
        <div className="mb-2 flex items-center gap-2 rounded-lg border-accent-text border-s-3 bg-sunken px-3 py-1.5">
          <p className="min-w-0 flex-1 truncate text-[0.8125rem] text-ink-soft">
            {quote.body ?? t(`type.${quote.type as 'image'}`, quote.type)}
          </p>
          <Button tone="quiet" size="icon-sm" aria-label={t('unquote')} onClick={onUnquote}>
            <X />
          </Button>
        </div>
      )}
      <SlashList replies={slash} field={field} />
      <Attachments list={attachments.list} onRemove={attachments.remove} onRetry={attachments.retry} />
      <div className="flex items-end gap-0.5 sm:gap-1">
        <Popover.Root>
          <Popover.Trigger asChild>
            <Button tone="quiet" size="icon" aria-label={t('emoji')}>
              <Smile />
            </Button>
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              side="top"
              align="start"
              sideOffset={8}
              aria-label={t('emoji')}
              className="z-50 focus:outline-none"
            >
              <EmojiPicker onPick={insert} />
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
        <AttachButton onFiles={attachments.add} />
        <CannedReplies conversationId={conversation.id} onPick={insert}>
          <Button tone="quiet" size="icon" aria-label={t('canned')}>
            <MessageSquareQuote />
          </Button>
        </CannedReplies>
        <Button
          tone="quiet"
          size="icon"
          aria-label={t('template')}
          className="hidden sm:inline-flex"
          onClick={() => setPickingTemplate(true)}
        >
          <FileText />
        </Button>
        <textarea
          ref={field}
          id="composer"
          rows={1}
          value={words}
          maxLength={LONGEST}
          aria-label={t('write')}
          placeholder={attachments.list.length > 0 ? t('caption') : hasRoom ? t('writeHint') : t('write')}
          {...slashProps(slash)}
          onChange={(event) => {
            write(event.target.value);
            onTyping();
          }}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0) return;
            event.preventDefault();
            attachments.add(event.clipboardData.files);
          }}
          onKeyDown={(event) => {
            if (slash.take(event)) return;
            const isSend = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
            if (!isSend) return;
            event.preventDefault();
            send();
          }}
          className="field-sizing-content mx-1 max-h-40 min-h-9 min-w-0 flex-1 resize-none rounded-lg border border-line-strong/60 bg-surface px-3 py-2 placeholder:text-ink-soft"
        />
        <Button
          type="submit"
          tone="accent"
          size="icon"
          aria-label={t('send')}
          disabled={!isReady}
          busy={isUploading}
        >
          {!isUploading && <SendHorizontal className="rtl:rotate-180" />}
        </Button>
      </div>
      {templates}
    </form>
  );
}
