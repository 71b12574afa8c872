'use client';
import { useMutation } from '@tanstack/react-query';
import { Ban, ChevronLeft, Pause, Play, Rocket, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Campaign, CampaignStats } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { LiveBadge } from '../shell/live_badge.tsx';
import { useCampaign } from './data.ts';
import { Funnel } from './funnel.tsx';
import { Pace } from './pace.tsx';
import { Reasons } from './reasons.tsx';
import { Recipients } from './recipients.tsx';
import { CampaignStatus } from './status.tsx';

/** One campaign while it runs and afterwards. */
export function CampaignPage({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { campaign, stats, live, reload } = useCampaign(campaignId);
  if (campaign.error) return <Problem error={campaign.error} retry={() => void campaign.refetch()} />;
  const row = campaign.data;
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
            {row?.name ?? <Skeleton className="h-7 w-64" />}
          </h1>
          {row && <CampaignStatus status={stats.data?.status ?? row.status} />}
          {row?.status === 'scheduled' && row.scheduled_at && (
            <span className="text-ink-soft">
              {t('page.scheduledFor', { time: format.moment(row.scheduled_at) })}
            </span>
          )}
          <LiveBadge state={live} />
        </div>
        {row && <Actions campaign={row} stats={stats.data} onChanged={reload} />}
      </header>
      {row?.failure_reason && (
        <p role="alert" className="mb-4 rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {t('page.failure', { reason: row.failure_reason })}
        </p>
      )}
      {row === undefined || stats.data === undefined ? (
        <Skeleton className="h-72 w-full rounded-xl" />
      ) : (
        <div className="grid gap-4">
          <Pace campaign={row} stats={stats.data} />
          <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
            <Card>
              <CardHeader title={t('page.funnel')} />
              <div className="px-4 pb-4">
                <Funnel counts={stats.data} />
              </div>
            </Card>
            <Reasons campaignId={campaignId} lost={stats.data.failed + stats.data.skipped} />
          </div>
          {stats.data.audience > 0 && <Recipients campaignId={campaignId} stats={stats.data} />}
        </div>
      )}
    </div>
  );
}

interface ActionsProps {
  campaign: Campaign;
  stats: CampaignStats | undefined;
  onChanged: () => void;
}

function Actions({ campaign, stats, onChanged }: ActionsProps) {
  const { t } = useTranslation('campaigns');
  const client = useClient();
  const { may } = useWorkspace();
  const [isAsking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (verb: 'pause' | 'resume' | 'cancel' | 'launch' | 'unschedule') =>
      client.campaigns[verb](campaign.id),
    onSettled: onChanged,
    onError: (error) => toast.error(error.message),
  });
  if (!may('campaigns.launch')) return null;
  const status = stats?.status ?? campaign.status;
  const isOn = (verb: string) => change.isPending && change.variables === verb;
  return (
    <div className="flex gap-2">
      {status === 'draft' && (
        <Button tone="accent" busy={isOn('launch')} onClick={() => change.mutate('launch')}>
          <Rocket />
          {t('page.launch')}
        </Button>
      )}
      {status === 'running' && (
        <Button busy={isOn('pause')} onClick={() => change.mutate('pause')}>
          <Pause />
          {t('page.pause')}
        </Button>
      )}
      {status === 'paused' && (
        <Button tone="accent" busy={isOn('resume')} onClick={() => change.mutate('resume')}>
          <Play />
          {t('page.resume')}
        </Button>
      )}
      {status === 'scheduled' && (
        <Button busy={isOn('unschedule')} onClick={() => change.mutate('unschedule')}>
          <Undo2 />
          {t('page.unschedule')}
        </Button>
      )}
      {['running', 'paused', 'launching', 'scheduled'].includes(status) && (
        <Button tone="danger" onClick={() => setAsking(true)}>
          <Ban />
          {t('page.cancel')}
        </Button>
      )}
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('page.cancelTitle')}
        about={t('page.cancelAbout')}
        className="max-w-md"
      >
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAsking(false)}>{t('page.cancelNo')}</Button>
          <Button
            tone="danger"
            busy={isOn('cancel')}
            onClick={() => change.mutate('cancel', { onSettled: () => setAsking(false) })}
          >
            {t('page.cancelYes')}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
