'use client';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Building2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/avatar.tsx';
import { nameOf } from '../contacts/name.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useSections } from '../settings/sections.ts';
import type { PageLink } from './pages.ts';

interface CommandMenuProps {
  words: string;
  onWords: (words: string) => void;
  onOpenChange: (open: boolean) => void;
  pages: PageLink[];
}

const item =
  'flex h-9 cursor-default items-center gap-3 rounded-lg px-2.5 data-[selected=true]:bg-sunken [&_svg]:size-4 [&_svg]:text-ink-soft';
const heading =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-soft [&_[cmdk-group-heading]]:text-xs';

/** From so many letters on people are looked for. */
const SEARCHED_FROM = 2;
const FOUND = 5;

/** Contacts by what is typed. */
function usePeople(words: string) {
  const client = useClient();
  const { brand, may } = useWorkspace();
  const text = useDeferredValue(words.trim());
  const people = useQuery({
    queryKey: ['contacts', brand.id, 'jump', text],
    queryFn: () => client.contacts.search({ filter: { text }, limit: FOUND }),
    enabled: text.length >= SEARCHED_FROM && may('contacts.view'),
    placeholderData: (old) => old,
  });
  return {
    rows: text.length < SEARCHED_FROM ? [] : (people.data?.rows ?? []),
    isSearching: people.isFetching,
  };
}

/** Everything that one can go to, by typing a few letters of it: pages, settings, contacts, workspaces. */
export function CommandMenu({ words, onWords, onOpenChange, pages }: CommandMenuProps) {
  const { t } = useTranslation(['common', 'settings']);
  const people = usePeople(words);
  const sections = useSections();
  const router = useRouter();
  const { organizations, brand, choose } = useWorkspace();
  const run = (action: () => void) => () => {
    onOpenChange(false);
    action();
  };
  const workspaces = organizations.flatMap(({ name, brands }) =>
    brands.map(({ id, name: brandName }) => ({
      id,
      name: brands.length > 1 ? `${name} / ${brandName}` : name,
    })),
  );
  return (
    <Dialog.Root open onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40 data-[state=open]:animate-in data-[state=open]:fade-in" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[14vh] z-50 mx-auto max-w-lg overflow-hidden rounded-2xl border bg-raised shadow-float focus:outline-none"
        >
          <Dialog.Title className="sr-only">{t('command.label')}</Dialog.Title>
          <Command label={t('command.label')} loop>
            <Command.Input
              value={words}
              onValueChange={onWords}
              placeholder={t('command.placeholder')}
              className="h-12 w-full border-b bg-transparent px-4 text-base placeholder:text-ink-soft focus:outline-none"
            />
            <Command.List className="max-h-80 overflow-y-auto p-1.5">
              <Command.Empty className="p-4 text-center text-ink-soft">
                {people.isSearching ? t('loading') : t('command.empty')}
              </Command.Empty>
              {people.rows.length > 0 && (
                <Command.Group heading={t('nav.contacts')} className={heading}>
                  {people.rows.map((contact) => {
                    const name = nameOf(contact) ?? t('contactUnknown');
                    return (
                      <Command.Item
                        key={contact.id}
                        value={contact.id}
                        keywords={[words]}
                        className={item}
                        onSelect={run(() => router.push(`/contacts/view/?id=${contact.id}`))}
                      >
                        <Avatar name={name} className="size-6 text-[0.5625rem]" />
                        <span className="min-w-0 flex-1 truncate">{name}</span>
                        {contact.phone !== null && contact.phone !== name && (
                          <bdi dir="ltr" className="tabular text-ink-soft text-xs">
                            {contact.phone}
                          </bdi>
                        )}
                      </Command.Item>
                    );
                  })}
                </Command.Group>
              )}
              <Command.Group heading={t('command.go')} className={heading}>
                {pages.map(({ name, path, icon: Icon }) => (
                  <Command.Item key={name} className={item} onSelect={run(() => router.push(path))}>
                    <Icon aria-hidden />
                    {t(`nav.${name}`)}
                  </Command.Item>
                ))}
              </Command.Group>
              <Command.Group heading={t('nav.settings')} className={heading}>
                {sections.map(({ name, icon: Icon }) => (
                  <Command.Item
                    key={name}
                    value={`settings ${t(`settings:section.${name}`)}`}
                    className={item}
                    onSelect={run(() => router.push(`/settings/${name}/`))}
                  >
                    <Icon aria-hidden />
                    {t(`settings:section.${name}`)}
                  </Command.Item>
                ))}
              </Command.Group>
              {workspaces.length > 1 && (
                <Command.Group heading={t('command.workspaces')} className={heading}>
                  {workspaces
                    .filter(({ id }) => id !== brand.id)
                    .map(({ id, name }) => (
                      <Command.Item key={id} value={name} className={item} onSelect={run(() => choose(id))}>
                        <Building2 aria-hidden />
                        {name}
                      </Command.Item>
                    ))}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
