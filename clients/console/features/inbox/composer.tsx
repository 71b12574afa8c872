'use client';
import { FileText, MessageSquareQuote, SendHorizontal, Smile, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import type { Message } from '../../../sdk/src/messages.ts';
import { recall, remember } from '../../lib/storage.ts';
import { Button } from '../../ui/button.tsx';
import { CannedReplies } from './canned_replies.tsx';
import type { Outgoing } from './send.ts';
import { TemplateDialog } from './template_dialog.tsx';
import { useWindow } from './window_countdown.tsx';

const EmojiPicker = dynamic(() => import('./emoji_picker.tsx').then((module) => module.EmojiPicker));

/** Meta's limit of a text. */
const LONGEST = 4096;

interface ComposerProps {
  conversation: Conversation;
  quote: Message | null;
  onUnquote: () => void;
  onSend: (outgoing: Outgoing) => void;
}

/** What one writes. Outside the 24-hour window only templates go. Unsent words are kept for when one comes back. */
export function Composer({ conversation, quote, onUnquote, onSend }: ComposerProps) {
  const { t } = useTranslation(['inbox', 'common']);
  const slot = `draft.${conversation.id}`;
  const [words, setWords] = useState(() => recall(slot) ?? '');
  const [isPickingTemplate, setPickingTemplate] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isOpen = useWindow(conversation.window_expires_at) > 0;
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
  const send = () => {
    const body = words.trim();
    if (body === '' || !isOpen) return;
    onSend({ type: 'text', content: { body }, body });
    write('');
    field.current?.focus();
  };
  return (
    <div className="shrink-0 border-t bg-surface px-2 pt-2 pb-2 sm:px-4">
      {quote !== null && (
        <div className="mb-2 flex items-center gap-2 rounded-lg border-accent-text border-s-3 bg-sunken px-3 py-1.5">
          <p className="min-w-0 flex-1 truncate text-[0.8125rem] text-ink-soft">{quote.body ?? quote.type}</p>
          <Button tone="quiet" size="icon-sm" aria-label={t('unquote')} onClick={onUnquote}>
            <X />
          </Button>
        </div>
      )}
      {isOpen ? (
        <form
          className="flex items-end gap-1"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <Popover.Root>
            <Popover.Trigger asChild>
              <Button tone="quiet" size="icon" aria-label={t('emoji')}>
                <Smile />
              </Button>
            </Popover.Trigger>
            <Popover.Portal>
              <Popover.Content side="top" align="start" sideOffset={8} className="z-50 focus:outline-none">
                <EmojiPicker onPick={insert} />
              </Popover.Content>
            </Popover.Portal>
          </Popover.Root>
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
            placeholder={t('write')}
            onChange={(event) => write(event.target.value)}
            onKeyDown={(event) => {
              const isSend = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
              if (!isSend) return;
              event.preventDefault();
              send();
            }}
            className="field-sizing-content max-h-40 min-h-9 flex-1 resize-none rounded-lg border border-line-strong/60 bg-surface px-3 py-2 placeholder:text-ink-soft"
          />
          <Button
            type="submit"
            tone="accent"
            size="icon"
            aria-label={t('send')}
            disabled={words.trim() === ''}
          >
            <SendHorizontal className="rtl:rotate-180" />
          </Button>
        </form>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-2 py-1">
          <p className="text-ink-soft">{t('windowClosedAbout')}</p>
          <Button tone="accent" size="sm" onClick={() => setPickingTemplate(true)}>
            <FileText />
            {t('sendTemplate')}
          </Button>
        </div>
      )}
      <TemplateDialog
        open={isPickingTemplate}
        onOpenChange={setPickingTemplate}
        conversation={conversation}
        onSend={onSend}
      />
    </div>
  );
}
