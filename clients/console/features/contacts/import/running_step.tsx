'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ContactImport } from '../../../../sdk/src/imports.ts';
import { useFormat } from '../../../lib/format.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card, CardHeader } from '../../../ui/card.tsx';
import { Meter } from '../../../ui/meter.tsx';
import { NavLink } from '../../../ui/nav_link.tsx';
import { useClient } from '../../session/session.tsx';
import { Counts } from './counts.tsx';

const TONES: Record<string, Tone> = {
  running: 'accent',
  completed: 'good',
  canceled: 'neutral',
  failed: 'bad',
};

/** An import while it writes, and what came of it. */
export function RunningStep({ found, onAgain }: { found: ContactImport; onAgain: () => void }) {
  const { t } = useTranslation('imports');
  const client = useClient();
  const format = useFormat();
  const counts = {
    created: found.rows_created,
    updated: found.rows_updated,
    unchanged: found.rows_unchanged,
    skipped: found.rows_skipped,
    duplicate: found.rows_duplicate,
    failed: found.rows_failed,
  };
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const total = found.rows_total ?? found.analysis?.rows ?? 0;
  const isRunning = found.state === 'running';
  const cancel = useMutation({
    mutationFn: () => client.imports.cancel(found.id),
    onError: (error) => toast.error(error.message),
  });
  const errors = useQuery({
    queryKey: ['import-errors', found.id, found.rows_failed],
    queryFn: () => client.imports.errors(found.id, { limit: 20 }),
    enabled: found.rows_failed > 0,
  });
  const download = useMutation({
    async mutationFn() {
      const address = await client.imports.errorFileUrl(found);
      if (address !== null) window.location.assign(address);
    },
    onError: (error) => toast.error(error.message),
  });
  return (
    <div className="grid gap-4">
      <Card>
        <CardHeader
          title={found.file_name}
          about={t('progress', { done: format.count(done), total: format.count(total) })}
          actions={
            <Badge tone={TONES[found.state] ?? 'neutral'}>
              {t(`state.${found.state as 'running'}`, found.state)}
            </Badge>
          }
        />
        <Meter label={t('title')} value={total === 0 ? 0 : done / total} className="rounded-none" />
        <Counts counts={counts} />
      </Card>
      {found.failure_message && (
        <p role="alert" className="rounded-lg bg-bad-soft px-4 py-3 text-bad">
          {found.failure_message}
        </p>
      )}
      {(errors.data?.length ?? 0) > 0 && (
        <Card className="overflow-hidden">
          <CardHeader
            title={t('errors')}
            actions={
              found.errors_path !== null && (
                <Button size="sm" busy={download.isPending} onClick={() => download.mutate()}>
                  <Download />
                  {t('errorFile')}
                </Button>
              )
            }
          />
          <ul className="divide-y border-t">
            {errors.data?.map((error) => (
              <li key={`${error.row_number}.${error.column_number}`} className="flex gap-3 px-4 py-2">
                <span className="tabular w-16 shrink-0 text-ink-soft">
                  {t('row', { row: error.row_number })}
                </span>
                <span className="min-w-0 break-words">{error.message}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {isRunning ? (
          <Button tone="danger" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('cancel')}
          </Button>
        ) : (
          <>
            <Button onClick={onAgain}>{t('again')}</Button>
            <Button asChild tone="accent">
              <NavLink href="/contacts/">{t('toContacts')}</NavLink>
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
