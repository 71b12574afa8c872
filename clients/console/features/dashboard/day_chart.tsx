'use client';
import { subDays } from 'date-fns';
import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { CampaignStats } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';

interface DayChartProps {
  days: number;
  campaigns: { at: string; stats: CampaignStats | undefined }[];
}

/** A bar a day: what was read, what was only delivered, what failed. */
export function DayChart({ days, campaigns }: DayChartProps) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const bars = Array.from({ length: days }, (_, i) => ({
    day: format.dayKey(subDays(new Date(), days - 1 - i)),
    read: 0,
    delivered: 0,
    failed: 0,
  }));
  const byDay = new Map(bars.map((bar) => [bar.day, bar]));
  for (const { at, stats } of campaigns) {
    const bar = byDay.get(format.dayKey(at));
    if (bar === undefined || stats === undefined) continue;
    bar.read += stats.read;
    bar.delivered += stats.delivered - stats.read;
    bar.failed += stats.failed;
  }
  const axis = { fontSize: 12, fill: 'var(--ink-soft)' };
  return (
    <figure aria-label={t('daysLabel')} className="h-56 w-full" dir="ltr">
      <ResponsiveContainer>
        <BarChart data={bars} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} barCategoryGap="28%">
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tickFormatter={(day: string) => format.dayMonth(day)}
            tick={axis}
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            minTickGap={16}
          />
          <YAxis
            tickFormatter={(value: number) => format.short(value)}
            tick={axis}
            tickLine={false}
            axisLine={false}
            width={44}
            allowDecimals={false}
          />
          <Tooltip
            cursor={{ fill: 'var(--sunken)' }}
            labelFormatter={(day) => format.day(String(day))}
            contentStyle={{
              background: 'var(--raised)',
              border: '1px solid var(--line)',
              borderRadius: 10,
              boxShadow: 'var(--shadow-float)',
            }}
          />
          <Bar
            dataKey="read"
            name={t('readSoFar')}
            stackId="all"
            fill="var(--accent-text)"
            isAnimationActive={false}
          />
          <Bar
            dataKey="delivered"
            name={t('deliveredNotRead')}
            stackId="all"
            fill="color-mix(in oklab, var(--accent-text) 45%, var(--surface))"
            isAnimationActive={false}
          />
          <Bar
            dataKey="failed"
            name={t('failed')}
            stackId="all"
            fill="var(--bad)"
            radius={[3, 3, 0, 0]}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}
