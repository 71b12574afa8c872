'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Plan, UsageSummary } from '../../../sdk/src/plans.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Textarea } from '../../ui/field.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { planRequestsKey, usePayers, usePlanRequests, usePlans } from './data.ts';
import { useGates } from './gates.tsx';

/** The words that go with a request: what is full or nearly so. */
function usePrepared(usage: UsageSummary | undefined): string {
  const { t } = useTranslation('settings');
  const gates = useGates({ usage, subscription: undefined });
  if (gates.length === 0) return '';
  return [t('ask.because'), ...gates.map(({ text }) => `- ${text}`)].join('\n');
}

interface RequestDialogProps {
  plan: Plan;
  usage: UsageSummary | undefined;
  onClose: () => void;
}

/** Asks the platform's people for a plan. What stands in the way is written down already. */
export function RequestDialog({ plan, usage, onClose }: RequestDialogProps) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { organization } = useWorkspace();
  const [note, setNote] = useState(usePrepared(usage));
  const asking = useMutation({
    mutationFn: () => client.plans.request(organization.id, plan.key, note),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: planRequestsKey(organization.id) });
      toast.success(t('ask.sent'));
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('ask.title', { plan: plan.name })}
      about={t('ask.about')}
      className="max-w-md"
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          asking.mutate();
        }}
      >
        <Field label={t('ask.note')}>
          {(props) => (
            <Textarea
              {...props}
              rows={5}
              maxLength={1000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <FormProblem error={asking.error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" tone="accent" busy={asking.isPending}>
            {t('ask.action')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The request that waits, or how the last one was answered. */
export function LastRequest() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { organization, may } = useWorkspace();
  const requests = usePlanRequests();
  const plans = usePlans();
  const withdrawing = useMutation({
    mutationFn: (id: string) => client.plans.withdrawRequest(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: planRequestsKey(organization.id) }),
    onError: (error) => toast.error(error.message),
  });
  const last = requests.data?.[0];
  if (last === undefined || last.status === 'withdrawn') return null;
  const isOpen = last.status === 'open';
  const plan = plans.data?.find(({ key }) => key === last.plan_key)?.name ?? last.plan_key;
  return (
    <Card aria-label={t('ask.yours')}>
      <CardHeader
        title={t('ask.yours')}
        actions={
          isOpen &&
          may('billing.manage') && (
            <Button size="sm" busy={withdrawing.isPending} onClick={() => withdrawing.mutate(last.id)}>
              {t('ask.withdraw')}
            </Button>
          )
        }
      />
      <div className="grid gap-2 px-4 pb-4">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{plan}</span>
          <Badge tone={isOpen ? 'info' : last.status === 'granted' ? 'good' : 'warn'}>
            {t(`ask.status.${last.status as 'open'}`)}
          </Badge>
          <span className="tabular text-ink-soft text-[0.8125rem]">
            {format.moment(last.answered_at ?? last.created_at)}
          </span>
        </p>
        {isOpen && <p className="text-ink-soft">{t('ask.wait')}</p>}
        {last.note && <p className="whitespace-pre-line break-words text-ink-soft">{last.note}</p>}
        {last.answer && (
          <p className="whitespace-pre-line break-words">{t('ask.answer', { answer: last.answer })}</p>
        )}
      </div>
    </Card>
  );
}

/** For people without a say in what is paid: whom to ask, with the letter begun. */
export function WhoToAsk({ usage }: { usage: UsageSummary | undefined }) {
  const { t } = useTranslation('settings');
  const { organization } = useWorkspace();
  const payers = usePayers().data ?? [];
  const prepared = usePrepared(usage);
  if (payers.length === 0) return null;
  const letter = `subject=${encodeURIComponent(t('ask.letter', { name: organization.name }))}&body=${encodeURIComponent(prepared)}`;
  return (
    <Card>
      <CardHeader title={t('ask.who')} />
      <p className="px-4 text-ink-soft">{t('ask.whoAbout')}</p>
      <ul className="flex flex-wrap gap-2 px-4 pt-3 pb-4">
        {payers.map(({ member_id, name, email }) => (
          <li key={member_id}>
            <Button asChild size="sm">
              <a href={`mailto:${email}?${letter}`}>{name ?? email}</a>
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
