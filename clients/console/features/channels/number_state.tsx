'use client';
import { Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { WhatsappAccount } from '../../../sdk/src/whatsapp_accounts.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';

const CONNECTION: Record<string, Tone> = {
  connected: 'good',
  pending: 'info',
  disconnected: 'bad',
  restricted: 'bad',
  banned: 'bad',
};
const QUALITY: Record<string, Tone> = { GREEN: 'good', YELLOW: 'warn', RED: 'bad', UNKNOWN: 'neutral' };

/** Whether a number can send: connection, and a pause if there is one. */
export function NumberState({ account }: { account: WhatsappAccount }) {
  const { t } = useTranslation('channels');
  if (account.is_paused && account.connection_status === 'connected')
    return (
      <Badge tone="warn" title={account.pause_reason ?? undefined}>
        <Pause aria-hidden />
        {t('paused')}
      </Badge>
    );
  return (
    <Badge tone={CONNECTION[account.connection_status] ?? 'neutral'}>
      {t(`connection.${account.connection_status as 'connected'}`)}
    </Badge>
  );
}

/** How Meta rates the number. */
export function NumberQuality({ rating }: { rating: string }) {
  const { t } = useTranslation('channels');
  return (
    <Badge tone={QUALITY[rating] ?? 'neutral'}>
      {t('quality.label')}: {t(`quality.${rating as 'GREEN'}`)}
    </Badge>
  );
}
