'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ContactImport } from '../../../../sdk/src/imports.ts';
import { useFormat } from '../../../lib/format.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Card, CardHeader } from '../../../ui/card.tsx';
import { useClient } from '../../session/session.tsx';
import { useWorkspace } from '../../session/workspace.tsx';

const SHOWN = 20;
const TONES: Partial<Record<ContactImport['state'], Tone>> = {
  running: 'accent',
  dry_run: 'info',
  completed: 'good',
  failed: 'bad',
};

/** Imports of before, to look at again or to go on with. */
export function RecentImports({ onOpen }: { onOpen: (importId: string) => void }) {
  const { t } = useTranslation('imports');
  const client = useClient();
  const format = useFormat();
  const { brand } = useWorkspace();
  const imports = useQuery({
    queryKey: ['imports', brand.id],
    queryFn: () => client.imports.list({ limit: SHOWN }),
  });
  if (!imports.data?.length) return null;
  return (
    <Card className="mt-4 overflow-hidden">
      <CardHeader title={t('recent')} />
      <ul className="divide-y border-t">
        {imports.data.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => onOpen(one.id)}
              className="flex w-full flex-wrap items-center gap-3 px-4 py-2.5 text-start hover:bg-sunken/50 focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 flex-1 basis-40">
                <span className="block truncate font-medium">{one.file_name}</span>
                <span className="text-ink-soft text-xs">
                  {format.moment(one.created_at)}
                  {one.state === 'completed' &&
                    ` · ${t('recentCounts', {
                      created: format.count(one.rows_created),
                      updated: format.count(one.rows_updated),
                      failed: format.count(one.rows_failed),
                    })}`}
                </span>
              </span>
              <Badge tone={TONES[one.state] ?? 'neutral'}>{t(`state.${one.state}`)}</Badge>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
