'use client';
import { usePathname } from 'next/navigation';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentInSight } from '../../ui/current_in_sight.ts';
import { NavLink } from '../../ui/nav_link.tsx';
import { useWorkspace } from '../session/workspace.tsx';

const SECTIONS = [
  { name: 'all', path: '/contacts/' },
  { name: 'segments', path: '/contacts/segments/' },
  { name: 'lists', path: '/contacts/lists/' },
  { name: 'attributes', path: '/contacts/attributes/' },
  { name: 'imports', path: '/contacts/import/', permission: 'contacts.import' },
  { name: 'exports', path: '/contacts/exports/', permission: 'contacts.export' },
  { name: 'deleted', path: '/contacts/deleted/', permission: 'contacts.edit' },
] as const;

/** Title and parts of the contacts. */
export function ContactsHeader({ actions, count }: { actions?: ReactNode; count?: ReactNode }) {
  const { t } = useTranslation('contacts');
  const { may } = useWorkspace();
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  useCurrentInSight(nav, path);
  const shown = SECTIONS.filter((one) => !('permission' in one) || may(one.permission));
  return (
    <header className="mb-4">
      <div className="flex min-h-9 flex-wrap items-center gap-2">
        <h1 className="min-w-0 flex-1 basis-36 whitespace-nowrap font-semibold text-xl tracking-tight">
          {t('title')} {count}
        </h1>
        {actions}
      </div>
      <nav
        ref={nav}
        aria-label={t('title')}
        className="-mx-4 mt-2 overflow-x-auto border-b px-4 sm:-mx-6 sm:px-6"
      >
        <ul className="flex gap-5">
          {shown.map(({ name, path: to }) => (
            <li key={name} className="shrink-0">
              <NavLink
                href={to}
                aria-current={path === to ? 'page' : undefined}
                className="-mb-px block whitespace-nowrap border-transparent border-b-2 py-2 text-ink-soft hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-accent-text aria-[current]:font-medium aria-[current]:text-ink"
              >
                {t(`section.${name}`)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
