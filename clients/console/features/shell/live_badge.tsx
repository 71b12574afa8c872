'use client';
import { useTranslation } from 'react-i18next';
import type { LiveState } from '../../lib/live.ts';
import { cn } from '../../ui/cn.ts';

/** Whether what is shown moves by itself. */
export function LiveBadge({ state }: { state: LiveState }) {
  const { t } = useTranslation();
  const isLive = state === 'live';
  return (
    <span
      role="status"
      title={isLive ? t('liveAbout') : t('interruptedAbout')}
      className="inline-flex items-center gap-1.5 whitespace-nowrap text-ink-soft text-xs"
    >
      <span
        aria-hidden
        className={cn('size-2 rounded-full', isLive ? 'animate-pulse bg-good' : 'bg-line-strong')}
      />
      {isLive ? t('live') : t('interrupted')}
    </span>
  );
}
