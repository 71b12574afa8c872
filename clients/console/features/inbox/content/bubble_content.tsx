'use client';
import { List, Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../../sdk/src/messages.ts';
import { WhatsappText } from '../../../ui/whatsapp_text.tsx';
import { ContactCards, FlowReply, LocationCard, OrderCard } from './cards.tsx';
import { HeaderFile, MediaContent } from './media.tsx';
import * as shapes from './shapes.ts';

const MEDIA = ['image', 'video', 'audio', 'voice', 'document', 'sticker'];

/** What a message says, whatever its type. */
export function BubbleContent({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const { type, body } = message;
  const content = (typeof message.content === 'object' ? message.content : {}) as Record<string, unknown>;
  const part = content[type];
  if (message.revoked_at !== null) return <p className="text-ink-soft italic">{t('type.deleted')}</p>;
  if (MEDIA.includes(type)) return <MediaContent message={message} part={part} />;
  switch (type) {
    case 'text':
      return <WhatsappText text={body ?? ''} />;
    case 'location': {
      const location = shapes.location(part);
      if (location !== null) return <LocationCard location={location} />;
      break;
    }
    case 'contacts':
      return <ContactCards contacts={shapes.contacts(part)} />;
    case 'order':
      return <OrderCard order={shapes.order(part)} />;
    case 'interactive':
      return (
        <>
          <HeaderFile message={message} />
          <Interactive interactive={shapes.interactive(part)} body={body} />
        </>
      );
    case 'button':
      return <Tapped text={body ?? ''} />;
    case 'template':
      return (
        <>
          <HeaderFile message={message} />
          {body ? <WhatsappText text={body} /> : null}
          <p className="mt-1 text-ink-soft text-xs">
            {t('type.template', { name: shapes.templateName(part) })}
          </p>
        </>
      );
    case 'system':
      return <p className="text-ink-soft italic">{body ?? t('type.system')}</p>;
    case 'reaction':
      return <p className="text-2xl">{body}</p>;
  }
  const kind = shapes.unsupportedType(content.unsupported) ?? type;
  return <p className="text-ink-soft italic">{body ?? t('type.unsupported', { kind })}</p>;
}

function Tapped({ text, about }: { text: string; about?: string | null | undefined }) {
  return (
    <div className="flex items-start gap-2">
      <Reply className="mt-0.5 size-4 shrink-0 text-ink-soft" aria-hidden />
      <div>
        <p>{text}</p>
        {about && <p className="text-ink-soft text-xs">{about}</p>}
      </div>
    </div>
  );
}

interface InteractiveProps {
  interactive: ReturnType<typeof shapes.interactive>;
  body: string | null;
}

function Interactive({ interactive, body }: InteractiveProps) {
  const { tapped, form, header, footer, buttons, link, listButton, rows } = interactive;
  if (tapped) return <Tapped text={tapped.title ?? body ?? ''} about={tapped.description} />;
  if (form !== null) return <FlowReply json={form} />;
  return (
    <>
      {header && <p className="font-semibold">{header}</p>}
      <WhatsappText text={interactive.body ?? body ?? ''} />
      {footer && <p className="mt-1 text-ink-soft text-xs">{footer}</p>}
      {listButton && (
        <details className="-mx-2.5 mt-2 border-t px-2.5 pt-2">
          <summary className="flex cursor-pointer items-center justify-center gap-2 font-medium text-info">
            <List className="size-4" aria-hidden />
            {listButton}
          </summary>
          <ul className="mt-2 grid gap-1">
            {rows.map(({ title, description }, i) => (
              <li key={`${i}${title}`}>
                {title}
                {description && <span className="block text-ink-soft text-xs">{description}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {[...buttons, ...(link ? [link] : [])].map((title) => (
        <p key={title} className="-mx-2.5 mt-2 border-t px-2.5 pt-2 text-center font-medium text-info">
          {title}
        </p>
      ))}
    </>
  );
}
