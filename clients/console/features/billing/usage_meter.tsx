'use client';
import { useTranslation } from 'react-i18next';
import type { Usage } from '../../../sdk/src/context.ts';
import { useFormat } from '../../lib/format.ts';
import { Meter } from '../../ui/meter.tsx';

/** The limits that people meet first come first; what is not named here follows in any order. */
const ORDER = [
  'messages_per_day',
  'messages_per_month',
  'contacts',
  'campaigns_per_month',
  'members',
  'agents',
  'whatsapp_accounts',
  'brands',
  'storage_mb',
  'exports_per_month',
];

/** Sorts limits as people look for them. */
export function byImportance(a: string, b: string): number {
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return place(a) - place(b);
}

const MEGABYTE = 1_000_000;

/** An amount of a limit as it is read: storage is counted in megabytes. */
export function useAmount(): (name: string, value: number) => string {
  const format = useFormat();
  return (name, value) => (name === 'storage_mb' ? format.bytes(value * MEGABYTE) : format.short(value));
}

/** One limit of the plan: how much of it is used. */
export function UsageMeter({ name, usage }: { name: string; usage: Usage }) {
  const { t } = useTranslation(['channels', 'dashboard', 'common']);
  const amount = useAmount();
  const taken = usage.used + usage.reserved;
  const part = usage.limit > 0 ? taken / usage.limit : 0;
  const label = t(`channels:metric.${name as 'contacts'}`, name);
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span className="truncate">{label}</span>
        <span className="tabular whitespace-nowrap text-ink-soft text-xs">
          {t('dashboard:usageOf', {
            used: amount(name, taken),
            limit: usage.limit === -1 ? t('common:unlimited') : amount(name, usage.limit),
          })}
        </span>
      </div>
      {usage.limit !== -1 && (
        <Meter label={label} value={part} tone={part >= 1 ? 'bad' : part >= 0.8 ? 'warn' : 'accent'} />
      )}
    </div>
  );
}
