'use client';
import { Menu as MenuIcon, Search } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { useClient } from '../session/session.tsx';
import { OrganizationTheme } from '../session/theme.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { AlertsMenu } from './alerts_menu.tsx';
import { CommandEntry } from './command_entry.tsx';
import { Logo } from './logo.tsx';
import { isAt, PAGES, type PageLink } from './pages.ts';
import { usePersonalNews } from './personal_news.ts';
import { Switcher } from './switcher.tsx';
import { UnreadBadge, useUnreadCount } from './unread.tsx';
import { UserMenu } from './user_menu.tsx';

/** The frame of all pages: where one is, where one can go, who one is. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { organization, may } = useWorkspace();
  const client = useClient();
  const path = usePathname();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isCommandOpen, setCommandOpen] = useState(false);
  usePersonalNews();
  const unread = useUnreadCount();
  const pages = PAGES.filter(({ permission }) => permission === undefined || may(permission));

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setCommandOpen((open) => !open);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => setMenuOpen(false), [path]);
  // Who has the console open is there for his colleagues and for routing.
  useEffect(() => client.members.keepPresent(), [client]);

  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-lg bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {t('skip')}
      </a>
      <OrganizationTheme color={organization.theme_color} textColor={organization.theme_text_color} />
      <header className="flex h-14 shrink-0 items-center gap-1.5 border-b bg-surface px-2 sm:px-3">
        <Button
          tone="quiet"
          size="icon"
          className="lg:hidden"
          aria-label={t('nav.open')}
          onClick={() => setMenuOpen(true)}
        >
          <MenuIcon />
        </Button>
        <div className="hidden w-52 items-center ps-2 lg:flex">
          <OrganizationMark />
        </div>
        <Switcher />
        <div className="flex-1" />
        <Button
          tone="plain"
          size="sm"
          className="hidden w-56 justify-start font-normal text-ink-soft md:inline-flex"
          onClick={() => setCommandOpen(true)}
        >
          <Search />
          <span className="flex-1 text-start">{t('command.open')}</span>
          <kbd className="font-sans text-xs">⌘K</kbd>
        </Button>
        <AlertsMenu />
        <UserMenu />
      </header>
      <div className="flex min-h-0 flex-1">
        <nav
          aria-label={t('nav.label')}
          className="hidden w-56 shrink-0 flex-col border-e bg-surface p-3 lg:flex"
        >
          <NavLinks pages={pages} path={path} unread={unread} />
        </nav>
        <main
          id="content"
          tabIndex={-1}
          className="min-w-0 flex-1 overflow-y-auto overscroll-contain pb-14 focus:outline-none lg:pb-0"
        >
          {children}
        </main>
      </div>
      <nav
        aria-label={t('nav.label')}
        className="fixed inset-x-0 bottom-0 z-30 grid h-14 auto-cols-fr grid-flow-col border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
      >
        {pages.slice(0, 4).map(({ name, path: target, icon: Icon }) => (
          <NavLink
            key={name}
            href={target}
            aria-current={isAt(path, target) ? 'page' : undefined}
            className="grid min-w-0 content-center justify-items-center gap-0.5 text-[0.6875rem] text-ink-soft leading-4 aria-[current]:font-medium aria-[current]:text-accent-text"
          >
            <span className="relative">
              <Icon className="size-5" aria-hidden />
              {name === 'inbox' && (
                <UnreadBadge
                  count={unread}
                  className="-top-1.5 absolute start-3 h-4 min-w-4 px-1 text-[0.625rem]"
                />
              )}
            </span>
            <span className="max-w-full truncate px-1">{t(`nav.${name}`)}</span>
          </NavLink>
        ))}
      </nav>
      <Dialog open={isMenuOpen} onOpenChange={setMenuOpen} title={organization.name} place="start">
        <nav aria-label={t('nav.label')} className="-mx-2">
          <NavLinks pages={pages} path={path} unread={unread} />
        </nav>
      </Dialog>
      {isCommandOpen && <CommandEntry onOpenChange={setCommandOpen} pages={pages} />}
    </div>
  );
}

function OrganizationMark() {
  const { organization } = useWorkspace();
  if (organization.logo_url === null) return <Logo />;
  return (
    <img src={organization.logo_url} alt={organization.name} className="max-h-8 max-w-44 object-contain" />
  );
}

interface NavLinksProps {
  pages: PageLink[];
  path: string;
  unread: number | undefined;
}

function NavLinks({ pages, path, unread }: NavLinksProps) {
  const { t } = useTranslation();
  return (
    <ul className="grid gap-0.5">
      {pages.map(({ name, path: target, icon: Icon }) => (
        <li key={name}>
          <NavLink
            href={target}
            aria-current={isAt(path, target) ? 'page' : undefined}
            className={cn(
              'flex h-9 items-center gap-3 rounded-lg px-2.5 font-medium text-ink-soft hover:bg-sunken hover:text-ink',
              'aria-[current]:bg-accent-soft aria-[current]:text-accent-text',
            )}
          >
            <Icon className="size-[1.125rem]" aria-hidden />
            <span className="min-w-0 flex-1 truncate">{t(`nav.${name}`)}</span>
            {name === 'inbox' && <UnreadBadge count={unread} />}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
