'use client';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';

/** What each key does; the list is also what the help shows. */
export const KEYS = {
  next: 'j',
  previous: 'k',
  search: '/',
  reply: 'r',
  note: 'n',
  template: 't',
  label: 'l',
  assign: 'a',
  take: 'm',
  snooze: 's',
  close: 'e',
  leave: 'Escape',
  help: '?',
} as const;

/** The keys of the inbox, for those who work without a mouse. */
export function ShortcutsHelp({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { t } = useTranslation('inbox');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('shortcuts.title')} className="max-w-sm">
      <dl className="grid gap-2">
        {Object.entries(KEYS).map(([name, key]) => (
          <div key={name} className="flex items-center justify-between gap-4">
            <dt>{t(`shortcuts.${name as keyof typeof KEYS}`)}</dt>
            <dd>
              <kbd className="rounded-md border bg-sunken px-2 py-0.5 font-sans text-xs">
                {key === 'Escape' ? 'Esc' : key.toUpperCase()}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
