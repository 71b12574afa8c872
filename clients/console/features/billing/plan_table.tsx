'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, Minus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Plan, UsageSummary } from '../../../sdk/src/plans.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { cn } from '../../ui/cn.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { usePlanRequests, usePlans } from './data.ts';
import { RequestDialog } from './request.tsx';
import { byImportance, useAmount } from './usage_meter.tsx';

const CELL = 'h-10 min-w-28 border-b px-4 py-2 text-center align-middle';

interface Prices {
  currency?: string;
  monthly?: number;
  yearly?: number;
  custom?: boolean;
}

/** All plans side by side. The platform's own people change the plan here; others see whom to ask. */
export function PlanTable({ usage }: { usage: UsageSummary | undefined }) {
  const { t } = useTranslation(['settings', 'channels', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { organization, may, isPlatformAdmin } = useWorkspace();
  const plans = usePlans();
  const requests = usePlanRequests();
  const mayAsk = !isPlatformAdmin && may('billing.manage');
  const wanted = requests.data?.find(({ status }) => status === 'open')?.plan_key;
  const [asked, setAsked] = useState<Plan | null>(null);
  const change = useMutation({
    mutationFn: (planKey: string) => client.plans.change(organization.id, planKey),
    onSuccess: async () => {
      toast.success(t('common:saved'));
      await Promise.all(
        [['context'], ['subscription', organization.id], ['usage', organization.id]].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
    onError: (error) => toast.error(error.message),
  });
  if (plans.data === undefined) return <Skeleton className="h-72 w-full rounded-xl" />;
  const shown = [...plans.data].sort((a, b) => rank(a) - rank(b));
  const limits = namesIn(plans.data, 'limits').sort(byImportance);
  const features = namesIn(plans.data, 'features');
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('plan.all')} {...(!isPlatformAdmin && { about: t('plan.ask') })} />
      <Table>
        <thead>
          <tr>
            <th scope="col" className={cn(CELL, 'min-w-44 border-t')}>
              <span className="sr-only">{t('plan.what')}</span>
            </th>
            {shown.map((plan) => (
              <th
                key={plan.key}
                scope="col"
                className={cn(CELL, 'border-t py-3', isOwn(plan) && 'bg-accent-soft')}
              >
                <span className="block font-semibold">{plan.name}</span>
                <Price prices={plan.prices as Prices} />
                {isOwn(plan) && (
                  <span className="mt-1.5 block">
                    <Badge tone="accent">{t('plan.yours')}</Badge>
                  </span>
                )}
                {plan.key === wanted ? (
                  <span className="mt-1.5 block">
                    <Badge tone="info">{t('ask.status.open')}</Badge>
                  </span>
                ) : (
                  !(isOwn(plan) && organization.subscription_status === 'active') &&
                  (isPlatformAdmin || mayAsk) && (
                    <Button
                      size="sm"
                      className="mt-2"
                      {...(!isPlatformAdmin && { 'aria-label': t('ask.title', { plan: plan.name }) })}
                      busy={change.isPending && change.variables === plan.key}
                      onClick={() => (isPlatformAdmin ? change.mutate(plan.key) : setAsked(plan))}
                    >
                      {t(isPlatformAdmin ? 'plan.choose' : 'ask.for')}
                    </Button>
                  )
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {limits.map((name) => (
            <tr key={name}>
              <th scope="row" className={cn(CELL, 'text-start font-normal text-ink-soft')}>
                {t(`channels:metric.${name as 'contacts'}`, name.replaceAll('_', ' '))}
              </th>
              {shown.map((plan) => (
                <td key={plan.key} className={cn(CELL, 'tabular', isOwn(plan) && 'bg-accent-soft')}>
                  <Limit name={name} value={(plan.limits as Record<string, number>)[name]} />
                </td>
              ))}
            </tr>
          ))}
          {features.map((name) => (
            <tr key={name}>
              <th scope="row" className={cn(CELL, 'text-start font-normal text-ink-soft')}>
                {t(`feature.${name as 'campaigns'}`, name)}
              </th>
              {shown.map((plan) => (
                <td key={plan.key} className={cn(CELL, isOwn(plan) && 'bg-accent-soft')}>
                  {(plan.features as Record<string, boolean>)[name] === true ? (
                    <Check className="mx-auto size-4 text-good" aria-label={t('plan.included')} />
                  ) : (
                    <Minus className="mx-auto size-4 text-ink-soft" aria-label={t('plan.notIncluded')} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {asked !== null && <RequestDialog plan={asked} usage={usage} onClose={() => setAsked(null)} />}
    </Card>
  );

  function isOwn(plan: Plan): boolean {
    return plan.key === organization.plan_key;
  }
}

/** The cheaper before the dearer, what is agreed upon last. */
function rank({ prices }: Plan): number {
  const { monthly, custom } = prices as Prices;
  return custom === true ? Number.MAX_SAFE_INTEGER : (monthly ?? 0);
}

function namesIn(plans: Plan[], part: 'limits' | 'features'): string[] {
  return [...new Set(plans.flatMap((plan) => Object.keys(plan[part] as object)))];
}

function Limit({ name, value }: { name: string; value: number | undefined }) {
  const { t } = useTranslation();
  const amount = useAmount();
  if (value === undefined || value === 0)
    return <Minus className="mx-auto size-4 text-ink-soft" aria-label={t('none')} />;
  return value === -1 ? t('unlimited') : amount(name, value);
}

function Price({ prices }: { prices: Prices }) {
  const { t, i18n } = useTranslation('settings');
  if (prices.custom === true)
    return <span className="block font-normal text-ink-soft text-xs">{t('plan.byAgreement')}</span>;
  if (prices.monthly === undefined) return null;
  const amount = new Intl.NumberFormat(i18n.language, {
    style: 'currency',
    currency: (prices.currency ?? 'USD').toUpperCase(),
    maximumFractionDigits: 0,
  }).format(prices.monthly / 100);
  return <span className="block font-normal text-ink-soft text-xs">{t('plan.monthly', { amount })}</span>;
}
