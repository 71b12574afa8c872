'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FileText, Phone } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Campaign } from '../../../../sdk/src/campaigns.ts';
import type { Template } from '../../../../sdk/src/templates.ts';
import type { WhatsappAccount } from '../../../../sdk/src/whatsapp_accounts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { cn } from '../../../ui/cn.ts';
import { NavLink } from '../../../ui/nav_link.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Denied, Gone, Notice, PlanLimit, Problem } from '../../../ui/states.tsx';
import { useNumbers } from '../../channels/data.ts';
import { useClient } from '../../session/session.tsx';
import { useWorkspace } from '../../session/workspace.tsx';
import { blanksOfTemplate } from '../../templates/blanks.ts';
import { useTemplates } from '../../templates/data.ts';
import { campaignKey, campaignsKey, useSavedDraft } from '../data.ts';
import { AudienceStep } from './audience_step.tsx';
import { CheckStep } from './check_step.tsx';
import { type Draft, EMPTY_DRAFT, guessRule, isFilled, isSomebody, toCampaign, toDraft } from './draft.ts';
import { TemplateStep } from './template_step.tsx';
import { ValuesStep } from './values_step.tsx';

const STEPS = ['template', 'audience', 'values', 'check'] as const;
const LAST = STEPS.length - 1;

/** From a template to a launch, for a new campaign or a draft that was kept. */
export function CampaignWizard({ campaignId }: { campaignId: string | null }) {
  const { t } = useTranslation('campaigns');
  const { brand, may, includes } = useWorkspace();
  const numbers = useNumbers();
  const templates = useTemplates();
  const saved = useSavedDraft(campaignId);
  if (!may('campaigns.edit')) return <Denied />;
  if (!includes('campaigns')) return <PlanLimit />;
  const error = numbers.error ?? templates.error ?? saved.error;
  if (error) {
    const again = () => Promise.all([numbers, templates, saved].map((one) => one.error && one.refetch()));
    return <Problem error={error} retry={() => void again()} />;
  }
  const connected = numbers.data?.filter(({ connection_status }) => connection_status === 'connected');
  const approved = templates.data?.filter(({ meta_status }) => meta_status === 'APPROVED');
  const held = saved.data;
  if (held && (held.campaign.brand_id !== brand.id || held.campaign.status !== 'draft')) return <Gone />;
  return (
    <Page title={campaignId === null ? t('wizard.title') : t('wizard.titleEdit')} className="max-w-5xl">
      {connected === undefined || approved === undefined || (campaignId !== null && held === undefined) ? (
        <Skeleton className="h-96 w-full rounded-xl" />
      ) : connected.length === 0 ? (
        <Card>
          <Notice
            icon={Phone}
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
          <Notice
            icon={FileText}
            title={t('wizard.noTemplates')}
            about={t('wizard.noTemplatesAbout')}
            action={
              <Button asChild tone="accent">
                <NavLink href="/templates/">{t('wizard.toTemplates')}</NavLink>
              </Button>
            }
          />
        </Card>
      ) : (
        <Steps
          numbers={connected}
          templates={approved}
          kept={held?.campaign ?? null}
          begun={
            held === undefined
              ? EMPTY_DRAFT
              : toDraft(
                  held.campaign,
                  held.furtherIds,
                  approved.find(({ id }) => id === held.campaign.template_id),
                )
          }
        />
      )}
    </Page>
  );
}

interface StepsProps {
  numbers: WhatsappAccount[];
  templates: Template[];
  /** What is in the database already. */
  kept: Campaign | null;
  begun: Draft;
}

/** Each step can be gone back to. The draft is written to the database before the last one, or when it is kept for later. */
function Steps({ numbers, templates, kept, begun }: StepsProps) {
  const { t } = useTranslation(['campaigns', 'common']);
  const client = useClient();
  const router = useRouter();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const [draft, setDraft] = useState(begun);
  const [campaign, setCampaign] = useState(kept);
  const [at, setAt] = useState(0);
  const patch = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const number = numbers.find(({ id }) => id === draft.whatsappAccountId);
  const template = templates.find(
    ({ id, waba_id }) => id === draft.templateId && waba_id === number?.waba_id,
  );
  const saving = useMutation({
    async mutationFn(_then: 'check' | 'leave') {
      if (template === undefined) throw new Error(t('wizard.template'));
      const contents = toCampaign(draft, template);
      return campaign === null
        ? client.campaigns.create(contents)
        : client.campaigns.update(campaign.id, contents);
    },
    async onSuccess(saved, then) {
      setCampaign(saved);
      queries.removeQueries({ queryKey: ['preflight', saved.id] });
      await Promise.all([
        queries.invalidateQueries({ queryKey: campaignsKey(brand.id) }),
        queries.invalidateQueries({ queryKey: campaignKey(brand.id, saved.id) }),
      ]);
      if (then === 'check') return setAt(LAST);
      toast.success(t('wizard.kept'));
      router.push(`/campaigns/view/?id=${saved.id}`);
    },
  });
  const isBegun = draft.name.trim() !== '' && template !== undefined;
  const isComplete = [
    isBegun,
    isSomebody(draft.audience),
    template !== undefined &&
      blanksOfTemplate(template).every((blank) =>
        isFilled(blank, draft.rules[blank.place] ?? guessRule(blank)),
      ),
  ];
  return (
    <>
      <Stepper at={at} onGo={setAt} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (at === LAST || !isComplete[at] || saving.isPending) return;
          if (at === LAST - 1) saving.mutate('check');
          else setAt(at + 1);
        }}
      >
        {at === 0 && <TemplateStep draft={draft} onChange={patch} numbers={numbers} templates={templates} />}
        {at === 1 && <AudienceStep draft={draft} onChange={patch} />}
        {at === 2 && template && <ValuesStep draft={draft} onChange={patch} template={template} />}
        {at === LAST && campaign && template && (
          <CheckStep
            campaign={campaign}
            template={template}
            draft={draft}
            onLaunched={() => router.push(`/campaigns/view/?id=${campaign.id}`)}
          />
        )}
        {saving.error && (
          <p role="alert" className="mt-4 rounded-lg bg-bad-soft px-3 py-2 text-bad">
            {saving.error.message}
          </p>
        )}
        {at < LAST && (
          <div className="mt-5 flex flex-wrap justify-between gap-3">
            <Button disabled={at === 0} onClick={() => setAt(at - 1)}>
              {t('common:back')}
            </Button>
            <div className="flex gap-2">
              <Button
                disabled={!isBegun || saving.isPending}
                busy={saving.isPending && saving.variables === 'leave'}
                onClick={() => saving.mutate('leave')}
              >
                {t('wizard.saveDraft')}
              </Button>
              <Button
                type="submit"
                tone="accent"
                disabled={!isComplete[at]}
                busy={saving.isPending && saving.variables === 'check'}
              >
                {t('common:next')}
              </Button>
            </div>
          </div>
        )}
      </form>
    </>
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
              <span className="tabular max-sm:hidden">{i + 1}.</span> {t(`wizard.step.${name}`)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
