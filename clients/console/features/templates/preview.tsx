'use client';
import { Copy, ExternalLink, FileText, Image as ImageIcon, MapPin, Phone, Reply, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../ui/cn.ts';
import { WhatsappText } from '../../ui/whatsapp_text.tsx';
import { fill, type TemplateShape } from './shape.ts';

const MEDIA = { IMAGE: ImageIcon, VIDEO: Video, DOCUMENT: FileText, LOCATION: MapPin };
const BUTTONS: Record<string, typeof Reply> = { URL: ExternalLink, PHONE_NUMBER: Phone, COPY_CODE: Copy };

interface PreviewProps {
  shape: TemplateShape;
  /** What the blanks of header and body hold; those without a value stay visible as blanks. */
  values?: Record<string, string>;
  className?: string;
}

/** A template as it looks on the customer's phone. */
export function TemplatePreview({ shape, values = {}, className }: PreviewProps) {
  const { t } = useTranslation('templates');
  const { header, body, footer, buttons } = shape;
  const Media = header === null ? undefined : MEDIA[header.format as keyof typeof MEDIA];
  return (
    <figure
      aria-label={t('preview')}
      className={cn('rounded-xl bg-[oklch(0.93_0.018_85)] p-4 dark:bg-[oklch(0.2_0.012_200)]', className)}
    >
      <div className="max-w-72 overflow-hidden rounded-lg rounded-ss-none bg-surface shadow-soft">
        <div className="grid gap-1.5 p-2.5">
          {header?.format === 'TEXT' && (
            <p className="font-semibold">
              <WhatsappText text={fill(header.text, values)} />
            </p>
          )}
          {Media && (
            <div className="grid h-28 place-items-center rounded-md bg-sunken text-ink-soft">
              <Media className="size-7" aria-label={header?.format.toLowerCase()} />
            </div>
          )}
          <WhatsappText text={fill(body, values)} />
          {footer !== '' && <p className="text-ink-soft text-xs">{footer}</p>}
        </div>
        {buttons.length > 0 && (
          <ul className="divide-y border-t">
            {buttons.map((button, i) => {
              const Icon = BUTTONS[button.type.toUpperCase()] ?? Reply;
              return (
                <li
                  key={`${i}${button.text}`}
                  className="flex h-9 items-center justify-center gap-2 font-medium text-info"
                >
                  <Icon className="size-4 shrink-0" aria-hidden />
                  <span className="truncate">{button.text}</span>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </figure>
  );
}
