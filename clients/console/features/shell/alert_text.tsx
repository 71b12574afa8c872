'use client';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../sdk/src/plans.ts';
import { useFormat } from '../../lib/format.ts';

/** One alert in a sentence; a kind that the console does not know shows its own words. */
export function AlertText({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const format = useFormat();
  const detail = (typeof alert.detail === 'object' ? alert.detail : {}) as Record<string, unknown>;
  const text = (name: string) => (detail[name] === undefined ? '' : String(detail[name]));
  const name = text('name') || text('campaign');
  const words =
    alert.kind === 'quota'
      ? t('alerts.quota', { metric: text('metric').replaceAll('_', ' '), percent: text('percent') })
      : [alert.kind.replaceAll('_', ' '), name].filter(Boolean).join(': ');
  return (
    <>
      <p className="first-letter:uppercase">{words}</p>
      <p className="text-ink-soft text-xs">{format.relative(alert.created_at)}</p>
    </>
  );
}
