'use client';
import { Ban, Check, CheckCheck, CircleAlert, CircleHelp, Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../ui/cn.ts';

const ICONS: Record<string, typeof Check> = {
  queued: Clock,
  sending: Clock,
  accepted: Check,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  played: CheckCheck,
  failed: CircleAlert,
  canceled: Ban,
  unknown: CircleHelp,
};

/** One tick sent, two delivered, coloured read. */
export function StatusTicks({ status, className }: { status: string; className?: string }) {
  const { t } = useTranslation('inbox');
  const Icon = ICONS[status];
  if (Icon === undefined) return null;
  const isRead = status === 'read' || status === 'played';
  return (
    <Icon
      role="img"
      aria-label={t(`status.${status as 'sent'}`)}
      className={cn('size-4 shrink-0', isRead && 'text-info', status === 'failed' && 'text-bad', className)}
    />
  );
}
