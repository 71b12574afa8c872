'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { CampaignStats } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useFailures } from './reasons.tsx';

/** Classes of errors, those first that another try may help. */
const CLASSES = ['transient', 'delay', 'account', 'not_sent', 'recipient', 'permanent', 'unknown'] as const;

interface RetryProps {
  campaignId: string;
  stats: CampaignStats;
  onClose: () => void;
  onRetried: () => void;
}

/** Sends failed messages once more, by what they failed of. */
export function RetryDialog({ campaignId, stats, onClose, onRetried }: RetryProps) {
  const { t } = useTranslation(['campaigns', 'common']);
  const client = useClient();
  const format = useFormat();
  const failures = useFailures(campaignId, stats.failed + stats.skipped);
  const counts = new Map<string, number>();
  const helped = new Set<string>();
  for (const { kind, reason, messages, can_retry } of failures.data ?? []) {
    if (kind !== 'failed') continue;
    counts.set(reason, (counts.get(reason) ?? 0) + messages);
    if (can_retry) helped.add(reason);
  }
  const there = CLASSES.filter((one) => counts.has(one));
  const [chosen, setChosen] = useState<string[] | null>(null);
  const picked = chosen ?? there.filter((one) => helped.has(one));
  const retrying = useMutation({
    mutationFn: () => client.campaigns.retry(campaignId, picked),
    onSuccess: () => {
      toast.success(t('retry.begun'));
      onRetried();
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('retry.title')}
      about={t('retry.about')}
      className="max-w-lg"
    >
      {failures.error ? (
        <Problem error={failures.error} retry={() => void failures.refetch()} className="py-6" />
      ) : failures.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : there.length === 0 ? (
        <p className="text-ink-soft">{t('retry.none')}</p>
      ) : (
        <div className="grid gap-4">
          <ul className="divide-y rounded-lg border">
            {there.map((one) => (
              <li key={one}>
                <label className="flex cursor-pointer items-start gap-3 px-3 py-2.5 hover:bg-sunken/60">
                  <input
                    type="checkbox"
                    className="mt-1 size-4 accent-(--accent)"
                    checked={picked.includes(one)}
                    onChange={({ target }) =>
                      setChosen(target.checked ? [...picked, one] : picked.filter((other) => other !== one))
                    }
                  />
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">{t(`errorClass.${one}`)}</span>
                    <span className="text-[0.8125rem] text-ink-soft">{t(`errorClassAbout.${one}`)}</span>
                  </span>
                  <span className="tabular font-semibold">{format.count(counts.get(one) ?? 0)}</span>
                </label>
              </li>
            ))}
          </ul>
          <FormProblem error={retrying.error} />
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t('common:cancel')}</Button>
            <Button
              tone="accent"
              disabled={picked.length === 0}
              busy={retrying.isPending}
              onClick={() => retrying.mutate()}
            >
              {t('retry.action')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
