'use client';
import { FileText, Image as ImageIcon, type LucideIcon, Mic, Sticker, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../../sdk/src/messages.ts';
import { WhatsappText } from '../../../ui/whatsapp_text.tsx';
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
  const { t } = useTranslation('inbox');
  const found = shapes.media.safeParse(part).data;
  const { type } = message;
  const Icon = ICONS[type] ?? FileText;
  const caption = found?.caption;
  return (
    <div className="grid gap-1.5">
      <div className="flex min-w-48 items-center gap-3 rounded-md bg-sunken/70 p-2">
        <span className="grid size-10 shrink-0 place-items-center rounded-md bg-surface text-ink-soft">
          <Icon className="size-5" aria-hidden />
        </span>
        <span className="min-w-0">
          <span className="block truncate font-medium">
            {found?.filename ?? t(`type.${(found?.voice ? 'voice' : type) as 'image'}`)}
          </span>
          <span className="block truncate text-ink-soft text-xs">{found?.mime_type?.split(';')[0]}</span>
        </span>
      </div>
      {caption && <WhatsappText text={caption} />}
    </div>
  );
}
