'use client';
import { useTranslation } from 'react-i18next';
import type { Usage } from '../../../sdk/src/context.ts';
import { useFormat } from '../../lib/format.ts';
import { Meter } from '../../ui/meter.tsx';

/** One limit of the plan: how much of it is used. */
export function UsageMeter({ name, usage }: { name: string; usage: Usage }) {
  const { t } = useTranslation(['channels', 'dashboard', 'common']);
  const format = useFormat();
  const taken = usage.used + usage.reserved;
  const part = usage.limit > 0 ? taken / usage.limit : 0;
  const label = t(`channels:metric.${name as 'contacts'}`, name);
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span className="truncate">{label}</span>
        <span className="tabular whitespace-nowrap text-ink-soft text-xs">
          {t('dashboard:usageOf', {
            used: format.short(taken),
            limit: usage.limit === -1 ? t('common:unlimited') : format.short(usage.limit),
          })}
        </span>
      </div>
      {usage.limit !== -1 && (
        <Meter label={label} value={part} tone={part >= 1 ? 'bad' : part >= 0.8 ? 'warn' : 'accent'} />
      )}
    </div>
  );
}
