'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Download, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { DataRequest } from '../../../sdk/src/data_requests.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const dataRequestsKey = (contactId: string) => ['data-requests', contactId];

const TONES: Record<DataRequest['status'], Tone> = {
  queued: 'neutral',
  running: 'info',
  done: 'good',
  failed: 'bad',
};
const isMoving = ({ status }: DataRequest) => status === 'queued' || status === 'running';

/** What was asked for about a person: copies and an erasure. */
export function useDataRequests(contactId: string) {
  const client = useClient();
  const { may } = useWorkspace();
  return useQuery({
    queryKey: dataRequestsKey(contactId),
    queryFn: () => client.dataRequests.list(contactId),
    enabled: may('contacts.export') || may('contacts.erase'),
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? 2_000 : false),
  });
}

/** The copies that were made of a person's data. */
export function DataCopies({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const format = useFormat();
  const copies = useDataRequests(contactId).data?.filter(({ kind }) => kind === 'export') ?? [];
  const download = useMutation({
    async mutationFn(copy: DataRequest) {
      const address = await client.dataRequests.downloadUrl(copy);
      if (address !== null) window.location.assign(address);
    },
    onError: (error) => toast.error(error.message),
  });
  if (copies.length === 0) return null;
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('person.copies')} />
      <ul className="divide-y border-t">
        {copies.map((copy) => (
          <li key={copy.id} className="flex items-center gap-2 px-4 py-2">
            <span className="min-w-0 flex-1 truncate text-ink-soft text-xs">
              {format.moment(copy.created_at)}
            </span>
            {copy.status === 'done' && copy.file_path !== null ? (
              <Button
                size="sm"
                busy={download.isPending && download.variables.id === copy.id}
                onClick={() => download.mutate(copy)}
              >
                <Download />
                {t('export.download')}
              </Button>
            ) : (
              <Badge tone={TONES[copy.status]}>{t(`person.status.${copy.status}`)}</Badge>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The receipt of an erasure: what went, in numbers. All that is left of a person. */
export function ErasureReceipt({ request }: { request: DataRequest }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const receipt = (request.receipt ?? {}) as Record<string, unknown>;
  const counts = Object.entries(receipt).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[0] !== 'kept_hashes',
  );
  const isDone = request.status === 'done';
  return (
    <div className="mx-auto w-full max-w-xl px-4 py-10 sm:px-6">
      <Card className="p-6">
        <span className="mb-3 grid size-11 place-items-center rounded-xl bg-good-soft text-good">
          <ShieldCheck className="size-5" aria-hidden />
        </span>
        <h1 className="font-semibold text-lg tracking-tight">
          {isDone ? t('erase.done') : request.status === 'failed' ? t('erase.failed') : t('erase.running')}
        </h1>
        <p className="mt-1 text-ink-soft" aria-live="polite">
          {isDone && request.completed_at !== null
            ? t('erase.at', { time: format.moment(request.completed_at) })
            : (request.error ?? t('erase.runningAbout'))}
        </p>
        {isDone && (
          <>
            <dl className="mt-5 divide-y rounded-lg border">
              {counts.map(([name, count]) => (
                <div key={name} className="flex justify-between gap-4 px-3 py-2">
                  <dt className="first-letter:uppercase">
                    {t(`erase.count.${name as 'messages'}`, name.replaceAll('_', ' '))}
                  </dt>
                  <dd className="tabular font-medium">{format.count(count)}</dd>
                </div>
              ))}
            </dl>
            <p className="mt-4 text-[0.8125rem] text-ink-soft">{t('erase.kept')}</p>
          </>
        )}
        <p className="mt-4 break-all text-ink-soft text-xs">{t('erase.number', { id: request.id })}</p>
      </Card>
    </div>
  );
}
