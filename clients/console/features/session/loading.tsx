'use client';
import { LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export function Loading() {
  const { t } = useTranslation();
  return (
    <div className="grid min-h-dvh place-items-center text-ink-soft" role="status">
      <LoaderCircle className="size-5 animate-spin" aria-hidden />
      <span className="sr-only">{t('loading')}</span>
    </div>
  );
}
