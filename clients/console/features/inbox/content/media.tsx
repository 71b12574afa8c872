'use client';
import { useMutation } from '@tanstack/react-query';
import {
  Download,
  FileText,
  FileWarning,
  Image as ImageIcon,
  LoaderCircle,
  type LucideIcon,
  Mic,
  Sticker,
  Video,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Message } from '../../../../sdk/src/messages.ts';
import { useFormat } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { cn } from '../../../ui/cn.ts';
import { WhatsappText } from '../../../ui/whatsapp_text.tsx';
import { useClient } from '../../session/session.tsx';
import { type ShownFile, useFilesOf } from '../files.ts';
import { useLightbox } from '../lightbox.tsx';
import * as shapes from './shapes.ts';

const ICONS: Record<string, LucideIcon> = {
  image: ImageIcon,
  video: Video,
  audio: Mic,
  voice: Mic,
  document: FileText,
  sticker: Sticker,
};

/** A picture, film, recording or file with what is written under it. */
export function MediaContent({ message, part }: { message: Message; part: unknown }) {
  const { caption, filename, isVoice } = shapes.media(part);
  const [file] = useFilesOf(message.id);
  const { type } = message;
  return (
    <div className="grid gap-1.5">
      {file?.url ? (
        <Shown file={{ ...file, url: file.url }} type={type} alt={caption ?? ''} />
      ) : (
        <Absent file={file} type={isVoice ? 'voice' : type} name={filename ?? file?.filename ?? null} />
      )}
      {caption && <WhatsappText text={caption} />}
    </div>
  );
}

/** The files of a message whose type is another: the picture above a template's words. */
export function HeaderFile({ message }: { message: Message }) {
  const [file] = useFilesOf(message.id);
  if (!file?.url) return null;
  return (
    <div className="mb-1.5">
      <Shown file={{ ...file, url: file.url }} type={file.kind} alt="" />
    </div>
  );
}

type Ready = ShownFile & { url: string };

function Shown({ file, type, alt }: { file: Ready; type: string; alt: string }) {
  const { t } = useTranslation('inbox');
  const lightbox = useLightbox();
  switch (type) {
    case 'image':
      return (
        <button
          type="button"
          aria-label={alt === '' ? t('media.open') : t('media.openNamed', { name: alt })}
          onClick={() => lightbox(file.id)}
          className="block overflow-hidden rounded-lg focus-visible:-outline-offset-2"
        >
          <Picture file={file} alt={alt} className="h-52 w-72 max-w-full object-cover" />
        </button>
      );
    case 'sticker':
      return <Picture file={file} alt={t('type.sticker')} className="size-32 object-contain" />;
    case 'video':
      return (
        // biome-ignore lint/a11y/useMediaCaption: what people send has no captions
        <video
          src={file.url}
          controls
          preload="metadata"
          className="h-52 w-72 max-w-full rounded-lg bg-black"
        />
      );
    case 'audio':
    case 'voice':
      return (
        // biome-ignore lint/a11y/useMediaCaption: what people send has no captions
        <audio
          src={file.url}
          controls
          preload="none"
          className="h-10 w-68 max-w-full"
          aria-label={t('type.audio')}
        />
      );
    default:
      return <Paper file={file} />;
  }
}

function Picture({ file, alt, className }: { file: Ready; alt: string; className: string }) {
  const [isThere, setThere] = useState(false);
  return (
    <img
      src={file.url}
      alt={alt}
      loading="lazy"
      decoding="async"
      onLoad={() => setThere(true)}
      className={cn('rounded-lg transition-opacity', !isThere && 'animate-pulse bg-line/70', className)}
    />
  );
}

/** A file to keep: name, size, and its way onto the reader's device. */
function Paper({ file }: { file: Ready }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const name = file.filename ?? t('type.document');
  return (
    <a
      href={`${file.url}&download=${encodeURIComponent(name)}`}
      download={name}
      className="flex min-w-56 items-center gap-3 rounded-lg bg-sunken/70 p-2 hover:bg-sunken"
    >
      <Sign icon={FileText} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-ink-soft text-xs">
          {[file.mime_type?.split(/[;/]/)[1]?.toUpperCase().slice(-12), file.size && format.bytes(file.size)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <Download className="size-4 shrink-0 text-ink-soft" role="img" aria-label={t('media.download')} />
    </a>
  );
}

function Sign({ icon: Icon }: { icon: LucideIcon }) {
  return (
    <span className="grid size-10 shrink-0 place-items-center rounded-md bg-surface text-ink-soft">
      <Icon className="size-5" aria-hidden />
    </span>
  );
}

/** A file that is still on its way, or that could not be had. */
function Absent({ file, type, name }: { file: ShownFile | undefined; type: string; name: string | null }) {
  const { t } = useTranslation('inbox');
  const client = useClient();
  const retry = useMutation({
    mutationFn: (id: string) => client.media.retry(id),
    onError: (error) => toast.error(error.message),
  });
  const hasFailed = file?.state === 'failed';
  const title = name ?? t(`type.${type as 'image'}`);
  const about = hasFailed
    ? t(`media.error.${file.error as 'media_expired'}`, t('media.failed'))
    : file?.state === 'pending'
      ? t('media.pending')
      : '';
  return (
    <div className="flex min-w-56 items-center gap-3 rounded-lg bg-sunken/70 p-2">
      {file?.state === 'pending' ? (
        <span className="grid size-10 shrink-0 place-items-center text-ink-soft">
          <LoaderCircle className="size-5 motion-safe:animate-spin" aria-hidden />
        </span>
      ) : (
        <Sign icon={hasFailed ? FileWarning : (ICONS[type] ?? FileText)} />
      )}
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{title}</span>
        {about && <span className="block text-ink-soft text-xs">{about}</span>}
      </span>
      {hasFailed && file.direction === 'inbound' && (
        <Button size="sm" busy={retry.isPending} onClick={() => retry.mutate(file.id)}>
          {t('media.again')}
        </Button>
      )}
    </div>
  );
}
