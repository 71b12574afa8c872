'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CampaignMessage } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useClient } from '../session/session.tsx';

const SAMPLE = 500;

/** Why a message did not get through, in the words of who refused it. */
export function useReason(): (message: CampaignMessage) => string {
  const { t } = useTranslation('campaigns');
  return ({ skip_reason, error_message, error_code }) => {
    if (skip_reason !== null) return t(`reason.${skip_reason as 'duplicate'}`, skip_reason);
    if (error_message) return error_message;
    return error_code === null ? '' : t('page.code', { code: error_code });
  };
}

/** What went wrong, by reason, the most frequent first. */
export function Reasons({ campaignId, lost }: { campaignId: string; lost: number }) {
  const { t } = useTranslation('campaigns');
  const client = useClient();
  const format = useFormat();
  const reasonOf = useReason();
  const messages = useQuery({
    queryKey: ['campaign-reasons', campaignId, lost],
    queryFn: async () => {
      const [failed, skipped] = await Promise.all([
        client.campaigns.messages(campaignId, { status: 'failed', limit: SAMPLE }),
        client.campaigns.messages(campaignId, { status: 'skipped', limit: SAMPLE }),
      ]);
      return [...failed, ...skipped];
    },
    enabled: lost > 0,
    placeholderData: (old) => old,
  });
  const counts = new Map<string, { code: number | null; count: number }>();
  for (const message of messages.data ?? []) {
    const reason = reasonOf(message);
    const known = counts.get(reason);
    counts.set(reason, { code: message.error_code, count: (known?.count ?? 0) + 1 });
  }
  const reasons = [...counts].sort(([, a], [, b]) => b.count - a.count);
  const isPart = (messages.data?.length ?? 0) < lost && (messages.data?.length ?? 0) >= SAMPLE;
  return (
    <Card>
      <CardHeader
        title={t('page.reasons')}
        about={isPart && t('page.reasonsAbout', { count: messages.data?.length ?? 0 })}
      />
      {lost === 0 ? (
        <p className="px-4 pb-4 text-ink-soft">{t('page.reasonsNone')}</p>
      ) : messages.data === undefined ? (
        <Skeleton className="mx-4 mb-4 h-20" />
      ) : (
        <ul className="divide-y border-t">
          {reasons.map(([reason, { code, count }]) => (
            <li key={reason} className="flex items-start gap-3 px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="break-words">{reason}</p>
                {code !== null && <p className="text-ink-soft text-xs">{t('page.code', { code })}</p>}
              </div>
              <span className="tabular font-semibold">{format.count(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
