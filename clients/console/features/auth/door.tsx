'use client';
import { Languages } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';
import { speak } from '../../i18n/start.ts';
import { Logo } from '../shell/logo.tsx';

interface DoorProps {
  title: string;
  about?: ReactNode;
  children: ReactNode;
  /** Where else the person may want to go. */
  foot?: ReactNode;
}

/** The frame of every page that one sees before being let in. */
export function Door({ title, about, children, foot }: DoorProps) {
  const { t, i18n } = useTranslation();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between px-5 py-4">
        <Logo />
        <label className="flex items-center gap-2 text-ink-soft">
          <Languages className="size-4" aria-hidden />
          <span className="sr-only">{t('user.language')}</span>
          <select
            value={i18n.language}
            onChange={({ target }) => void speak(target.value as Language)}
            className="h-8 rounded-lg bg-transparent pe-1 font-medium text-[0.8125rem] hover:text-ink"
          >
            {Object.entries(LANGUAGES).map(([language, { name }]) => (
              <option key={language} value={language} lang={language} className="bg-surface text-ink">
                {name}
              </option>
            ))}
          </select>
        </label>
      </header>
      <main className="grid flex-1 place-items-center px-4 pb-24">
        <div className="w-full max-w-sm">
          <div className="mb-6 text-center">
            <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
            {about && <p className="mt-1.5 text-balance text-ink-soft">{about}</p>}
          </div>
          <div className="rounded-2xl border bg-surface p-6 shadow-soft">{children}</div>
          {foot && <div className="mt-5 grid gap-2 text-center text-ink-soft">{foot}</div>}
        </div>
      </main>
    </div>
  );
}
