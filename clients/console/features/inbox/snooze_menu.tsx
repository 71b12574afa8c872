'use client';
import { AlarmClock, Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/menu.tsx';

interface SnoozeProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  busy: boolean;
  onSnooze: (until: Date) => void;
  onHold: () => void;
}

const HOUR = 3_600_000;

/** The moments that people mean: in a while, tomorrow morning, on Monday morning. */
function moments(now: Date): { name: 'soon' | 'today' | 'tomorrow' | 'monday'; at: Date }[] {
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { name: 'soon', at: new Date(now.getTime() + HOUR) },
    { name: 'today', at: new Date(now.getTime() + 3 * HOUR) },
    { name: 'tomorrow', at: morning(1) },
    { name: 'monday', at: morning(toMonday) },
  ];
}

/** Puts a conversation away until later, or until the customer writes. */
export function SnoozeMenu({ open, onOpenChange, busy, onSnooze, onHold }: SnoozeProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  return (
    <Menu
      className="w-72"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button tone="quiet" size="icon-sm" busy={busy} aria-label={t('snooze.title')}>
          <AlarmClock />
        </Button>
      }
    >
      <MenuLabel>{t('snooze.title')}</MenuLabel>
      {moments(new Date()).map(({ name, at }) => (
        <MenuItem key={name} onSelect={() => onSnooze(at)}>
          <span className="flex-1">{t(`snooze.${name}`)}</span>
          <span className="tabular text-ink-soft text-xs">{format.moment(at)}</span>
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem onSelect={onHold}>
        <Hourglass />
        {t('snooze.hold')}
      </MenuItem>
    </Menu>
  );
}
