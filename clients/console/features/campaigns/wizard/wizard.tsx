'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { cn } from '../../../ui/cn.ts';
import { NavLink } from '../../../ui/nav_link.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Denied, Notice, PlanLimit, Problem } from '../../../ui/states.tsx';
import { useNumbers } from '../../channels/data.ts';
import { useClient } from '../../session/session.tsx';
import { useWorkspace } from '../../session/workspace.tsx';
import { useTemplates } from '../../templates/data.ts';
import { campaignsKey } from '../data.ts';
import { AudienceStep, isSomebody } from './audience_step.tsx';
import { CheckStep } from './check_step.tsx';
import {
  blanksOfTemplate,
  type Draft,
  EMPTY_DRAFT,
  guessRule,
  isFilled,
  isForCampaigns,
  toCampaign,
} from './draft.ts';
import { TemplateStep } from './template_step.tsx';
import { ValuesStep } from './values_step.tsx';

const STEPS = ['template', 'audience', 'values', 'check'] as const;

/** From a template to a launch. Each step can be gone back to; the draft is kept in the database from the last one on. */
export function CampaignWizard() {
  const { t } = useTranslation(['campaigns', 'common']);
  const client = useClient();
  const router = useRouter();
  const queries = useQueryClient();
  const { brand, may, includes } = useWorkspace();
  const numbers = useNumbers();
  const templates = useTemplates();
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [at, setAt] = useState(0);
  const patch = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));

  const connected = numbers.data?.filter(({ connection_status }) => connection_status === 'connected');
  const approved = templates.data?.filter((one) => one.meta_status === 'APPROVED' && isForCampaigns(one));
  const template = approved?.find(({ id }) => id === draft.templateId);
  const saving = useMutation({
    async mutationFn() {
      if (template === undefined) throw new Error(t('wizard.template'));
      return client.campaigns.create(toCampaign(draft, template));
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: campaignsKey(brand.id) });
      setAt(3);
    },
  });

  if (!may('campaigns.edit')) return <Denied />;
  if (!includes('campaigns')) return <PlanLimit />;
  const error = numbers.error ?? templates.error;
  if (error) return <Problem error={error} />;
  const isComplete = [
    draft.name.trim() !== '' && draft.whatsappAccountId !== '' && template !== undefined,
    draft.audience !== null && isSomebody(draft.audience),
    template !== undefined &&
      blanksOfTemplate(template).every((blank) =>
        isFilled(blank, draft.rules[blank.place] ?? guessRule(blank)),
      ),
  ];
  const goOn = () => (at === 2 ? saving.mutate() : setAt(at + 1));
  return (
    <Page title={t('wizard.title')} className="max-w-5xl">
      <Stepper at={at} onGo={saving.isSuccess ? () => {} : setAt} />
      {connected === undefined || approved === undefined ? (
        <Skeleton className="h-96 w-full rounded-xl" />
      ) : connected.length === 0 ? (
        <Card>
          <Notice
            icon={Check}
            title={t('wizard.noNumbers')}
            about={t('wizard.noNumbersAbout')}
            action={
              <Button asChild tone="accent">
                <NavLink href="/settings/numbers/">{t('wizard.connect')}</NavLink>
              </Button>
            }
          />
        </Card>
      ) : approved.length === 0 ? (
        <Card>
          <Notice icon={Check} title={t('wizard.noTemplates')} about={t('wizard.noTemplatesAbout')} />
        </Card>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (at < 3 && isComplete[at]) goOn();
          }}
        >
          {at === 0 && (
            <TemplateStep draft={draft} onChange={patch} numbers={connected} templates={approved} />
          )}
          {at === 1 && <AudienceStep draft={draft} onChange={patch} />}
          {at === 2 && template && <ValuesStep draft={draft} onChange={patch} template={template} />}
          {at === 3 && saving.data && template && (
            <CheckStep
              campaign={saving.data}
              template={template}
              draft={draft}
              onLaunched={() => router.push(`/campaigns/view/?id=${saving.data.id}`)}
            />
          )}
          {saving.error && (
            <p role="alert" className="mt-4 rounded-lg bg-bad-soft px-3 py-2 text-bad">
              {saving.error.message}
            </p>
          )}
          {at < 3 && (
            <div className="mt-5 flex justify-between gap-3">
              <Button disabled={at === 0} onClick={() => setAt(at - 1)}>
                {t('common:back')}
              </Button>
              <Button type="submit" tone="accent" disabled={!isComplete[at]} busy={saving.isPending}>
                {t('common:next')}
              </Button>
            </div>
          )}
        </form>
      )}
    </Page>
  );
}

function Stepper({ at, onGo }: { at: number; onGo: (step: number) => void }) {
  const { t } = useTranslation('campaigns');
  return (
    <ol aria-label={t('wizard.steps')} className="mb-5 flex gap-2">
      {STEPS.map((name, i) => (
        <li key={name} className="min-w-0 flex-1">
          <button
            type="button"
            disabled={i >= at}
            aria-current={i === at ? 'step' : undefined}
            onClick={() => onGo(i)}
            className={cn(
              'grid w-full gap-1.5 border-t-2 pt-2 text-start text-[0.8125rem] text-ink-soft',
              i <= at ? 'border-accent-text' : 'border-line',
              i === at && 'font-semibold text-ink',
            )}
          >
            <span className="truncate">
              <span className="tabular">{i + 1}.</span> {t(`wizard.step.${name}`)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
