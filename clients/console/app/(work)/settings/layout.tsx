'use client';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../features/session/workspace.tsx';
import { SECTION_GROUPS } from '../../../features/settings/sections.ts';
import { NavLink } from '../../../ui/nav_link.tsx';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  const { t } = useTranslation('settings');
  const { may, isPlatformAdmin } = useWorkspace();
  const path = usePathname();
  const list = useRef<HTMLUListElement>(null);
  // On a phone the sections stand in a row, and the chosen one may be out of sight.
  useEffect(() => {
    const chosen = path === '' ? null : list.current?.querySelector('[aria-current]');
    chosen?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  const groups = SECTION_GROUPS.map(({ name, sections }) => ({
    name,
    sections: sections.filter(
      ({ permission, isPlatform }) =>
        (permission === undefined || may(permission)) && (!isPlatform || isPlatformAdmin),
    ),
  })).filter(({ sections }) => sections.length > 0);
  return (
    <div className="mx-auto w-full max-w-6xl gap-8 px-4 pt-5 pb-10 sm:px-6 md:flex">
      <nav aria-label={t('title')} className="mb-4 shrink-0 md:mb-0 md:w-48">
        <p className="mb-3 hidden px-2.5 font-semibold text-xl tracking-tight md:block">{t('title')}</p>
        <ul
          ref={list}
          className="-mx-4 flex gap-1 overflow-x-auto px-4 pb-1 md:mx-0 md:block md:overflow-visible md:px-0"
        >
          {groups.map(({ name: group, sections }) => (
            <li key={group} className="shrink-0 md:mb-4">
              {group !== 'you' && (
                <p className="mb-1 hidden px-2.5 font-medium text-ink-soft text-xs md:block">
                  {t(`group.${group}`)}
                </p>
              )}
              <ul className="flex gap-1 md:grid md:gap-0.5">
                {sections.map(({ name, icon: Icon }) => (
                  <li key={name} className="shrink-0">
                    <NavLink
                      href={`/settings/${name}/`}
                      aria-current={path.startsWith(`/settings/${name}`) ? 'page' : undefined}
                      className="flex h-9 items-center gap-2.5 whitespace-nowrap rounded-lg px-2.5 text-ink-soft hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
                    >
                      <Icon className="size-4" aria-hidden />
                      {t(`section.${name}`)}
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
