'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useMemo } from 'react';
import type { MessageMedia } from '../../../sdk/src/media.ts';
import type { Message } from '../../../sdk/src/messages.ts';
import { readAnew } from '../../lib/read_anew.ts';
import { useClient } from '../session/session.tsx';

/** The file of a message with the address under which it can be shown now; null as long as there is none. */
export type ShownFile = MessageMedia & { url: string | null };

const FILE_TYPES = ['image', 'video', 'audio', 'voice', 'document', 'sticker', 'template', 'interactive'];
/** Addresses are good for an hour and asked for anew before its end. */
const URL_MS = 50 * 60_000;
/** How many ids go into one request. */
const MOST_IDS = 100;

const filesKey = (conversationId: string) => ['thread-files', conversationId];

export const FilesContext = createContext<ReadonlyMap<string, ShownFile[]>>(new Map());

/** The files of a message, in order. */
export function useFilesOf(messageId: string): ShownFile[] {
  return use(FilesContext).get(messageId) ?? NONE;
}

const NONE: ShownFile[] = [];

/** An address that stays the same until it has to be renewed: a new one would load the picture again. */
const known = new Map<string, { url: string; until: number }>();

/** The files of the messages that are shown, by message. */
export function useThreadFiles(conversationId: string, messages: readonly Message[]) {
  const client = useClient();
  const queries = useQueryClient();
  const ids = messages.filter(({ type }) => FILE_TYPES.includes(type)).map(({ id }) => id);
  const files = useQuery({
    queryKey: [...filesKey(conversationId), ids],
    enabled: ids.length > 0,
    staleTime: URL_MS,
    refetchInterval: URL_MS,
    placeholderData: (old) => old,
    async queryFn() {
      const chunks = Array.from({ length: Math.ceil(ids.length / MOST_IDS) }, (_, i) =>
        client.media.ofMessages(ids.slice(i * MOST_IDS, (i + 1) * MOST_IDS)),
      );
      const found = (await Promise.all(chunks)).flat();
      const now = Date.now();
      const paths = found.flatMap(({ state, storage_path, direction }) =>
        storage_path !== null && (state === 'stored' || direction === 'outbound') ? [storage_path] : [],
      );
      const wanted = [...new Set(paths)].filter((path) => (known.get(path)?.until ?? 0) < now);
      for (const [path, url] of await client.media.urls(wanted))
        known.set(path, { url, until: now + URL_MS });
      return found.map(
        (file): ShownFile => ({
          ...file,
          url: file.storage_path === null ? null : (known.get(file.storage_path)?.url ?? null),
        }),
      );
    },
  });
  const byMessage = useMemo(
    () => Map.groupBy(files.data ?? [], ({ message_id }) => message_id),
    [files.data],
  );
  return {
    files: byMessage,
    reload: () => void readAnew(queries, filesKey(conversationId)),
  };
}
