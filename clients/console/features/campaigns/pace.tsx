'use client';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignStats } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Meter } from '../../ui/meter.tsx';
import { progressOf } from './data.ts';

/** How quick the sending is and when it will be done; afterwards how long it took. */
export function Pace({ campaign, stats }: { campaign: Campaign; stats: CampaignStats }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const isSending = stats.status === 'running';
  const { rate, eta_seconds: eta } = stats;
  const [start, end] = [campaign.started_at, campaign.completed_at];
  const took = start !== null && end !== null ? (Date.parse(end) - Date.parse(start)) / 1000 : null;
  const tiles = [
    { label: t('step.audience'), value: format.count(stats.audience) },
    { label: t('page.waiting'), value: format.count(stats.queued) },
    isSending
      ? {
          label: t('page.rate'),
          value: rate === 0 ? '–' : t('page.rateUnit', { count: Math.round(rate * 10) / 10 }),
        }
      : { label: t('page.started'), value: start === null ? '–' : format.recent(start) },
    isSending
      ? { label: t('page.eta'), value: eta === null ? '–' : format.span(eta) }
      : { label: t('page.took'), value: took === null ? '–' : format.span(Math.max(1, took)) },
  ];
  return (
    <section className="overflow-hidden rounded-xl border bg-line shadow-soft">
      <dl className="grid grid-cols-2 gap-px md:grid-cols-4">
        {tiles.map(({ label, value }) => (
          <div key={label} className="min-w-0 bg-surface px-4 py-3">
            <dt className="truncate text-[0.8125rem] text-ink-soft">{label}</dt>
            <dd className="tabular mt-0.5 truncate font-semibold text-lg">{value}</dd>
          </div>
        ))}
      </dl>
      <Meter
        label={t('progressOf', { name: campaign.name })}
        value={progressOf(stats)}
        className="rounded-none"
      />
    </section>
  );
}
