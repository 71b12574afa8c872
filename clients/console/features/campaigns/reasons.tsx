'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CampaignFailure, CampaignMessage } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';

/** Why a message did not get through, in the words of who refused it. */
export function useReason(): (message: CampaignMessage) => string {
  const { t } = useTranslation('campaigns');
  return ({ skip_reason, error_message, error_code }) => {
    if (skip_reason !== null) return t(`reason.${skip_reason as 'duplicate'}`, skip_reason);
    if (error_message) return error_message;
    return error_code === null ? '' : t('page.code', { code: error_code });
  };
}

/** What messages came to nothing of, counted anew whenever more are lost. */
export function useFailures(campaignId: string, lost: number) {
  const client = useClient();
  return useQuery({
    queryKey: ['campaign-failures', campaignId, lost],
    queryFn: () => client.campaigns.failures(campaignId),
    enabled: lost > 0,
    placeholderData: (old) => old,
  });
}

/** What went wrong, by reason, the most frequent first. */
export function Reasons({ campaignId, lost }: { campaignId: string; lost: number }) {
  const { t } = useTranslation('campaigns');
  const failures = useFailures(campaignId, lost);
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('page.reasons')} />
      {lost === 0 ? (
        <p className="px-4 pb-4 text-ink-soft">{t('page.reasonsNone')}</p>
      ) : failures.error ? (
        <Problem error={failures.error} retry={() => void failures.refetch()} className="py-6" />
      ) : failures.data === undefined ? (
        <Skeleton className="mx-4 mb-4 h-20" />
      ) : (
        <ul className="divide-y border-t">
          {[...failures.data]
            .sort((a, b) => b.messages - a.messages)
            .map((one) => (
              <Reason key={`${one.kind}.${one.reason}.${one.error_code}`} failure={one} />
            ))}
        </ul>
      )}
    </Card>
  );
}

function Reason({ failure }: { failure: CampaignFailure }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { kind, reason, error_code: code, example, messages } = failure;
  const words =
    kind === 'skipped'
      ? t(`reason.${reason as 'duplicate'}`, reason)
      : t(`errorClass.${reason as 'transient'}`, reason);
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="break-words">{example ?? words}</p>
        <p className="mt-1 flex flex-wrap gap-1.5 text-ink-soft text-xs">
          {example !== null && <Badge>{words}</Badge>}
          {code !== null && <span className="py-0.5">{t('page.code', { code })}</span>}
        </p>
      </div>
      <span className="tabular font-semibold">{format.count(messages)}</span>
    </li>
  );
}
