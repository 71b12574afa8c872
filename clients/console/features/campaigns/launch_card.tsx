'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Rocket, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { zones } from '../settings/zones.ts';
import { Estimate } from './estimate.tsx';

interface LaunchCardProps {
  campaign: Campaign;
  onLaunched: () => void;
  /** More buttons beside the launch. */
  children?: ReactNode;
}

/** What a launch would do, as the database sees it now; then the launch, at once or at a time. */
export function LaunchCard({ campaign, onLaunched, children }: LaunchCardProps) {
  const { t } = useTranslation('campaigns');
  const client = useClient();
  const format = useFormat();
  const { may, includes, organization } = useWorkspace();
  const preflight = useQuery({
    queryKey: ['preflight', campaign.id, campaign.status],
    queryFn: () => client.campaigns.preflight(campaign.id),
    staleTime: 0,
  });
  const [time, setTime] = useState<string | null>(campaign.scheduled_local);
  const [zone, setZone] = useState(campaign.scheduled_timezone ?? organization.timezone);
  const launching = useMutation({
    mutationFn: () =>
      time === null
        ? client.campaigns.launch(campaign.id)
        : client.campaigns.schedule(campaign.id, time, zone),
    onSuccess: onLaunched,
  });
  const found = preflight.data;
  const isReady = may('campaigns.launch') && found && found.problems.length === 0 && found.sendable > 0;
  return (
    <Card className="min-w-0 p-5">
      <p className="mb-4 text-ink-soft">{t('wizard.check')}</p>
      {preflight.error ? (
        <Problem error={preflight.error} retry={() => void preflight.refetch()} className="py-6" />
      ) : found === undefined ? (
        <Skeleton className="h-32 w-full" />
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-4">
            {[
              { name: t('wizard.audienceSize'), value: found.audience },
              { name: t('wizard.sendable'), value: found.sendable },
            ].map(({ name, value }) => (
              <div key={name}>
                <dt className="text-ink-soft">{name}</dt>
                <dd className="tabular font-semibold text-2xl">{format.count(value)}</dd>
              </div>
            ))}
          </dl>
          <Excluded excluded={found.excluded} />
          <Estimate found={found} />
          {found.problems.length > 0 && (
            <div role="alert" className="mt-4 rounded-lg bg-bad-soft px-4 py-3 text-bad">
              <p className="flex items-center gap-2 font-medium">
                <TriangleAlert className="size-4" aria-hidden />
                {t('wizard.problems')}
              </p>
              <ul className="mt-1 list-disc ps-6">
                {found.problems.map(({ slug, message }) => (
                  <li key={slug}>{message}</li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}
      {includes('scheduled_campaigns') && (
        <fieldset className="mt-5 grid gap-2 border-t pt-4">
          <legend className="sr-only">{t('wizard.when')}</legend>
          {[true, false].map((isNow) => (
            <label key={String(isNow)} className="flex items-center gap-2.5">
              <input
                type="radio"
                name="when"
                className="accent-(--accent)"
                checked={(time === null) === isNow}
                onChange={() => setTime(isNow ? null : '')}
              />
              {isNow ? t('wizard.now') : t('wizard.later')}
            </label>
          ))}
          {time !== null && (
            <div className="grid max-w-lg gap-4 ps-6 sm:grid-cols-2">
              <Field label={t('wizard.time')}>
                {(props) => (
                  <Input
                    {...props}
                    type="datetime-local"
                    value={time.slice(0, 16)}
                    onChange={(event) => setTime(event.target.value)}
                  />
                )}
              </Field>
              <Field label={t('wizard.zone')}>
                {(props) => (
                  <Select {...props} value={zone} onChange={(event) => setZone(event.target.value)}>
                    {zones(zone).map((one) => (
                      <option key={one}>{one}</option>
                    ))}
                  </Select>
                )}
              </Field>
            </div>
          )}
        </fieldset>
      )}
      {launching.error && <Problem error={launching.error} className="py-6" />}
      <div className="mt-6 flex flex-wrap gap-2 border-t pt-4">
        <Button
          tone="accent"
          size="lg"
          disabled={!isReady || time === ''}
          busy={launching.isPending}
          onClick={() => launching.mutate()}
        >
          {!launching.isPending && <Rocket />}
          {time === null ? t('wizard.launch', { count: found?.sendable ?? 0 }) : t('wizard.schedule')}
        </Button>
        {children}
      </div>
    </Card>
  );
}

function Excluded({ excluded }: { excluded: Record<string, number> }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const reasons = Object.entries(excluded).filter(([, count]) => count > 0);
  if (reasons.length === 0) return null;
  return (
    <div className="mt-4">
      <p className="mb-1 text-ink-soft">{t('wizard.excluded')}</p>
      <ul className="divide-y rounded-lg border">
        {reasons.map(([reason, count]) => (
          <li key={reason} className="flex justify-between px-3 py-2">
            {t(`reason.${reason as 'duplicate'}`, reason)}
            <span className="tabular font-semibold">{format.count(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
