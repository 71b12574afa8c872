'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { CannedReply } from '../../../sdk/src/canned_replies.ts';
import { Input } from '../../ui/field.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

interface CannedProps {
  conversationId: string;
  onPick: (body: string) => void;
  /** The button that opens the list. */
  children: ReactNode;
}

/**
 * Answers that are kept ready.
 * @param isWanted whether somebody looks at them now
 * @param onPick gets the text for this contact: the database fills in the name and the like
 */
export function useCannedReplies(conversationId: string, isWanted: boolean, onPick: (body: string) => void) {
  const client = useClient();
  const { brand } = useWorkspace();
  const replies = useQuery({
    queryKey: ['canned-replies', brand.id],
    queryFn: () => client.cannedReplies.list(),
    enabled: isWanted,
  });
  const { mutate: render } = useMutation({
    mutationFn: ({ id }: CannedReply) => client.cannedReplies.render(id, conversationId),
    onSuccess: onPick,
    onError: (error) => toast.error(error.message),
  });
  return { replies: replies.data, render };
}

/** The replies behind a button. */
export function CannedReplies({ conversationId, onPick, children }: CannedProps) {
  const { t } = useTranslation('inbox');
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const { replies, render } = useCannedReplies(conversationId, isOpen, onPick);
  const wanted = words.toLowerCase();
  const shown = replies?.filter(({ shortcut, body }) => `${shortcut} ${body}`.toLowerCase().includes(wanted));
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          align="start"
          sideOffset={8}
          aria-label={t('canned')}
          className="z-50 w-80 max-w-[calc(100vw-1.5rem)] rounded-xl border bg-raised p-2 shadow-float focus:outline-none"
        >
          <Input
            aria-label={t('cannedSearch')}
            placeholder={t('cannedSearch')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <ul className="mt-1 max-h-64 overflow-y-auto">
            {shown?.length === 0 && <li className="p-3 text-center text-ink-soft">{t('cannedNone')}</li>}
            {shown?.map((reply) => (
              <li key={reply.id}>
                <button
                  type="button"
                  onClick={() => {
                    setOpen(false);
                    render(reply);
                  }}
                  className="grid w-full rounded-lg px-2.5 py-1.5 text-start hover:bg-sunken"
                >
                  <span className="font-medium">/{reply.shortcut}</span>
                  <span className="line-clamp-2 text-ink-soft">{reply.body}</span>
                </button>
              </li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
