'use client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface ShortcutsProps {
  rows: readonly Conversation[];
  openId: string | null;
  onOpen: (conversationId: string | null) => void;
}

const KEYS = ['next', 'previous', 'reply', 'leave', 'help'] as const;
const KEY_NAMES = { next: 'J', previous: 'K', reply: 'R', leave: 'Esc', help: '?' };

/** Work through the inbox without a mouse. */
export function Shortcuts({ rows, openId, onOpen }: ShortcutsProps) {
  const { t } = useTranslation('inbox');
  const [isHelpOpen, setHelpOpen] = useState(false);
  useEffect(() => {
    const step = (by: number) => {
      const at = rows.findIndex(({ id }) => id === openId);
      const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
      if (next !== undefined) onOpen(next.id);
    };
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const isWriting = target?.closest(
        'input, textarea, select, [contenteditable], [role=dialog], [role=menu]',
      );
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (isWriting) {
        if (event.key === 'Escape' && target?.id === 'composer') target.blur();
        return;
      }
      if (event.key === 'j') step(1);
      else if (event.key === 'k') step(-1);
      else if (event.key === 'r') document.getElementById('composer')?.focus();
      else if (event.key === 'Escape' && openId !== null) onOpen(null);
      else if (event.key === '?') setHelpOpen(true);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [rows, openId, onOpen]);
  return (
    <Dialog open={isHelpOpen} onOpenChange={setHelpOpen} title={t('shortcuts.title')} className="max-w-sm">
      <dl className="grid gap-2">
        {KEYS.map((name) => (
          <div key={name} className="flex items-center justify-between">
            <dt>{t(`shortcuts.${name}`)}</dt>
            <dd>
              <kbd className="rounded-md border bg-sunken px-2 py-0.5 font-sans text-xs">
                {KEY_NAMES[name]}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
