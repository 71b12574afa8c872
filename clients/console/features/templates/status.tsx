'use client';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../../sdk/src/templates.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';

const META: Record<string, Tone> = {
  APPROVED: 'good',
  PENDING: 'info',
  REJECTED: 'bad',
  PAUSED: 'warn',
  DISABLED: 'bad',
};
const REVIEW: Record<string, Tone> = {
  draft: 'neutral',
  in_review: 'info',
  approved: 'accent',
  rejected: 'bad',
};

/** Where a template stands: with Meta, once Meta has it; before that with us. */
export function TemplateStatus({ template }: { template: Template }) {
  const { t } = useTranslation('templates');
  const { meta_status, review_status, submission } = template;
  if (meta_status !== null)
    return (
      <Badge tone={META[meta_status] ?? 'neutral'}>
        {t(`meta.${meta_status as 'APPROVED'}`, meta_status)}
      </Badge>
    );
  if (submission === 'failed') return <Badge tone="bad">{t('notSubmitted')}</Badge>;
  if (review_status === 'approved') return <Badge tone="info">{t('onItsWay')}</Badge>;
  return (
    <Badge tone={REVIEW[review_status] ?? 'neutral'}>
      {t(`review.${review_status as 'draft'}`, review_status)}
    </Badge>
  );
}
