'use client';
import { Bell } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recall, remember } from '../../lib/storage.ts';
import { Button } from '../../ui/button.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { AlertText } from './alert_text.tsx';
import { useAlerts } from './alerts.ts';

/** The bell: its dot goes when the list was opened. */
export function AlertsMenu() {
  const { t } = useTranslation();
  const { organization } = useWorkspace();
  const alerts = useAlerts();
  const slot = `alerts.${organization.id}`;
  const [isOpen, setOpen] = useState(false);
  // By organization: whoever changes to another has other news there.
  const [seenBySlot, setSeen] = useState<Record<string, string>>({});
  const seen = seenBySlot[slot] ?? recall(slot) ?? '';
  const newest = alerts.data?.[0]?.id ?? '';
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        if (!open) return;
        setSeen((old) => ({ ...old, [slot]: newest }));
        remember(slot, newest);
      }}
    >
      <Popover.Trigger asChild>
        <Button tone="quiet" size="icon" className="relative" aria-label={t('alerts.label')}>
          <Bell className="size-[1.125rem]!" />
          {newest > seen && (
            <span
              aria-hidden
              className="absolute end-2 top-2 size-2 rounded-full bg-bad ring-2 ring-surface"
            />
          )}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('alerts.title')}
          className="z-50 max-h-[70vh] w-80 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-xl border bg-raised shadow-float focus:outline-none"
        >
          <p className="px-4 pt-3 pb-2 font-semibold">{t('alerts.title')}</p>
          {alerts.data?.length ? (
            <ul className="divide-y border-t">
              {alerts.data.map((alert) => (
                <li key={alert.id} className="px-4 py-2.5">
                  <AlertText alert={alert} onGo={() => setOpen(false)} />
                </li>
              ))}
            </ul>
          ) : (
            <p className="px-4 pb-4 text-ink-soft">
              {alerts.error ? alerts.error.message : t(alerts.isPending ? 'loading' : 'alerts.empty')}
            </p>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
