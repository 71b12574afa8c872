'use client';
import { FileText, Paperclip, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../sdk/src/database.types.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Meter } from '../../ui/meter.tsx';
import { useClient } from '../session/session.tsx';
import type { Outgoing } from './send.ts';

/** Types that WhatsApp shows as what they are, and the megabytes that it takes; all else goes as a document. */
const KINDS = [
  { kind: 'image', types: /^image\/(jpeg|png)$/, megabytes: 5 },
  { kind: 'video', types: /^video\/(mp4|3gpp)$/, megabytes: 16 },
  { kind: 'audio', types: /^audio\/(aac|amr|mpeg|mp4|ogg)$/, megabytes: 16 },
] as const;

const ACCEPT =
  'image/jpeg,image/png,video/mp4,video/3gpp,audio/aac,audio/amr,audio/mpeg,audio/mp4,audio/ogg,text/plain,application/pdf,' +
  '.doc,.docx,.xls,.xlsx,.ppt,.pptx';

/** A file that is to be sent, and how far its upload is. */
export interface Attachment {
  id: string;
  file: File;
  kind: 'image' | 'video' | 'audio' | 'document';
  /** 0 to 1. */
  progress: number;
  /** Where it lies; null until it is there. */
  path: string | null;
  error: string | null;
  /** For pictures. */
  preview: string | null;
  stop: AbortController;
}

function kindOf(file: File): Attachment['kind'] {
  const found = KINDS.find(
    ({ types, megabytes }) => types.test(file.type) && file.size <= megabytes * 1024 * 1024,
  );
  return found?.kind ?? 'document';
}

/** Files that are uploaded while one still writes. */
export function useAttachments() {
  const client = useClient();
  const [list, setList] = useState<Attachment[]>([]);
  const latest = useRef(list);
  latest.current = list;
  useEffect(
    () => () => {
      for (const each of latest.current) release(each);
    },
    [],
  );
  const change = (id: string, changed: Partial<Attachment>) =>
    setList((old) => old.map((one) => (one.id === id ? { ...one, ...changed } : one)));
  const upload = (attachment: Attachment) => {
    const { id, file, stop } = attachment;
    change(id, { error: null, progress: 0 });
    client.media
      .upload(file, { onProgress: (progress) => change(id, { progress }), signal: stop.signal })
      .then((path) => change(id, { path, progress: 1 }))
      .catch((error: unknown) =>
        change(id, { error: error instanceof Error ? error.message : String(error) }),
      );
  };
  return {
    list,
    add(files: Iterable<File>) {
      const added = [...files].map((file): Attachment => {
        const kind = kindOf(file);
        return {
          id: crypto.randomUUID(),
          file,
          kind,
          progress: 0,
          path: null,
          error: null,
          preview: kind === 'image' ? URL.createObjectURL(file) : null,
          stop: new AbortController(),
        };
      });
      setList((old) => [...old, ...added]);
      for (const each of added) upload(each);
    },
    retry: upload,
    remove(id: string) {
      setList((old) => {
        for (const each of old) if (each.id === id) release(each);
        return old.filter((one) => one.id !== id);
      });
    },
    /** The messages of what is uploaded; the words go under the first that can bear them. */
    take(words: string): { outgoing: Outgoing[]; wordsLeft: string } {
      let left = words;
      const outgoing = list.map(({ kind, path, file }): Outgoing => {
        const caption = kind === 'audio' ? '' : left;
        if (kind !== 'audio') left = '';
        const content: Record<string, Json> = {
          path: path ?? '',
          ...(kind === 'document' && { filename: file.name }),
          ...(caption !== '' && { caption }),
        };
        return { type: kind, content, body: caption === '' ? null : caption };
      });
      for (const each of list) release(each);
      setList([]);
      return { outgoing, wordsLeft: left };
    },
  };
}

/** Ends what a file holds of the browser's; an upload that is done is not touched by it. */
function release({ preview, stop, path }: Attachment): void {
  if (preview !== null) URL.revokeObjectURL(preview);
  if (path === null) stop.abort();
}

export function AttachButton({ onFiles }: { onFiles: (files: Iterable<File>) => void }) {
  const { t } = useTranslation('inbox');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPT}
        aria-label={t('attach')}
        onChange={({ target }) => {
          onFiles(target.files ?? []);
          target.value = '';
        }}
      />
      <Button tone="quiet" size="icon" aria-label={t('attach')} onClick={() => input.current?.click()}>
        <Paperclip />
      </Button>
    </>
  );
}

interface AttachmentsProps {
  list: Attachment[];
  onRemove: (id: string) => void;
  onRetry: (attachment: Attachment) => void;
}

/** The files above the line that one writes in. */
export function Attachments({ list, onRemove, onRetry }: AttachmentsProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  if (list.length === 0) return null;
  return (
    <ul className="mb-2 flex flex-wrap gap-2" aria-label={t('attachments')}>
      {list.map((attachment) => {
        const { id, file, progress, path, error, preview } = attachment;
        return (
          <li
            key={id}
            className="relative flex w-60 items-center gap-2.5 rounded-lg border bg-surface p-1.5 pe-9"
          >
            {preview === null ? (
              <span className="grid size-10 shrink-0 place-items-center rounded-md bg-sunken text-ink-soft">
                <FileText className="size-5" aria-hidden />
              </span>
            ) : (
              <img src={preview} alt="" className="size-10 shrink-0 rounded-md object-cover" />
            )}
            <span className="min-w-0 flex-1">
              <span className="block truncate text-[0.8125rem]">{file.name}</span>
              {error === null ? (
                path === null ? (
                  <Meter label={t('uploading', { name: file.name })} value={progress} className="mt-1" />
                ) : (
                  <span className="block text-ink-soft text-xs">{format.bytes(file.size)}</span>
                )
              ) : (
                <button
                  type="button"
                  title={error}
                  onClick={() => onRetry(attachment)}
                  className="block max-w-full truncate text-bad text-xs underline"
                >
                  {t('uploadFailed')}
                </button>
              )}
            </span>
            <Button
              tone="quiet"
              size="icon-sm"
              className="absolute end-0.5 size-7"
              aria-label={t('detach', { name: file.name })}
              onClick={() => onRemove(id)}
            >
              <X />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
