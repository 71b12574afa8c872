'use client';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Alert } from '../../../sdk/src/plans.ts';
import { useFormat } from '../../lib/format.ts';
import { cn } from '../../ui/cn.ts';
import { NavLink } from '../../ui/nav_link.tsx';
import { useAlertWords } from './alert_words.ts';

const ICONS = { bad: CircleAlert, warn: TriangleAlert, info: Info };
const TONES = { bad: 'text-bad', warn: 'text-warn', info: 'text-info' };

/** One alert in words: what happened, what to do, a link to where that is done. */
export function AlertText({ alert, onGo }: { alert: Alert; onGo?: () => void }) {
  const format = useFormat();
  const { tone, what, todo, path } = useAlertWords()(alert);
  const Icon = ICONS[tone];
  return (
    <div className="flex items-start gap-2.5">
      <Icon className={cn('mt-0.5 size-4 shrink-0', TONES[tone])} aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="break-words first-letter:uppercase">{what}</p>
        <p className="mt-0.5 flex flex-wrap gap-x-2 text-xs">
          {path !== null && todo !== '' && (
            <NavLink
              href={path}
              onClick={onGo}
              className="font-medium text-accent-text underline-offset-2 hover:underline"
            >
              {todo}
            </NavLink>
          )}
          <span className="text-ink-soft">{format.relative(alert.created_at)}</span>
        </p>
      </div>
    </div>
  );
}
