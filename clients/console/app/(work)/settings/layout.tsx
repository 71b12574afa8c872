'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSectionGroups } from '../../../features/settings/sections.ts';
import { cn } from '../../../ui/cn.ts';
import { NavLink } from '../../../ui/nav_link.tsx';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  const { t } = useTranslation('settings');
  const path = usePathname();
  // On a phone the list is a page of its own.
  const isList = path === '/settings/';
  const groups = useSectionGroups();
  return (
    <div className="mx-auto w-full max-w-6xl gap-8 px-4 pt-5 pb-10 sm:px-6 md:flex">
      {!isList && (
        <NavLink
          href="/settings/"
          className="mb-3 inline-flex items-center gap-1 rounded text-[0.8125rem] text-ink-soft hover:text-ink md:hidden"
        >
          <ChevronLeft className="size-4 rtl:rotate-180" aria-hidden />
          {t('title')}
        </NavLink>
      )}
      <nav
        aria-label={t('title')}
        className={cn('mb-4 shrink-0 md:mb-0 md:block md:w-48', !isList && 'hidden')}
      >
        <p className="mb-3 font-semibold text-xl tracking-tight md:px-2.5">{t('title')}</p>
        <ul>
          {groups.map(({ name: group, sections }) => (
            <li key={group} className="mb-4">
              {group !== 'you' && (
                <p className="mb-1 px-2.5 font-medium text-ink-soft text-xs">{t(`group.${group}`)}</p>
              )}
              <ul className="grid max-md:divide-y max-md:overflow-hidden max-md:rounded-xl max-md:border max-md:bg-surface max-md:shadow-soft md:gap-0.5">
                {sections.map(({ name, icon: Icon }) => (
                  <li key={name}>
                    <NavLink
                      href={`/settings/${name}/`}
                      aria-current={path.startsWith(`/settings/${name}`) ? 'page' : undefined}
                      className="flex h-11 items-center gap-2.5 whitespace-nowrap px-3 hover:bg-sunken focus-visible:-outline-offset-2 aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink md:h-9 md:rounded-lg md:px-2.5 md:text-ink-soft md:hover:text-ink"
                    >
                      <Icon className="size-4 text-ink-soft md:text-current" aria-hidden />
                      <span className="flex-1">{t(`section.${name}`)}</span>
                      <ChevronRight className="size-4 text-ink-soft md:hidden rtl:rotate-180" aria-hidden />
                    </NavLink>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
