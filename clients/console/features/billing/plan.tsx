'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { Cell, Head, Row, Table } from '../../ui/table.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';
import { Gates } from './gates.tsx';
import { PlanTable } from './plan_table.tsx';
import { LastRequest, WhoToAsk } from './request.tsx';
import { byImportance, UsageMeter } from './usage_meter.tsx';

/** What was bought, how much of it is used, what was refused. */
export function PlanSettings() {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const format = useFormat();
  const { organization, may, isPlatformAdmin } = useWorkspace();
  const mayBill = may('billing.view');
  const subscription = useQuery({
    queryKey: ['subscription', organization.id],
    queryFn: () => client.plans.subscription(organization.id),
    enabled: mayBill,
  });
  const usage = useQuery({
    queryKey: ['usage', organization.id],
    queryFn: () => client.plans.usage(organization.id),
    refetchInterval: 30_000,
  });
  const limits = Object.entries(usage.data?.usage ?? {})
    .filter(([, { limit }]) => limit !== 0)
    .sort(([a], [b]) => byImportance(a, b));
  const until = subscription.data?.trial_ends_at ?? subscription.data?.current_period_end;
  return (
    <SectionPage title={t('section.plan')}>
      <Gates usage={usage.data} subscription={subscription.data} />
      <Card>
        <div className="flex flex-wrap items-center gap-3 px-4 py-4">
          <div className="min-w-0 flex-1">
            <p className="text-[0.8125rem] text-ink-soft">{t('plan.yours')}</p>
            <p className="font-semibold text-xl capitalize tracking-tight">{organization.plan_key}</p>
          </div>
          <div className="grid justify-items-end gap-1">
            <Badge tone={['active', 'trialing'].includes(organization.subscription_status) ? 'good' : 'warn'}>
              {t(
                `plan.status.${organization.subscription_status as 'active'}`,
                organization.subscription_status,
              )}
            </Badge>
            {until && <p className="text-ink-soft text-xs">{t('plan.until', { day: format.day(until) })}</p>}
          </div>
        </div>
      </Card>
      <Card>
        <CardHeader title={t('plan.usage')} />
        {usage.error ? (
          <Problem error={usage.error} retry={() => void usage.refetch()} />
        ) : usage.data === undefined ? (
          <Skeleton className="mx-4 mb-4 h-40" />
        ) : (
          <div className="grid gap-x-8 gap-y-4 px-4 pb-4 sm:grid-cols-2">
            {limits.map(([name, one]) => (
              <UsageMeter key={name} name={name} usage={one} />
            ))}
          </div>
        )}
      </Card>
      {mayBill && <LastRequest />}
      {!may('billing.manage') && !isPlatformAdmin && <WhoToAsk usage={usage.data} />}
      <PlanTable usage={usage.data} />
      {mayBill && <Refusals />}
    </SectionPage>
  );
}

/** What somebody tried that the plan does not include. */
function Refusals() {
  const { t } = useTranslation(['settings', 'channels']);
  const client = useClient();
  const format = useFormat();
  const { organization } = useWorkspace();
  const decisions = useQuery({
    queryKey: ['gate-decisions', organization.id],
    queryFn: () => client.plans.decisions(organization.id, { limit: 20 }),
  });
  if (!decisions.data?.length) return null;
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('plan.refusals')} about={t('plan.refusalsAbout')} />
      <Table>
        <thead>
          <tr>
            <Head>{t('plan.what')}</Head>
            <Head className="text-end">{t('plan.wanted')}</Head>
            <Head className="text-end">{t('plan.limit')}</Head>
            <Head className="text-end">{t('plan.at')}</Head>
          </tr>
        </thead>
        <tbody>
          {decisions.data.map((one) => (
            <Row key={one.id}>
              <Cell>
                {one.feature !== null
                  ? t(`feature.${one.feature as 'campaigns'}`, one.feature)
                  : t(`channels:metric.${one.metric as 'contacts'}`, one.metric ?? '')}
                {one.mode === 'shadow' && <Badge className="ms-2">{t('plan.shadow')}</Badge>}
              </Cell>
              <Cell className="tabular text-end">
                {one.requested === null ? '–' : format.count(one.requested)}
              </Cell>
              <Cell className="tabular text-end">
                {one.limit_value === null ? '–' : format.count(one.limit_value)}
              </Cell>
              <Cell className="tabular whitespace-nowrap text-end text-ink-soft">
                {format.moment(one.created_at)}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
