'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Template } from '../../../sdk/src/templates.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Textarea } from '../../ui/field.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { templatesKey } from './data.ts';
import { TemplatePreview } from './preview.tsx';
import { shapeOf } from './shape.ts';
import { TemplateStatus } from './status.tsx';

interface DetailProps {
  template: Template;
  onEdit: () => void;
  onGone: () => void;
}

/** One template: how it looks, where it stands, what can be done next. */
export function TemplateDetail({ template, onEdit, onGone }: DetailProps) {
  const { t } = useTranslation('templates');
  const format = useFormat();
  const facts = [
    { name: t('fact.status'), value: <TemplateStatus template={template} /> },
    { name: t('fact.category'), value: t(`category.${template.category as 'MARKETING'}`, template.category) },
    { name: t('fact.language'), value: template.language },
    ...(template.quality === null ? [] : [{ name: t('fact.quality'), value: template.quality }]),
    { name: t('fact.updated'), value: format.moment(template.updated_at) },
  ];
  const words = [
    template.rejection_reason && t('rejected', { reason: template.rejection_reason }),
    template.review_status === 'rejected' &&
      template.review_reason &&
      t('sentBack', { reason: template.review_reason }),
    template.submission === 'failed' &&
      template.submission_error &&
      t('submitFailed', { reason: template.submission_error }),
  ].filter((one) => typeof one === 'string' && one !== '');
  return (
    <div className="grid gap-5">
      <TemplatePreview shape={shapeOf(template.components)} />
      {words.map((one) => (
        <p key={String(one)} className="rounded-lg bg-bad-soft px-3 py-2 text-bad">
          {one}
        </p>
      ))}
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {facts.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Steps template={template} onEdit={onEdit} onGone={onGone} />
    </div>
  );
}

function Steps({ template, onEdit, onGone }: DetailProps) {
  const { t } = useTranslation(['templates', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { brand, may } = useWorkspace();
  const [reason, setReason] = useState<string | null>(null);
  const step = useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onSuccess: () => queries.invalidateQueries({ queryKey: templatesKey(brand.id) }),
    onError: (error) => toast.error(error.message),
  });
  const { id, review_status, submission } = template;
  const isInReview = review_status === 'in_review';
  const mayEdit = may('templates.edit');
  const mayApprove = may('templates.approve');
  return (
    <div className="grid gap-3 border-t pt-4">
      {isInReview && mayApprove && reason !== null && (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            step.mutate(() => client.templates.reject(id, reason.trim()));
            setReason(null);
          }}
        >
          <Field label={t('step.reason')}>
            {(props) => (
              <Textarea
                {...props}
                required
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" className="justify-self-end" disabled={reason.trim() === ''}>
            {t('step.sendBack')}
          </Button>
        </form>
      )}
      <div className="flex flex-wrap gap-2">
        {isInReview && mayApprove && (
          <>
            <Button
              tone="accent"
              busy={step.isPending}
              onClick={() => step.mutate(() => client.templates.approve(id))}
            >
              {t('step.approve')}
            </Button>
            <Button onClick={() => setReason('')}>{t('step.sendBack')}</Button>
          </>
        )}
        {isInReview && mayEdit && (
          <Button onClick={() => step.mutate(() => client.templates.withdraw(id))}>
            {t('step.withdraw')}
          </Button>
        )}
        {!isInReview && mayEdit && (
          <Button tone="accent" onClick={onEdit}>
            {t('step.edit')}
          </Button>
        )}
        {submission === 'failed' && mayApprove && (
          <Button busy={step.isPending} onClick={() => step.mutate(() => client.templates.resubmit(id))}>
            {t('step.resubmit')}
          </Button>
        )}
        {mayEdit && !isInReview && (
          <Button
            tone="danger"
            onClick={() =>
              step.mutate(async () => {
                await client.templates.remove(id);
                onGone();
              })
            }
          >
            {t('step.remove')}
          </Button>
        )}
      </div>
    </div>
  );
}
