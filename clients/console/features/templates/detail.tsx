'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Languages } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Template } from '../../../sdk/src/templates.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmTyped } from '../../ui/confirm_typed.tsx';
import { Field, Textarea } from '../../ui/field.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { templatesKey } from './data.ts';
import { TemplatePreview } from './preview.tsx';
import { shapeOf } from './shape.ts';
import { TemplateStatus } from './status.tsx';

interface DetailProps {
  template: Template;
  /** The same template in other languages. */
  siblings: Template[];
  onOpen: (templateId: string) => void;
  onEdit: () => void;
  onTranslate: () => void;
  onGone: () => void;
}

/** One template: how it looks, where it stands, what can be done next. */
export function TemplateDetail(props: DetailProps) {
  const { template, siblings, onOpen, onTranslate } = props;
  const { t } = useTranslation('templates');
  const format = useFormat();
  const { may } = useWorkspace();
  const picture = useSample(template);
  const waiting = template.draft as { components?: Template['components'] } | null;
  const facts = [
    { name: t('fact.status'), value: <TemplateStatus template={template} /> },
    { name: t('fact.category'), value: t(`category.${template.category as 'MARKETING'}`, template.category) },
    { name: t('fact.language'), value: template.language },
    ...(template.quality === null
      ? []
      : [{ name: t('fact.quality'), value: t(`quality.${template.quality as 'GREEN'}`, template.quality) }]),
    { name: t('fact.updated'), value: format.moment(template.updated_at) },
  ];
  return (
    <div className="grid gap-5">
      <TemplatePreview
        shape={shapeOf(template.components)}
        pictures={picture === null ? {} : { media: picture }}
      />
      {waiting?.components && (
        <div className="grid gap-2">
          <p className="font-medium text-[0.8125rem]">{t('waitingChange')}</p>
          <TemplatePreview shape={shapeOf(waiting.components)} />
        </div>
      )}
      <Reasons template={template} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {facts.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <section aria-label={t('languages')} className="flex flex-wrap items-center gap-1.5">
        {siblings.map(({ id, language }) => (
          <Button key={id} size="sm" onClick={() => onOpen(id)}>
            {language}
          </Button>
        ))}
        {may('templates.edit') && (
          <Button size="sm" tone="quiet" onClick={onTranslate}>
            <Languages />
            {t('step.translate')}
          </Button>
        )}
      </section>
      <Steps {...props} />
    </div>
  );
}

/** Address of the picture that Meta's reviewers see; null without one. */
function useSample({ components }: Template): string | null {
  const client = useClient();
  const path = shapeOf(components).header?.sample ?? null;
  const found = useQuery({
    queryKey: ['media-url', path],
    queryFn: async () => (path === null ? null : ((await client.media.urls([path])).get(path) ?? null)),
    enabled: path !== null,
    staleTime: 1_800_000,
  });
  return found.data ?? null;
}

function Reasons({ template }: { template: Template }) {
  const { t } = useTranslation('templates');
  const { rejection_reason, review_status, review_reason, submission, submission_error } = template;
  const words: ReactNode[] = [
    rejection_reason && t('rejected', { reason: rejection_reason }),
    review_status === 'rejected' && review_reason && t('sentBack', { reason: review_reason }),
    submission === 'failed' && submission_error && t('submitFailed', { reason: submission_error }),
  ].filter(Boolean);
  return words.map((one) => (
    <p key={String(one)} className="rounded-lg bg-bad-soft px-3 py-2 text-bad">
      {one}
    </p>
  ));
}

function Steps({ template, onEdit, onGone }: DetailProps) {
  const { t } = useTranslation(['templates', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { brand, may } = useWorkspace();
  const [reason, setReason] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
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
            step.mutate(() => client.templates.reject(id, reason.trim()), {
              onSuccess: () => setReason(null),
            });
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
          <Button
            type="submit"
            className="justify-self-end"
            busy={step.isPending}
            disabled={reason.trim() === ''}
          >
            {t('step.sendBack')}
          </Button>
        </form>
      )}
      <div className="flex flex-wrap gap-2">
        {isInReview && mayApprove && reason === null && (
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
          <Button disabled={step.isPending} onClick={() => step.mutate(() => client.templates.withdraw(id))}>
            {t('step.withdraw')}
          </Button>
        )}
        {!isInReview && mayEdit && (
          <Button tone="accent" onClick={onEdit}>
            {t('step.edit')}
          </Button>
        )}
        {!isInReview && mayEdit && review_status === 'draft' && (
          <Button busy={step.isPending} onClick={() => step.mutate(() => client.templates.requestReview(id))}>
            {t('editor.askReview')}
          </Button>
        )}
        {submission === 'failed' && mayApprove && (
          <Button busy={step.isPending} onClick={() => step.mutate(() => client.templates.resubmit(id))}>
            {t('step.resubmit')}
          </Button>
        )}
        {mayEdit && !isInReview && (
          <Button tone="danger" onClick={() => setAsking(true)}>
            {t('step.remove')}
          </Button>
        )}
      </div>
      <ConfirmTyped
        open={isAsking}
        onOpenChange={setAsking}
        title={t('removeTitle', { name: template.name })}
        about={t('removeAbout')}
        word={template.name}
        action={t('step.remove')}
        busy={step.isPending}
        onConfirm={() =>
          step.mutate(async () => {
            await client.templates.remove(id);
            onGone();
          })
        }
      />
    </div>
  );
}
