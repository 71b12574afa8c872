'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { OpenPlanRequest } from '../../../sdk/src/platform.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Textarea } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';

const KEY = ['platform-plan-requests'];
const AGAIN_MS = 60_000;

/** Which tenants want another plan. Granting it changes the plan at once. */
export function PlanRequests() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const format = useFormat();
  const [answered, setAnswered] = useState<{ request: OpenPlanRequest; isGranted: boolean } | null>(null);
  const requests = useQuery({
    queryKey: KEY,
    queryFn: () => client.platform.planRequests(),
    refetchInterval: AGAIN_MS,
  });
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('platform.requests')} />
      {requests.error ? (
        <Problem error={requests.error} retry={() => void requests.refetch()} className="py-6" />
      ) : requests.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : requests.data.length === 0 ? (
        <p className="px-4 pb-4 text-ink-soft">{t('platform.requestsNone')}</p>
      ) : (
        <ul className="divide-y border-t">
          {requests.data.map((request) => (
            <li key={request.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0 flex-1 basis-56">
                <p className="break-words font-medium">{request.organization_name}</p>
                <p className="text-ink-soft">
                  {t('platform.requestOf', { from: request.current_plan ?? '–', to: request.plan_key })}
                  {' · '}
                  <span className="tabular">{format.recent(request.created_at)}</span>
                </p>
                {request.note && <p className="mt-1 whitespace-pre-line break-words">{request.note}</p>}
              </div>
              <div className="flex gap-2">
                <Button
                  size="sm"
                  aria-label={t('platform.declineOf', { name: request.organization_name })}
                  onClick={() => setAnswered({ request, isGranted: false })}
                >
                  {t('platform.decline')}
                </Button>
                <Button
                  size="sm"
                  tone="accent"
                  aria-label={t('platform.grantOf', { name: request.organization_name })}
                  onClick={() => setAnswered({ request, isGranted: true })}
                >
                  {t('platform.grant')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {answered !== null && <AnswerDialog {...answered} onClose={() => setAnswered(null)} />}
    </Card>
  );
}

interface AnswerDialogProps {
  request: OpenPlanRequest;
  isGranted: boolean;
  onClose: () => void;
}

function AnswerDialog({ request, isGranted, onClose }: AnswerDialogProps) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const [answer, setAnswer] = useState('');
  const answering = useMutation({
    mutationFn: () => client.platform.answerPlanRequest(request.id, isGranted, answer),
    async onSuccess() {
      await Promise.all(
        [KEY, ['platform-tenants'], ['context']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
      toast.success(t('common:saved'));
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(isGranted ? 'platform.grantOf' : 'platform.declineOf', { name: request.organization_name })}
      about={isGranted ? t('platform.grantAbout', { plan: request.plan_key }) : undefined}
      className="max-w-md"
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          answering.mutate();
        }}
      >
        <Field label={t('platform.answer')} hint={t('platform.answerHint')}>
          {(props) => (
            <Textarea
              {...props}
              rows={3}
              maxLength={1000}
              value={answer}
              onChange={(event) => setAnswer(event.target.value)}
            />
          )}
        </Field>
        <FormProblem error={answering.error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" tone={isGranted ? 'accent' : 'danger'} busy={answering.isPending}>
            {t(isGranted ? 'platform.grant' : 'platform.decline')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
