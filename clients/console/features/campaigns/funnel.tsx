'use client';
import { useTranslation } from 'react-i18next';
import type { CampaignStats } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';

const STEPS = ['accepted', 'sent', 'delivered', 'read'] as const;
const REST = ['queued', 'failed', 'skipped', 'canceled', 'unknown', 'held'] as const;

export type FunnelCounts = Omit<CampaignStats, 'campaign_id' | 'status' | 'rate' | 'eta_seconds'>;

/** From the audience down to who has read it; each bar is a share of the audience. */
export function Funnel({ counts }: { counts: FunnelCounts }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  return (
    <div>
      <dl className="grid gap-3">
        {STEPS.map((step) => {
          const part = counts.audience === 0 ? 0 : counts[step] / counts.audience;
          return (
            <div
              key={step}
              className="grid grid-cols-[5rem_1fr_7.5rem] items-center gap-3 sm:grid-cols-[7rem_1fr_8.5rem]"
            >
              <dt className="truncate text-ink-soft">{t(`step.${step}`)}</dt>
              <dd aria-hidden className="h-6 overflow-hidden rounded-md bg-sunken">
                <div
                  className="h-full rounded-md bg-accent opacity-90 transition-[width] duration-700 dark:bg-accent-text"
                  style={{ width: `${part * 100}%` }}
                />
              </dd>
              <dd className="tabular text-end">
                <span className="font-semibold">{format.count(counts[step])}</span>{' '}
                <span className="inline-block w-14 text-ink-soft">{format.percent(part)}</span>
              </dd>
            </div>
          );
        })}
      </dl>
      <dl className="mt-4 flex flex-wrap gap-x-6 gap-y-2 border-t pt-3">
        {REST.map((name) => (
          <div key={name} className="flex items-baseline gap-1.5">
            <dt className="text-ink-soft">{t(`step.${name}`)}</dt>
            <dd
              className={`tabular font-semibold ${name === 'failed' && counts.failed > 0 ? 'text-bad' : ''}`}
            >
              {format.count(counts[name])}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The funnels of several campaigns as one. */
export function sumOf(all: FunnelCounts[]): FunnelCounts {
  const sum: FunnelCounts = {
    audience: 0,
    queued: 0,
    accepted: 0,
    sent: 0,
    delivered: 0,
    read: 0,
    failed: 0,
    skipped: 0,
    canceled: 0,
    unknown: 0,
    held: 0,
  };
  for (const one of all) {
    for (const name of Object.keys(sum) as (keyof FunnelCounts)[]) sum[name] += one[name];
  }
  return sum;
}
