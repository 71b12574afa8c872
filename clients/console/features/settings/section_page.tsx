'use client';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface SectionPageProps {
  title: string;
  about?: string;
  actions?: ReactNode;
  /** Whether the person may look at it but change nothing. */
  isReadOnly?: boolean;
  children: ReactNode;
}

/** One part of the settings. */
export function SectionPage({ title, about, actions, isReadOnly = false, children }: SectionPageProps) {
  const { t } = useTranslation('settings');
  return (
    <>
      <header className="mb-4 flex min-h-9 flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-52">
          <h1 className="font-semibold text-lg tracking-tight">{title}</h1>
          {about && <p className="text-ink-soft">{about}</p>}
          {isReadOnly && (
            <p className="mt-1 flex items-center gap-1.5 text-[0.8125rem] text-ink-soft">
              <Lock className="size-3.5" aria-hidden />
              {t('readOnly')}
            </p>
          )}
        </div>
        {actions}
      </header>
      <div className="grid gap-4">{children}</div>
    </>
  );
}
