'use client';
import { Command } from 'cmdk';
import { Building2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../session/workspace.tsx';
import type { PageLink } from './pages.ts';

interface CommandMenuProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  pages: PageLink[];
}

const item =
  'flex h-9 cursor-default items-center gap-3 rounded-lg px-2.5 data-[selected=true]:bg-sunken [&_svg]:size-4 [&_svg]:text-ink-soft';
const heading =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-soft [&_[cmdk-group-heading]]:text-xs';

/** Everything that one can go to, by typing a few letters of it. */
export function CommandMenu({ open, onOpenChange, pages }: CommandMenuProps) {
  const { t } = useTranslation();
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
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40 data-[state=open]:animate-in data-[state=open]:fade-in" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[14vh] z-50 mx-auto max-w-lg overflow-hidden rounded-2xl border bg-raised shadow-float focus:outline-none"
        >
          <Dialog.Title className="sr-only">{t('command.label')}</Dialog.Title>
          <Command label={t('command.label')} loop>
            <Command.Input
              placeholder={t('command.placeholder')}
              className="h-12 w-full border-b bg-transparent px-4 text-base placeholder:text-ink-soft focus:outline-none"
            />
            <Command.List className="max-h-80 overflow-y-auto p-1.5">
              <Command.Empty className="p-4 text-center text-ink-soft">{t('command.empty')}</Command.Empty>
              <Command.Group heading={t('command.go')} className={heading}>
                {pages.map(({ name, path, icon: Icon }) => (
                  <Command.Item key={name} className={item} onSelect={run(() => router.push(path))}>
                    <Icon aria-hidden />
                    {t(`nav.${name}`)}
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
