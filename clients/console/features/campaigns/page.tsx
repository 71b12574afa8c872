'use client';
import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Card, CardHeader } from '../../ui/card.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Denied, Gone, Problem } from '../../ui/states.tsx';
import { StopNotice } from '../sending/stop_notice.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { LiveBadge } from '../shell/live_badge.tsx';
import { CampaignActions } from './actions.tsx';
import { useCampaign } from './data.ts';
import { DraftPage } from './draft_page.tsx';
import { CampaignFacts } from './facts.tsx';
import { Funnel } from './funnel.tsx';
import { Pace } from './pace.tsx';
import { Reasons } from './reasons.tsx';
import { Recipients } from './recipients.tsx';
import { ScheduledFor } from './scheduled_for.tsx';
import { Shares } from './shares.tsx';
import { CampaignStatus } from './status.tsx';

/** One campaign: what a launch would do, then how it runs, then what came of it. */
export function CampaignPage({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation(['campaigns', 'common']);
  const { brand, may } = useWorkspace();
  const { campaign, stats, live, reload } = useCampaign(campaignId);
  if (!may('campaigns.view')) return <Denied />;
  const error = campaign.error ?? stats.error;
  if (error) return <Problem error={error} retry={reload} />;
  const row = campaign.data;
  if (row && row.brand_id !== brand.id) return <Gone />;
  const status = stats.data?.status ?? row?.status;
  const isWaiting = status === 'draft' || status === 'scheduled';
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-4 pb-10 sm:px-6">
      <NavLink
        href="/campaigns/"
        className="mb-2 inline-flex items-center gap-1 rounded text-[0.8125rem] text-ink-soft hover:text-ink"
      >
        <ChevronLeft className="size-4 rtl:rotate-180" aria-hidden />
        {t('title')}
      </NavLink>
      <header className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="max-w-full truncate font-semibold text-xl tracking-tight">
            {row?.name ?? (
              <>
                <span className="sr-only">{t('common:loading')}</span>
                <Skeleton className="h-7 w-64" />
              </>
            )}
          </h1>
          {row && <CampaignStatus status={status ?? row.status} />}
          {row?.status === 'scheduled' && (
            <span className="text-ink-soft">
              <ScheduledFor campaign={row} />
            </span>
          )}
          <LiveBadge state={live} />
        </div>
        {row && <CampaignActions campaign={row} stats={stats.data} onChanged={reload} />}
      </header>
      <StopNotice />
      {row?.failure_reason && (
        <p role="alert" className="mb-4 rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {t('page.failure', { reason: row.failure_reason })}
        </p>
      )}
      {status === 'paused' && row?.pause_reason && (
        <p role="alert" className="mb-4 rounded-xl bg-warn-soft px-4 py-3 text-warn">
          {t('page.pausedBecause', { reason: row.pause_reason })}
        </p>
      )}
      {row === undefined || stats.data === undefined ? (
        <Skeleton className="h-72 w-full rounded-xl" />
      ) : isWaiting ? (
        <DraftPage campaign={row} onChanged={reload} />
      ) : (
        <div className="grid gap-4">
          <Pace campaign={row} stats={stats.data} />
          <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
            <div className="grid min-w-0 gap-4">
              <Card>
                <CardHeader title={t('page.funnel')} />
                <div className="px-4 pb-4">
                  <Funnel counts={stats.data} />
                </div>
              </Card>
              <Shares campaign={row} stats={stats.data} onChanged={reload} />
              {stats.data.audience > 0 && <Recipients campaignId={campaignId} stats={stats.data} />}
            </div>
            <div className="grid min-w-0 gap-4">
              <Reasons campaignId={campaignId} lost={stats.data.failed + stats.data.skipped} />
              <CampaignFacts campaign={row} />
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
