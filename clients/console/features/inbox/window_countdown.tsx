'use client';
import { Timer, TimerOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';

/** Seconds until the window closes, counted down; 0 when it is closed. */
export function useWindow(expiresAt: string | null): number {
  const left = () => (expiresAt === null ? 0 : Math.max(0, (Date.parse(expiresAt) - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    // Every second only in the last two minutes, where one sees it move.
    const timer = setInterval(() => setSeconds(left()), left() < 120 ? 1_000 : 15_000);
    return () => clearInterval(timer);
  }, [expiresAt, seconds < 120]);
  return seconds;
}

/** How long one may still answer freely. */
export function WindowCountdown({ expiresAt }: { expiresAt: string | null }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const seconds = useWindow(expiresAt);
  if (seconds === 0)
    return (
      <Badge tone="neutral" title={t('windowClosedAbout')}>
        <TimerOff aria-hidden />
        {t('windowClosed')}
      </Badge>
    );
  return (
    <Badge tone={seconds < 7200 ? 'warn' : 'good'} title={t('windowOpenAbout')}>
      <Timer aria-hidden />
      {t('windowOpen', { time: format.span(seconds) })}
    </Badge>
  );
}
