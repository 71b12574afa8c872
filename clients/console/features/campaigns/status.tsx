'use client';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../ui/badge.tsx';

const TONES: Record<string, Tone> = {
  draft: 'neutral',
  scheduled: 'info',
  launching: 'info',
  running: 'accent',
  paused: 'warn',
  completed: 'good',
  canceled: 'neutral',
  failed: 'bad',
};

export function CampaignStatus({ status }: { status: string }) {
  const { t } = useTranslation('campaigns');
  return <Badge tone={TONES[status] ?? 'neutral'}>{t(`status.${status as 'draft'}`, status)}</Badge>;
}
