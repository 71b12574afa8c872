'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Meter } from '../../ui/meter.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { followChange, useRunningChange } from './changes.ts';

/** How far a bulk change is that goes on in the background. */
export function ChangeProgress() {
  const { t } = useTranslation(['contacts', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { brand } = useWorkspace();
  const change = useRunningChange();
  const cancel = useMutation({
    mutationFn: (id: string) => client.contacts.cancelChange(id),
    onSuccess: (made) => followChange(queries, brand.id, made),
    onError: (error) => toast.error(error.message),
  });
  if (change === null) return null;
  const isRunning = change.status === 'running';
  const part = change.expected > 0 ? change.done / change.expected : 0;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border bg-surface px-4 py-2.5 shadow-soft">
      <p className="min-w-0 flex-1 basis-52" aria-live="polite">
        {isRunning
          ? t('bulk.running', { done: format.count(change.done), expected: format.count(change.expected) })
          : t(`bulk.end.${change.status as 'done'}`, {
              count: change.done,
              shown: format.count(change.done),
            })}
      </p>
      {isRunning ? (
        <>
          <Meter label={t('bulk.label')} value={part} className="w-40" />
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate(change.id)}>
            {t('bulk.stop')}
          </Button>
        </>
      ) : (
        <Button
          size="sm"
          tone="quiet"
          onClick={() => followChange(queries, brand.id, { ...change, status: 'done' })}
        >
          {t('common:close')}
        </Button>
      )}
    </div>
  );
}
