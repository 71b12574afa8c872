'use client';
import { List, Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../../sdk/src/messages.ts';
import { WhatsappText } from '../../../ui/whatsapp_text.tsx';
import { ContactCards, FlowReply, LocationCard, OrderCard } from './cards.tsx';
import { MediaContent } from './media.tsx';
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
      const found = shapes.location.safeParse(part);
      if (found.success) return <LocationCard location={found.data} />;
      break;
    }
    case 'contacts': {
      const found = shapes.contacts.safeParse(part);
      if (found.success) return <ContactCards contacts={found.data} />;
      break;
    }
    case 'order': {
      const found = shapes.order.safeParse(part);
      if (found.success) return <OrderCard order={found.data} />;
      break;
    }
    case 'interactive': {
      const found = shapes.interactive.safeParse(part);
      if (found.success) return <Interactive interactive={found.data} body={body} />;
      break;
    }
    case 'button':
      return <Tapped text={body ?? ''} />;
    case 'template': {
      const found = shapes.template.safeParse(part);
      return (
        <>
          {body ? <WhatsappText text={body} /> : null}
          <p className="mt-1 text-ink-soft text-xs">{t('type.template', { name: found.data?.name ?? '' })}</p>
        </>
      );
    }
    case 'system':
      return <p className="text-ink-soft italic">{body ?? t('type.system')}</p>;
    case 'reaction':
      return <p className="text-2xl">{body}</p>;
  }
  const kind = shapes.unsupported.safeParse(content.unsupported).data?.type ?? type;
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

type InteractiveShape = ReturnType<typeof shapes.interactive.parse>;

function Interactive({ interactive, body }: { interactive: InteractiveShape; body: string | null }) {
  const { button_reply, list_reply, nfm_reply, header, footer, action } = interactive;
  if (button_reply) return <Tapped text={button_reply.title ?? body ?? ''} />;
  if (list_reply) return <Tapped text={list_reply.title ?? body ?? ''} about={list_reply.description} />;
  if (nfm_reply) return <FlowReply json={nfm_reply.response_json ?? ''} />;
  const buttons = action?.buttons?.map(({ reply }) => reply?.title ?? '') ?? [];
  const link = action?.parameters?.display_text ?? action?.parameters?.flow_cta;
  return (
    <>
      {header?.text && <p className="font-semibold">{header.text}</p>}
      <WhatsappText text={interactive.body?.text ?? body ?? ''} />
      {footer?.text && <p className="mt-1 text-ink-soft text-xs">{footer.text}</p>}
      {action?.button && (
        <details className="-mx-2.5 mt-2 border-t px-2.5 pt-2">
          <summary className="flex cursor-pointer items-center justify-center gap-2 font-medium text-info">
            <List className="size-4" aria-hidden />
            {action.button}
          </summary>
          <ul className="mt-2 grid gap-1">
            {action.sections?.flatMap((section) =>
              (section.rows ?? []).map((row) => (
                <li key={`${section.title}${row.title}`}>
                  {row.title}
                  {row.description && <span className="block text-ink-soft text-xs">{row.description}</span>}
                </li>
              )),
            )}
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
