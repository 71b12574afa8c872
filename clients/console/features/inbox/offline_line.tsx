'use client';
import { onlineManager } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

const subscribe = (listener: () => void) => onlineManager.subscribe(listener);

/** Says that there is no connection, and that what one writes is not lost. */
export function OfflineLine() {
  const { t } = useTranslation('inbox');
  const isOnline = useSyncExternalStore(
    subscribe,
    () => onlineManager.isOnline(),
    () => true,
  );
  if (isOnline) return null;
  return (
    <p role="status" className="flex items-center gap-2 border-t bg-warn-soft px-4 py-1.5 text-warn text-xs">
      <WifiOff className="size-3.5 shrink-0" aria-hidden />
      {t('offline')}
    </p>
  );
}
