'use client';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import type { Json } from '../../../sdk/src/database.types.ts';
import type { Message, OutgoingMessage } from '../../../sdk/src/messages.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { isDraft } from './thread.ts';
import { createUnsent, type Unsent } from './unsent.ts';

/** What the composer sends: a type and Meta's object of that name. */
export interface Outgoing {
  type: string;
  content: Json;
  /** The words, as they are shown at once. */
  body: string | null;
  /** Meta's id of a message that is quoted. */
  quote?: string | null;
}

/**
 * Sends into a conversation. The message is shown at once and settled by the server's answer; until then the device keeps it, also
 * when the window is closed or the connection is gone.
 */
export function useSend(
  conversation: Conversation,
  put: (message: Message) => void,
  drop: (clientMessageId: string) => void,
) {
  const client = useClient();
  const { t } = useTranslation('inbox');
  const { organization } = useWorkspace();
  const unsent = useMemo(
    () => createUnsent(conversation.id, organization.member_id),
    [conversation.id, organization.member_id],
  );
  useEffect(() => {
    for (const one of unsent.left())
      put({ ...draftOf(conversation, one, 'failed'), error_message: t('unsent') });
  }, [unsent]);
  const { mutate } = useMutation({
    mutationFn: ({ type, content, quote, client_message_id }: Unsent) => {
      const message = {
        conversation_id: conversation.id,
        type,
        [type]: content,
        client_message_id,
        ...(quote && { context: { message_id: quote } }),
      } satisfies Record<string, unknown>;
      return client.messages.send(message as unknown as OutgoingMessage);
    },
    onMutate: (outgoing) => {
      unsent.begin(outgoing);
      put(draftOf(conversation, outgoing, 'queued'));
    },
    onSuccess: async ({ message_id }, { client_message_id }) => {
      unsent.end(client_message_id);
      put(await client.messages.get(message_id));
    },
    onError: (error, outgoing) => {
      unsent.fail(outgoing.client_message_id);
      put({ ...draftOf(conversation, outgoing, 'failed'), error_message: error.message });
      toast.error(error.message);
    },
  });
  const { mutate: react } = useMutation({
    mutationFn: ({ wamid, emoji }: { wamid: string; emoji: string }) =>
      client.messages.send({
        conversation_id: conversation.id,
        type: 'reaction',
        reaction: { message_id: wamid, emoji },
      }),
    onError: (error) => toast.error(error.message),
  });
  const { mutate: resend } = useMutation({
    mutationFn: (messageId: string) => client.messages.retry(messageId),
    onSuccess: async ({ message_id }, messageId) => {
      const [first, next] = await Promise.all([
        client.messages.get(messageId),
        client.messages.get(message_id),
      ]);
      put(first);
      put(next);
    },
    onError: (error) => toast.error(error.message),
  });
  return {
    send: useCallback(
      (outgoing: Outgoing) => mutate({ ...outgoing, client_message_id: crypto.randomUUID() }),
      [mutate],
    ),
    /**
     * Sends once more what failed: one that never reached the server under its old id, so that it cannot be sent twice; one that
     * Meta refused as a new message, which takes its place among what is undelivered.
     */
    retry: useCallback(
      (message: Message) => {
        if (!isDraft(message)) return resend(message.id);
        const content = message.content as Record<string, Json>;
        mutate({
          type: message.type,
          content: content[message.type] ?? {},
          body: message.body,
          quote: message.context_wamid,
          client_message_id: message.id,
        });
      },
      [mutate, resend],
    ),
    /** Gives up what never reached the server. */
    discard: useCallback(
      (message: Message) => {
        unsent.end(message.id);
        drop(message.id);
      },
      [unsent, drop],
    ),
    react: useCallback(
      (message: Message, emoji: string) => {
        if (message.wamid !== null) react({ wamid: message.wamid, emoji });
      },
      [react],
    ),
  };
}

/** The message as it looks until the server has answered. */
function draftOf(conversation: Conversation, outgoing: Unsent, status: string): Message {
  const now = new Date().toISOString();
  const { id, organization_id, brand_id, whatsapp_account_id, contact_id } = conversation;
  // Columns that only the server knows are missing until its answer takes the draft's place.
  return {
    id: outgoing.client_message_id,
    organization_id,
    brand_id,
    whatsapp_account_id,
    contact_id,
    conversation_id: id,
    campaign_id: null,
    direction: 'outbound',
    type: outgoing.type,
    body: outgoing.body,
    content: { [outgoing.type]: outgoing.content },
    status,
    wamid: null,
    client_message_id: outgoing.client_message_id,
    context_wamid: outgoing.quote ?? null,
    error_code: null,
    error_message: null,
    edited_at: null,
    revoked_at: null,
    reactions: [],
    occurred_at: now,
    created_at: now,
  } as unknown as Message;
}
