'use client';
import { subDays } from 'date-fns';
import dynamic from 'next/dynamic';
import { useTranslation } from 'react-i18next';
import type { CampaignSummary } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Meter } from '../../ui/meter.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { WhenSeen } from '../../ui/when_seen.tsx';
import { UsageMeter } from '../billing/usage_meter.tsx';
import { progressOf, useCampaigns } from '../campaigns/data.ts';
import { Funnel, sumOf } from '../campaigns/funnel.tsx';
import { CampaignStatus } from '../campaigns/status.tsx';
import { useNumbers } from '../channels/data.ts';
import { NumberQuality, NumberState } from '../channels/number_state.tsx';
import { StopNotice } from '../sending/stop_notice.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { AlertText } from '../shell/alert_text.tsx';
import { useAlerts } from '../shell/alerts.ts';
import { LiveBadge } from '../shell/live_badge.tsx';
import { FirstSteps } from './first_steps.tsx';
import { Waiting } from './waiting.tsx';

const CHART_ROOM = <Skeleton className="h-56 w-full" />;
const DayChart = dynamic(() => import('./day_chart.tsx').then((module) => module.DayChart), {
  ssr: false,
  loading: () => CHART_ROOM,
});

const DAYS = 14;
const ACTIVE = ['launching', 'running', 'paused'];
const startOf = (campaign: CampaignSummary) => campaign.started_at ?? campaign.created_at;

export function Dashboard() {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { brand, hasBrands } = useWorkspace();
  const { list, isCounting, campaigns: rows = [], stats, live, mayView } = useCampaigns();
  const countsOf = (some: CampaignSummary[]) =>
    some.map(({ id }) => stats[id]).filter((one) => one !== undefined);
  const day = format.dayKey(new Date());
  const today = rows.filter((one) => one.status !== 'draft' && format.dayKey(startOf(one)) === day);
  const active = rows.filter(({ status }) => ACTIVE.includes(status));
  const sum = sumOf(countsOf(today));
  const since = subDays(new Date(), DAYS);
  const recent = rows.filter((one) => one.status !== 'draft' && new Date(startOf(one)) > since);
  return (
    <Page
      title={t('title')}
      about={hasBrands ? brand.name : undefined}
      actions={mayView && <LiveBadge state={live} />}
    >
      <StopNotice />
      <FirstSteps />
      <div className="grid items-start gap-4 xl:grid-cols-[1fr_20rem]">
        <div className="grid min-w-0 gap-4">
          {mayView && list.error && <Problem error={list.error} retry={() => void list.refetch()} />}
          {mayView && !list.error && (
            <>
              <Stats queue={sumOf(countsOf(active)).queued} sum={sum} isLoading={isCounting} />
              <Card>
                <CardHeader title={t('today')} />
                <div className="px-4 pb-4">
                  {isCounting ? (
                    <Skeleton className="h-44 w-full" />
                  ) : today.length === 0 ? (
                    <p className="text-ink-soft">{t('todayNone')}</p>
                  ) : (
                    <Funnel counts={sum} />
                  )}
                </div>
              </Card>
              {(isCounting || recent.length > 0) && (
                <Card>
                  <CardHeader title={t('days')} />
                  <div className="px-2 pb-3">
                    {isCounting ? (
                      CHART_ROOM
                    ) : (
                      <WhenSeen placeholder={CHART_ROOM}>
                        <DayChart
                          days={DAYS}
                          campaigns={recent.map((one) => ({ at: startOf(one), stats: stats[one.id] }))}
                        />
                      </WhenSeen>
                    )}
                  </div>
                </Card>
              )}
              <Running campaigns={active} stats={stats} />
            </>
          )}
          <Waiting />
        </div>
        <div className="grid min-w-0 gap-4 md:grid-cols-2 xl:grid-cols-1">
          <Alerts />
          <Numbers />
          <PlanUsage />
        </div>
      </div>
    </Page>
  );
}

function Stats({
  queue,
  sum,
  isLoading,
}: {
  queue: number;
  sum: ReturnType<typeof sumOf>;
  isLoading: boolean;
}) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const share = (value: number) => (sum.accepted === 0 ? '' : format.percent(value / sum.accepted));
  const tiles = [
    { name: 'sent', value: sum.sent, about: '' },
    { name: 'delivered', value: sum.delivered, about: share(sum.delivered) },
    { name: 'read', value: sum.read, about: share(sum.read) },
    { name: 'queue', value: queue, about: '' },
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border bg-line shadow-soft md:grid-cols-4">
      {tiles.map(({ name, value, about }) => (
        <div key={name} className="bg-surface px-4 py-3">
          <dt className="truncate text-[0.8125rem] text-ink-soft">{t(`stat.${name}`)}</dt>
          <dd className="tabular mt-1 flex items-baseline gap-2 font-semibold text-2xl tracking-tight">
            {isLoading ? <Skeleton className="h-8 w-20" /> : format.short(value)}
            <span className="font-normal text-ink-soft text-sm tracking-normal">{about}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Running({
  campaigns,
  stats,
}: {
  campaigns: CampaignSummary[];
  stats: ReturnType<typeof useCampaigns>['stats'];
}) {
  const { t } = useTranslation(['dashboard', 'campaigns']);
  const format = useFormat();
  return (
    <Card>
      <CardHeader title={t('running')} />
      {campaigns.length === 0 ? (
        <p className="px-4 pb-4 text-ink-soft">{t('runningNone')}</p>
      ) : (
        <ul className="divide-y border-t">
          {campaigns.map((campaign) => {
            const counts = stats[campaign.id];
            const progress = counts === undefined ? 0 : progressOf(counts);
            return (
              <li key={campaign.id} className="relative flex items-center gap-4 px-4 py-3 hover:bg-sunken/50">
                <NavLink
                  href={`/campaigns/view/?id=${campaign.id}`}
                  className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0"
                >
                  {campaign.name}
                </NavLink>
                <Meter
                  label={t('campaigns:progressOf', { name: campaign.name })}
                  value={progress}
                  className="w-24 sm:w-40"
                />
                <span className="tabular w-12 text-end text-ink-soft">{format.percent(progress)}</span>
                <CampaignStatus status={campaign.status} />
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}

function Numbers() {
  const { t } = useTranslation('dashboard');
  const { may } = useWorkspace();
  const numbers = useNumbers();
  if (!may('channels.view')) return null;
  return (
    <Card>
      <CardHeader
        title={t('numbers')}
        actions={
          <Button asChild tone="quiet" size="sm">
            <NavLink href="/settings/numbers/">{t('numbersManage')}</NavLink>
          </Button>
        }
      />
      {numbers.error ? (
        <Problem error={numbers.error} retry={() => void numbers.refetch()} className="py-6" />
      ) : numbers.data === undefined ? (
        <Skeleton className="mx-4 mb-4 h-16" />
      ) : numbers.data.length === 0 ? (
        <p className="px-4 pb-4 text-ink-soft">{t('numbersNone')}</p>
      ) : (
        <ul className="divide-y border-t">
          {numbers.data.map((account) => (
            <li key={account.id} className="grid gap-1 px-4 py-2.5">
              <div className="flex items-center justify-between gap-2">
                <span className="truncate font-medium">{account.account_name}</span>
                <NumberState account={account} />
              </div>
              <div className="flex items-center justify-between gap-2 text-ink-soft text-xs">
                <span className="tabular" dir="ltr">
                  {account.phone_number}
                </span>
                <NumberQuality rating={account.quality_rating} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const SHOWN_LIMITS = ['messages_per_day', 'messages_per_month', 'contacts', 'members'];

function PlanUsage() {
  const { t } = useTranslation('dashboard');
  const { organization } = useWorkspace();
  const shown = SHOWN_LIMITS.flatMap((name) => {
    const usage = organization.usage?.[name];
    return usage === undefined || usage.limit === 0 ? [] : [{ name, usage }];
  });
  if (shown.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title={t('usage')}
        actions={
          <Button asChild tone="quiet" size="sm">
            <NavLink href="/settings/plan/">{t('usageSeeAll')}</NavLink>
          </Button>
        }
      />
      <div className="grid gap-3.5 px-4 pb-4">
        {shown.map(({ name, usage }) => (
          <UsageMeter key={name} name={name} usage={usage} />
        ))}
      </div>
    </Card>
  );
}

function Alerts() {
  const { t } = useTranslation(['dashboard', 'common']);
  const alerts = useAlerts();
  return (
    <Card>
      <CardHeader title={t('alerts')} />
      {alerts.error ? (
        <Problem error={alerts.error} retry={() => void alerts.refetch()} className="py-6" />
      ) : alerts.data === undefined ? (
        <Skeleton className="mx-4 mb-4 h-5" />
      ) : alerts.data.length > 0 ? (
        <ul className="divide-y border-t">
          {alerts.data.slice(0, 5).map((alert) => (
            <li key={alert.id} className="px-4 py-2.5">
              <AlertText alert={alert} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="px-4 pb-4 text-ink-soft">{t('common:alerts.empty')}</p>
      )}
    </Card>
  );
}
