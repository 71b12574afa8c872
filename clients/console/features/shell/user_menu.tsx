'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LogOut, UserRound } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useTranslation } from 'react-i18next';
import type { Availability } from '../../../sdk/src/members.ts';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';
import { speak } from '../../i18n/start.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { cn } from '../../ui/cn.ts';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from '../../ui/menu.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { useClient, useSession } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

const THEMES = ['light', 'dark', 'system'] as const;
const AVAILABILITIES: Availability[] = ['online', 'away', 'offline'];
const DOTS: Record<string, string> = { online: 'bg-good', away: 'bg-warn', offline: 'bg-line-strong' };

/** Name, theme, language, whether one is there, and the way out. */
export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const client = useClient();
  const queries = useQueryClient();
  const { organization } = useWorkspace();
  const { theme, setTheme } = useTheme();
  const availability = useMutation({
    mutationFn: (next: Availability) => client.members.setAvailability(next, organization.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['context'] }),
  });
  const email = user?.email ?? '';
  const fullName: unknown = user?.user_metadata.full_name;
  const name = typeof fullName === 'string' && fullName !== '' ? fullName : email;
  const shown = availability.isPending ? availability.variables : organization.availability;
  return (
    <Menu
      className="w-60"
      trigger={
        <button
          type="button"
          aria-label={t('user.menu')}
          className="relative ms-1 rounded-full focus-visible:outline-offset-1"
        >
          <Avatar name={name} className="size-8" />
          <span
            aria-hidden
            className={cn(
              'absolute end-0 bottom-0 size-2.5 rounded-full border-2 border-surface',
              DOTS[shown],
            )}
          />
        </button>
      }
    >
      <div className="px-2.5 pt-1.5 pb-2">
        <p className="truncate font-medium">{name}</p>
        {name !== email && <p className="truncate text-ink-soft text-xs">{email}</p>}
      </div>
      <MenuLine />
      <MenuItem asChild>
        <NavLink href="/settings/profile/">
          <UserRound />
          {t('user.profile')}
        </NavLink>
      </MenuItem>
      <MenuLabel>{t('user.availability')}</MenuLabel>
      {AVAILABILITIES.map((each) => (
        <MenuChoice key={each} chosen={shown === each} onSelect={() => availability.mutate(each)}>
          <span className="flex items-center gap-2.5">
            <span aria-hidden className={cn('size-2 rounded-full', DOTS[each])} />
            {t(`user.${each}`)}
          </span>
        </MenuChoice>
      ))}
      <MenuLabel>{t('user.theme')}</MenuLabel>
      {THEMES.map((each) => (
        <MenuChoice key={each} chosen={theme === each} onSelect={() => setTheme(each)}>
          {t(`user.${each}`)}
        </MenuChoice>
      ))}
      <MenuLabel>{t('user.language')}</MenuLabel>
      {Object.entries(LANGUAGES).map(([language, { name: words }]) => (
        <MenuChoice
          key={language}
          chosen={i18n.language === language}
          onSelect={() => void speak(language as Language)}
        >
          <span lang={language}>{words}</span>
        </MenuChoice>
      ))}
      <MenuLine />
      <MenuItem onSelect={() => void client.auth.signOut()}>
        <LogOut />
        {t('user.signOut')}
      </MenuItem>
    </Menu>
  );
}
