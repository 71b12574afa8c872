'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Json } from '../../../sdk/src/database.types.ts';
import type { ContactFilter } from '../../../sdk/src/filter.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useContactCount } from './data.ts';
import { exportsKey } from './exports.ts';

/** Has a file made of everybody that a filter finds. */
export function ExportForm({ filter, onRequested }: { filter: ContactFilter; onRequested: () => void }) {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const queries = useQueryClient();
  const router = useRouter();
  const format = useFormat();
  const { brand } = useWorkspace();
  const count = useContactCount(filter);
  const [as, setAs] = useState<'csv' | 'xlsx'>('csv');
  const asking = useMutation({
    mutationFn: () =>
      client.exports.request({ kind: 'contacts', parameters: { filter: filter as Json }, format: as }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: exportsKey(brand.id) });
      onRequested();
      toast.success(t('export.requested'), {
        action: { label: t('export.see'), onClick: () => router.push('/contacts/exports/') },
      });
    },
  });
  return (
    <div className="grid gap-4">
      <p className="tabular font-semibold text-lg">
        {count.data === undefined
          ? '…'
          : `${count.data.exact ? '' : '≈ '}${t('export.count', { count: count.data.count, shown: format.count(count.data.count) })}`}
      </p>
      <Choices
        label={t('export.format')}
        value={as}
        onChange={setAs}
        className="w-fit"
        options={[
          { value: 'csv', label: 'CSV' },
          { value: 'xlsx', label: 'Excel' },
        ]}
      />
      <FormProblem error={asking.error} />
      <Button
        tone="accent"
        className="justify-self-end"
        busy={asking.isPending}
        onClick={() => asking.mutate()}
      >
        {t('export.make')}
      </Button>
    </div>
  );
}
