'use client';
import { useMutation } from '@tanstack/react-query';
import { Download, FileDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Export } from '../../../sdk/src/exports.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, PlanLimit, Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useExports } from './exports.ts';
import { ContactsHeader } from './section_nav.tsx';

const TONES: Record<Export['state'], Tone> = {
  queued: 'neutral',
  running: 'info',
  completed: 'good',
  failed: 'bad',
  expired: 'neutral',
};

/** Files of contacts that were asked for. */
export function ExportList() {
  const { t } = useTranslation(['contacts', 'common']);
  const { may, includes } = useWorkspace();
  const exports = useExports();
  if (!may('contacts.export')) return <Denied />;
  const rows = exports.data?.pages.flat();
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-5 pb-10 sm:px-6">
      <ContactsHeader />
      <Card className="overflow-hidden">
        {!includes('exports') ? (
          <PlanLimit />
        ) : exports.error ? (
          <Problem error={exports.error} retry={() => void exports.refetch()} />
        ) : rows === undefined ? (
          <SkeletonRows rows={4} />
        ) : rows.length === 0 ? (
          <Notice
            icon={FileDown}
            title={t('export.empty')}
            about={t('export.emptyAbout')}
            action={
              <Button asChild>
                <NavLink href="/contacts/">{t('export.toContacts')}</NavLink>
              </Button>
            }
          />
        ) : (
          <ul className="divide-y">
            {rows.map((one) => (
              <ExportRow key={one.id} row={one} />
            ))}
          </ul>
        )}
        {exports.hasNextPage && (
          <div className="border-t p-2 text-center">
            <Button
              tone="quiet"
              size="sm"
              busy={exports.isFetchingNextPage}
              onClick={() => void exports.fetchNextPage()}
            >
              {t('common:loadMore')}
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}

function ExportRow({ row }: { row: Export }) {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const format = useFormat();
  const download = useMutation({
    async mutationFn() {
      const address = await client.exports.downloadUrl(row);
      if (address !== null) window.location.assign(address);
    },
    onError: (error) => toast.error(error.message),
  });
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-44">
        <p className="truncate font-medium">
          {row.kind === 'campaign_messages'
            ? t('export.campaign')
            : row.row_count === null
              ? t('export.file', { format: row.format.toUpperCase() })
              : t('export.rows', { count: row.row_count, shown: format.count(row.row_count) })}
        </p>
        <p className="text-ink-soft text-xs">
          {row.format.toUpperCase()} · {format.moment(row.created_at)}
        </p>
      </div>
      <Badge tone={TONES[row.state]}>{t(`export.state.${row.state}`)}</Badge>
      {row.state === 'completed' && (
        <Button size="sm" busy={download.isPending} onClick={() => download.mutate()}>
          <Download />
          {t('export.download')}
        </Button>
      )}
    </li>
  );
}
