'use client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignStats } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Meter } from '../../ui/meter.tsx';
import { progressOf } from './data.ts';

/** What left the queue until a moment. */
interface Sample {
  at: number;
  gone: number;
}

const WINDOW_MS = 15_000;

/** Messages a second over the last samples; null while there is nothing to compare. */
export function rateOf(samples: Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < 900) return null;
  return ((last.gone - first.gone) * 1000) / (last.at - first.at);
}

/** How quick the sending is and when it will be done; afterwards how long it took. */
export function Pace({ campaign, stats }: { campaign: Campaign; stats: CampaignStats }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const [samples, setSamples] = useState<Sample[]>([]);
  const gone = stats.audience - stats.queued;
  const isSending = stats.status === 'running';
  useEffect(() => {
    if (!isSending) return setSamples([]);
    const now = Date.now();
    setSamples((old) => [...old.filter(({ at }) => now - at < WINDOW_MS), { at: now, gone }]);
  }, [isSending, gone]);

  const rate = isSending ? rateOf(samples) : null;
  const eta = rate !== null && rate > 0 ? stats.queued / rate : null;
  const [start, end] = [campaign.started_at, campaign.completed_at];
  const took = start !== null && end !== null ? (Date.parse(end) - Date.parse(start)) / 1000 : null;
  const tiles = [
    { label: t('step.audience'), value: format.count(stats.audience) },
    { label: t('page.waiting'), value: format.count(stats.queued) },
    isSending
      ? {
          label: t('page.rate'),
          value: rate === null ? '–' : t('page.rateUnit', { count: Math.round(rate) }),
        }
      : { label: t('page.started'), value: start === null ? '–' : format.moment(start) },
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
