'use client';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Download, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { AuditEntry } from '../../../sdk/src/audit.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Problem } from '../../ui/states.tsx';
import { memberName, useMembers } from '../members/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';
import { type AuditChoice, AuditFilterBar, NO_CHOICE, toFilters } from './filters.tsx';
import { save } from './save_file.ts';

const PAGE = 50;
const TONES: Record<string, Tone> = { insert: 'good', update: 'info', delete: 'bad' };

/** Who changed what, and whether anybody tampered with the record of it. */
export function AuditLog() {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const { organization, may, includes } = useWorkspace();
  const [choice, setChoice] = useState<AuditChoice>(NO_CHOICE);
  const mayView = may('audit.view');
  const filters = toFilters(organization, choice);
  const entries = useInfiniteQuery({
    queryKey: ['audit', organization.id, choice],
    queryFn: ({ pageParam }) =>
      client.audit.list(filters, { limit: PAGE, ...(pageParam !== undefined && { before: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
    enabled: mayView,
  });
  const verify = useMutation({
    mutationFn: () => client.audit.verify(organization.id),
    onSuccess: ({ ok, entries: count }) =>
      ok ? toast.success(t('audit.whole', { count })) : toast.error(t('audit.broken')),
    onError: (error) => toast.error(error.message),
  });
  const exporting = useMutation({
    async mutationFn() {
      const pages: string[] = [];
      for await (const page of client.audit.exportCsv(filters)) pages.push(page);
      save(new Blob(pages, { type: 'text/csv' }), 'audit.csv');
    },
    onError: (error) => toast.error(error.message),
  });
  if (!mayView) return <Denied />;
  return (
    <SectionPage
      title={t('section.audit')}
      about={t('audit.about')}
      actions={
        <>
          <Button busy={verify.isPending} onClick={() => verify.mutate()}>
            <ShieldCheck />
            {t('audit.verify')}
          </Button>
          {includes('audit_export') && (
            <Button busy={exporting.isPending} onClick={() => exporting.mutate()}>
              <Download />
              {t('audit.export')}
            </Button>
          )}
        </>
      }
    >
      <AuditFilterBar choice={choice} onChange={setChoice} />
      <Card className="overflow-hidden">
        {entries.error ? (
          <Problem error={entries.error} retry={() => void entries.refetch()} />
        ) : entries.data === undefined ? (
          <SkeletonRows />
        ) : entries.data.pages[0]?.length === 0 ? (
          <p className="px-4 py-8 text-center text-ink-soft">{t('audit.empty')}</p>
        ) : (
          <ul className="divide-y">
            {entries.data.pages.flat().map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
        {entries.hasNextPage && (
          <div className="border-t p-2 text-center">
            <Button
              tone="quiet"
              size="sm"
              busy={entries.isFetchingNextPage}
              onClick={() => void entries.fetchNextPage()}
            >
              {t('common:loadMore')}
            </Button>
          </div>
        )}
      </Card>
    </SectionPage>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const changed = changesOf(entry);
  const actor = useMembers().data?.find(({ user_id }) => user_id === entry.actor_id);
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-sunken/50">
          <Badge tone={TONES[entry.action] ?? 'neutral'}>
            {t(`audit.action.${entry.action as 'insert'}`, entry.action)}
          </Badge>
          <span className="font-medium">
            {t(`audit.entity.${entry.entity as 'contacts'}`, entry.entity.replaceAll('_', ' '))}
          </span>
          <span className="order-last min-w-0 basis-full truncate text-ink-soft text-xs sm:order-none sm:flex-1 sm:basis-0 sm:text-sm">
            {changed.map(({ name }) => name.replaceAll('_', ' ')).join(', ')}
          </span>
          {actor !== undefined && (
            <span className="hidden max-w-36 truncate text-ink-soft sm:inline">{memberName(actor)}</span>
          )}
          <span className="tabular ms-auto whitespace-nowrap text-ink-soft text-xs">
            {format.moment(entry.at)}
          </span>
        </summary>
        <dl className="grid gap-x-6 gap-y-1.5 border-t bg-sunken/40 px-4 py-3 text-[0.8125rem]">
          <div className="flex gap-2">
            <dt className="text-ink-soft">{t('audit.by')}</dt>
            <dd className="break-all">
              {actor === undefined ? `${entry.actor_kind} ${entry.actor_id}` : memberName(actor)}
            </dd>
          </div>
          {changed.map(({ name, before, after }) => (
            <div key={name} className="flex flex-wrap gap-x-2">
              <dt className="text-ink-soft">{name.replaceAll('_', ' ')}</dt>
              <dd className="min-w-0 break-all font-mono text-xs leading-5">
                {before !== undefined && <del className="text-bad">{before}</del>}
                {before !== undefined && after !== undefined && ' → '}
                {after !== undefined && <ins className="text-good no-underline">{after}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

function changesOf({ before, after }: AuditEntry): { name: string; before?: string; after?: string }[] {
  const [old, now] = [before, after].map((one) =>
    typeof one === 'object' && one !== null ? one : {},
  ) as Record<string, unknown>[];
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return names.map((name) => ({
    name,
    ...(old?.[name] !== undefined && old[name] !== null && { before: text(old[name]) }),
    ...(now?.[name] !== undefined && now[name] !== null && { after: text(now[name]) }),
  }));
}
