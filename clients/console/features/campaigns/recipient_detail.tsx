'use client';
import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CampaignMessage } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { NavLink } from '../../ui/nav_link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { WhatsappText } from '../../ui/whatsapp_text.tsx';
import { useClient } from '../session/session.tsx';
import { useReason } from './reasons.tsx';

/** What one recipient got, step by step. */
export function RecipientDetail({ message }: { message: CampaignMessage }) {
  const { t } = useTranslation('campaigns');
  const client = useClient();
  const format = useFormat();
  const reason = useReason()(message);
  const text = useQuery({
    queryKey: ['message', message.message_id],
    queryFn: () => client.messages.get(message.message_id ?? ''),
    enabled: message.message_id !== null,
  });
  const timeline = useQuery({
    queryKey: ['recipient-timeline', message.campaign_id, message.contact_id, message.status],
    queryFn: () => client.campaigns.timeline(message.campaign_id, message.contact_id),
  });
  // The step that failed says it too, unless nothing was tried or Meta gave a code alone.
  const isToldBelow = timeline.data?.events.some(({ error_message }) => error_message === reason) ?? false;
  const facts = [
    {
      name: t('recipient.attempts'),
      value: message.attempts === null ? null : format.count(message.attempts),
    },
    {
      name: t('recipient.class'),
      value:
        message.error_class && t(`errorClass.${message.error_class as 'transient'}`, message.error_class),
    },
    { name: t('recipient.code'), value: message.error_code?.toString() },
    { name: t('recipient.wamid'), value: message.wamid },
  ].filter(({ value }) => value);
  return (
    <div className="grid gap-5">
      {message.message_id !== null &&
        (text.data === undefined ? (
          !text.error && <Skeleton className="h-24 w-full" />
        ) : (
          <div className="max-w-80 rounded-lg rounded-ss-none bg-bubble-out p-3">
            <WhatsappText text={text.data.body ?? ''} />
          </div>
        ))}
      {reason !== '' && !timeline.isPending && !isToldBelow && (
        <p className="rounded-lg bg-bad-soft px-3 py-2 text-bad">{reason}</p>
      )}
      {timeline.data === undefined ? (
        !timeline.error && <Skeleton className="h-32 w-full" />
      ) : (
        <ol className="grid gap-3">
          {timeline.data.events.map(({ event, at, error_message }, i) => (
            <li key={`${i}${event}`} className="grid grid-cols-[auto_1fr_auto] items-baseline gap-x-3">
              <span
                aria-hidden
                className={cn(
                  'size-2 rounded-full',
                  event === 'failed' || event === 'unknown' ? 'bg-bad' : 'bg-accent-text',
                )}
              />
              <span>{t(`happened.${event}`)}</span>
              <time dateTime={at} className="tabular text-ink-soft text-xs">
                {format.moment(at)}
              </time>
              {error_message !== undefined && (
                <span className="col-span-2 col-start-2 text-[0.8125rem] text-bad">{error_message}</span>
              )}
            </li>
          ))}
        </ol>
      )}
      {(text.error ?? timeline.error) && (
        <p role="alert" className="text-bad">
          {(text.error ?? timeline.error)?.message}
        </p>
      )}
      {facts.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 border-t pt-4">
          {facts.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="text-ink-soft">{name}</dt>
              <dd className="min-w-0 break-all">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <Button asChild className="justify-self-start">
        <NavLink href={`/contacts/view/?id=${message.contact_id}`}>
          <UserRound />
          {t('recipient.contact')}
        </NavLink>
      </Button>
    </div>
  );
}
