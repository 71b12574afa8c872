'use client';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../sdk/src/contacts.ts';
import type { DeadLetter } from '../../../sdk/src/messages.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { nameOf } from '../contacts/name.ts';
import type { ErrorClass } from './data.ts';

/** Messages of campaigns are sent again by their campaign, which counts them. */
export function isRetriedHere({ campaign_id }: DeadLetter): boolean {
  return campaign_id === null;
}

interface RowProps {
  row: DeadLetter;
  contact: Contact | undefined;
  /** The name of the campaign it belongs to. */
  campaign: string | undefined;
  /** Why it could not be sent again just now. */
  refused: string | undefined;
  isChosen: boolean;
  isBusy: boolean;
  /** Null for somebody who may not send. */
  onChoose: ((id: string, isChosen: boolean) => void) | null;
  onRetry: () => void;
}

/** One message: to whom, what it said, why it failed. */
export function DeadLetterRow(props: RowProps) {
  const { row, contact, campaign, refused, isChosen, isBusy, onChoose, onRetry } = props;
  const { t } = useTranslation(['undelivered', 'campaigns', 'common']);
  const format = useFormat();
  const name = (contact && nameOf(contact)) ?? t('common:contactUnknown');
  const type = row.type ?? '';
  const errorClass = (row.error_class ?? 'permanent') as ErrorClass;
  const id = row.message_id ?? '';
  const isHere = isRetriedHere(row);
  const address = row.conversation_id
    ? `/inbox/?c=${row.conversation_id}`
    : `/contacts/view/?id=${row.contact_id}`;
  return (
    <li className="flex items-start gap-3 px-4 py-3 hover:bg-sunken/40">
      {onChoose !== null && (
        <input
          type="checkbox"
          className="mt-1 size-4 shrink-0 accent-(--accent) disabled:invisible"
          aria-label={t('choose', { name })}
          disabled={!isHere || isBusy}
          checked={isChosen}
          onChange={({ target }) => onChoose(id, target.checked)}
        />
      )}
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1.5 md:grid-cols-[1fr_1.2fr]">
        <div className="min-w-0">
          <p className="flex items-baseline gap-2">
            <NavLink href={address} className="min-w-0 truncate font-medium hover:underline">
              {name}
            </NavLink>
            {row.failed_at !== null && (
              <time dateTime={row.failed_at} className="tabular whitespace-nowrap text-ink-soft text-xs">
                {format.recent(row.failed_at)}
              </time>
            )}
          </p>
          <p className="line-clamp-2 break-words text-ink-soft">
            {row.body ?? t(`type.${type as 'image'}`, type)}
          </p>
          {!isHere && (
            <p className="truncate text-[0.8125rem]">
              <NavLink
                href={`/campaigns/view/?id=${row.campaign_id}`}
                className="text-accent-text underline underline-offset-2"
              >
                {campaign === undefined ? t('ofCampaign') : t('ofCampaignNamed', { name: campaign })}
              </NavLink>
            </p>
          )}
        </div>
        <div className="min-w-0">
          <p className="break-words">{row.error_message || t('noReason')}</p>
          <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-soft text-xs">
            <Badge>{t(`campaigns:errorClass.${errorClass}`, errorClass)}</Badge>
            {row.error_code !== null && <span>{t('campaigns:page.code', { code: row.error_code })}</span>}
            {(row.attempts ?? 0) > 1 && <span>{t('tries', { count: row.attempts ?? 0 })}</span>}
          </p>
          {refused !== undefined && (
            <p role="alert" className="mt-1.5 break-words text-[0.8125rem] text-bad">
              {t('refused', { reason: refused })}
            </p>
          )}
        </div>
      </div>
      {onChoose !== null && isHere && (
        <Button
          size="icon-sm"
          tone="quiet"
          aria-label={t('againTo', { name })}
          title={t('again')}
          disabled={isBusy}
          onClick={onRetry}
        >
          <RotateCcw />
        </Button>
      )}
      {onChoose !== null && !isHere && <span className="w-8 shrink-0" />}
    </li>
  );
}
