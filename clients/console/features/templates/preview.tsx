'use client';
import {
  Clock,
  Copy,
  ExternalLink,
  FileText,
  Image as ImageIcon,
  MapPin,
  Phone,
  Reply,
  Video,
  Workflow,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../ui/cn.ts';
import { WhatsappText } from '../../ui/whatsapp_text.tsx';
import { fill, type TemplateButton, type TemplateShape } from './shape.ts';

const MEDIA = { IMAGE: ImageIcon, VIDEO: Video, GIF: Video, DOCUMENT: FileText, LOCATION: MapPin };
const BUTTONS: Record<string, typeof Reply> = {
  URL: ExternalLink,
  PHONE_NUMBER: Phone,
  COPY_CODE: Copy,
  OTP: Copy,
  FLOW: Workflow,
};
/** WhatsApp shows so many; the rest is behind a list. */
const SEEN_BUTTONS = 3;

interface PreviewProps {
  shape: TemplateShape;
  /** What blanks hold, by place (`body:1`, `card:0:body:1`); those without a value stay visible as blanks. */
  values?: Record<string, string>;
  /** Addresses of pictures, by place: `media` is the header's, `card:0:media` that of the first card. */
  pictures?: Record<string, string>;
  className?: string;
}

/** A template as it looks on the customer's phone. */
export function TemplatePreview({ shape, values = {}, pictures = {}, className }: PreviewProps) {
  const { t } = useTranslation('templates');
  const { header, footer, buttons, offer, cards, code } = shape;
  const body =
    code === null
      ? shape.body
      : [t('code.text', { code: '482913' }), code.isWarning && t('code.warning')].filter(Boolean).join(' ');
  const smallPrint = code?.minutes ? t('code.expires', { count: code.minutes }) : footer;
  return (
    <figure
      aria-label={t('preview')}
      className={cn(
        'min-w-0 rounded-xl bg-[oklch(0.93_0.018_85)] p-4 dark:bg-[oklch(0.2_0.012_200)]',
        className,
      )}
    >
      <div className="max-w-72 overflow-hidden rounded-lg rounded-ss-none bg-surface shadow-soft">
        <div className="grid gap-1.5 p-2.5">
          {header?.format === 'TEXT' && header.text !== '' && (
            <p className="font-semibold">
              <WhatsappText text={fill(header.text, values, 'header')} />
            </p>
          )}
          {header !== null && header.format !== 'TEXT' && (
            <Media format={header.format} picture={pictures.media} />
          )}
          {offer !== '' && (
            <div className="flex items-center gap-2.5 rounded-md bg-sunken p-2">
              <span className="grid size-9 shrink-0 place-items-center rounded-md bg-info-soft text-info">
                <Clock className="size-4" aria-hidden />
              </span>
              <span className="min-w-0">
                <span className="block truncate font-semibold">{offer}</span>
                <span className="block truncate text-ink-soft text-xs">{t('offerEnds')}</span>
              </span>
            </div>
          )}
          {body === '' ? (
            <p className="text-ink-soft italic">{t('bodyEmpty')}</p>
          ) : (
            <WhatsappText text={fill(body, values, 'body')} />
          )}
          {smallPrint !== '' && <p className="text-ink-soft text-xs">{smallPrint}</p>}
        </div>
        <Buttons buttons={buttons} />
      </div>
      {cards.length > 0 && (
        <ul
          aria-label={t('carousel.cards')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, for keys too
          tabIndex={0}
          className="mt-2 flex gap-2 overflow-x-auto pb-1"
        >
          {cards.map((card, i) => (
            <li key={i} className="w-44 shrink-0 overflow-hidden rounded-lg bg-surface shadow-soft">
              <div className="grid gap-1.5 p-2">
                <Media format={card.format} picture={pictures[`card:${i}:media`]} />
                <WhatsappText text={fill(card.body, values, `card:${i}:body`)} />
              </div>
              <Buttons buttons={card.buttons} />
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function Media({ format, picture }: { format: string; picture: string | undefined }) {
  const { t } = useTranslation('templates');
  const Icon = MEDIA[format as keyof typeof MEDIA] ?? FileText;
  /** The address that could not be shown: it may be one that is still being typed. */
  const [broken, setBroken] = useState<string | null>(null);
  if (picture !== undefined && picture !== broken && format === 'IMAGE')
    return (
      <img
        src={picture}
        alt=""
        onError={() => setBroken(picture)}
        className="max-h-40 w-full rounded-md object-cover"
      />
    );
  return (
    <div className="grid h-28 place-items-center rounded-md bg-sunken text-ink-soft">
      <Icon className="size-7" aria-label={t(`editor.format.${format as 'IMAGE'}`, format.toLowerCase())} />
    </div>
  );
}

function Buttons({ buttons }: { buttons: TemplateButton[] }) {
  const { t } = useTranslation('templates');
  if (buttons.length === 0) return null;
  const seen = buttons.length > SEEN_BUTTONS ? buttons.slice(0, SEEN_BUTTONS - 1) : buttons;
  return (
    <ul className="divide-y border-t">
      {seen.map((button, i) => {
        const Icon = BUTTONS[button.type.toUpperCase()] ?? Reply;
        return (
          <li
            key={`${i}${button.text}`}
            className="flex h-9 items-center justify-center gap-2 px-2 font-medium text-info"
          >
            <Icon className="size-4 shrink-0" aria-hidden />
            <span className="truncate">
              {button.text ||
                t(`editor.button.${button.type.toUpperCase() as 'COPY_CODE'}`, button.type.toLowerCase())}
            </span>
          </li>
        );
      })}
      {seen.length < buttons.length && (
        <li className="flex h-9 items-center justify-center px-2 font-medium text-info">
          {t('allButtons', { count: buttons.length })}
        </li>
      )}
    </ul>
  );
}
