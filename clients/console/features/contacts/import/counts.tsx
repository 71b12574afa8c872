'use client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';

const NAMES = ['created', 'updated', 'unchanged', 'skipped', 'duplicate', 'failed'] as const;

/** What became, or would become, of the rows of a file. */
export function Counts({ counts }: { counts: Record<(typeof NAMES)[number], number> }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-b-xl border-t bg-line sm:grid-cols-3 md:grid-cols-6">
      {NAMES.map((name) => (
        <div key={name} className="bg-surface px-4 py-3">
          <dt className="truncate text-ink-soft text-xs">{t(`count.${name}`)}</dt>
          <dd
            className={`tabular font-semibold text-lg ${name === 'failed' && counts.failed > 0 ? 'text-bad' : ''}`}
          >
            {format.count(counts[name])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
