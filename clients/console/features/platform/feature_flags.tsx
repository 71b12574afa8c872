'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { FeatureFlag } from '../../../sdk/src/platform.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Input } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';

const KEY = ['feature-flags'];

/** Switches of the platform: off for all at once, or on for a share of the organizations. */
export function FeatureFlags() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const queries = useQueryClient();
  const flags = useQuery({ queryKey: KEY, queryFn: () => client.platform.flags() });
  const change = useMutation({
    mutationFn: ({ key, ...values }: Pick<FeatureFlag, 'key'> & Partial<FeatureFlag>) =>
      client.platform.changeFlag(key, values),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
    onError: (error) => toast.error(error.message),
  });
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('platform.flags')} about={t('platform.flagsAbout')} />
      {flags.error ? (
        <Problem error={flags.error} retry={() => void flags.refetch()} />
      ) : flags.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : flags.data.length === 0 ? (
        <p className="px-4 pb-4 text-ink-soft">{t('platform.noFlags')}</p>
      ) : (
        <ul className="divide-y border-t">
          {flags.data.map((flag) => (
            <li key={flag.key} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
              <div className="min-w-0 flex-1 basis-48">
                <p className="truncate font-medium">{flag.key}</p>
                <p className="text-ink-soft text-xs">{flag.description}</p>
              </div>
              <div className="flex items-center gap-2">
                <span aria-hidden className="text-ink-soft text-xs">
                  {t('platform.rollout')}
                </span>
                <Input
                  aria-label={`${flag.key}: ${t('platform.rollout')}`}
                  type="number"
                  min={0}
                  max={100}
                  defaultValue={flag.rollout_percent}
                  onBlur={(event) => {
                    const rollout_percent = Number(event.target.value);
                    if (rollout_percent !== flag.rollout_percent)
                      change.mutate({ key: flag.key, rollout_percent });
                  }}
                  className="w-20"
                />
              </div>
              <label className="flex items-center gap-2">
                <input
                  type="checkbox"
                  checked={flag.enabled}
                  onChange={(event) => change.mutate({ key: flag.key, enabled: event.target.checked })}
                  className="size-4 accent-(--accent)"
                />
                {t('platform.enabled')}
              </label>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
