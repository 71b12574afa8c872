'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Merge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { contactsKey } from './data.ts';
import { mergesKey, useMerges } from './merges.ts';

/** For so long a merge can be taken back. */
const UNDO_MS = 24 * 3_600_000;

/** Says that another contact was joined into this one, while that can be undone. */
export function MergeNotice({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { brand, may } = useWorkspace();
  const merges = useMerges(contactId);
  const undo = useMutation({
    mutationFn: (id: string) => client.contacts.undoMerge(id),
    onSuccess: async () => {
      const stale = [
        contactsKey(brand.id),
        ['contact', contactId],
        ['timeline', contactId],
        mergesKey(contactId),
        ['conversations-of', contactId],
      ];
      await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
      toast.success(t('merge.undone'));
    },
    onError: (error) => toast.error(error.message),
  });
  const latest = merges.data?.find(({ created_at }) => Date.now() - Date.parse(created_at) < UNDO_MS);
  if (latest === undefined) return null;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3 rounded-xl bg-info-soft px-4 py-2.5 text-info">
      <Merge className="size-4 shrink-0" aria-hidden />
      <p className="min-w-0 flex-1 basis-52">
        {t(`merge.reason.${latest.reason}`)} {format.relative(latest.created_at)}
      </p>
      {may('contacts.edit') && (
        <Button size="sm" busy={undo.isPending} onClick={() => undo.mutate(latest.id)}>
          {t('bulk.undo')}
        </Button>
      )}
    </div>
  );
}
