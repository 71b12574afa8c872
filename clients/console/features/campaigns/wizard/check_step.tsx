'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Rocket, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../../sdk/src/campaigns.ts';
import type { Template } from '../../../../sdk/src/templates.ts';
import { useFormat } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field, Input } from '../../../ui/field.tsx';
import { NavLink } from '../../../ui/nav_link.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Problem } from '../../../ui/states.tsx';
import { useClient } from '../../session/session.tsx';
import { useWorkspace } from '../../session/workspace.tsx';
import { TemplatePreview } from '../../templates/preview.tsx';
import { shapeOf } from '../../templates/shape.ts';
import { blanksOfTemplate, type Draft } from './draft.ts';
import { useSampleValues } from './values_step.tsx';

interface CheckStepProps {
  campaign: Campaign;
  template: Template;
  draft: Draft;
  onLaunched: () => void;
}

/** What a launch would do, as the database sees it now; then the launch. */
export function CheckStep({ campaign, template, draft, onLaunched }: CheckStepProps) {
  const { t } = useTranslation('campaigns');
  const client = useClient();
  const format = useFormat();
  const values = useSampleValues(draft, blanksOfTemplate(template));
  const preflight = useQuery({
    queryKey: ['preflight', campaign.id],
    queryFn: () => client.campaigns.preflight(campaign.id),
    staleTime: 0,
  });
  const { may, includes, organization } = useWorkspace();
  const [time, setTime] = useState<string | null>(null);
  const launching = useMutation({
    mutationFn: () =>
      time === null ? client.campaigns.launch(campaign.id) : client.campaigns.schedule(campaign.id, time),
    onSuccess: onLaunched,
  });
  const problem = preflight.error ?? launching.error;
  const found = preflight.data;
  const isReady = may('campaigns.launch') && found && found.problems.length === 0 && found.sendable > 0;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
      <Card className="p-5">
        <p className="mb-4 text-ink-soft">{t('wizard.check')}</p>
        {problem ? (
          <Problem error={problem} className="py-6" />
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
            <label className="flex items-center gap-2.5">
              <input
                type="radio"
                name="when"
                className="accent-(--accent)"
                checked={time === null}
                onChange={() => setTime(null)}
              />
              {t('wizard.now')}
            </label>
            <label className="flex items-center gap-2.5">
              <input
                type="radio"
                name="when"
                className="accent-(--accent)"
                checked={time !== null}
                onChange={() => setTime('')}
              />
              {t('wizard.later')}
            </label>
            {time !== null && (
              <Field label={t('wizard.time')} hint={t('wizard.timeHint', { zone: organization.timezone })}>
                {(props) => (
                  <Input
                    {...props}
                    type="datetime-local"
                    value={time}
                    className="w-60"
                    onChange={(event) => setTime(event.target.value)}
                  />
                )}
              </Field>
            )}
          </fieldset>
        )}
        <div className="mt-6 flex flex-wrap gap-2 border-t pt-4">
          <Button
            tone="accent"
            size="lg"
            disabled={!isReady || time === ''}
            busy={launching.isPending}
            onClick={() => launching.mutate()}
          >
            <Rocket />
            {time === null ? t('wizard.launch', { count: found?.sendable ?? 0 }) : t('wizard.schedule')}
          </Button>
          <Button asChild size="lg">
            <NavLink href={`/campaigns/view/?id=${campaign.id}`}>{t('wizard.saveDraft')}</NavLink>
          </Button>
        </div>
      </Card>
      <TemplatePreview shape={shapeOf(template.components)} values={values} />
    </div>
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
