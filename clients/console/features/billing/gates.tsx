'use client';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Subscription, UsageSummary } from '../../../sdk/src/plans.ts';
import { useFormat } from '../../lib/format.ts';
import { cn } from '../../ui/cn.ts';

/** From this part of a limit on it is spoken of. */
const NEAR = 0.8;

interface GatesProps {
  usage: UsageSummary | undefined;
  subscription: Subscription | undefined;
}

/** A gate that is shut or soon will be. */
export interface Gate {
  key: string;
  isShut: boolean;
  text: string;
  todo: string;
}

/** The gates that are shut or soon will be, in words. */
export function useGates({ usage, subscription }: GatesProps): Gate[] {
  const { t } = useTranslation(['settings', 'channels']);
  const format = useFormat();
  const told: Gate[] = [];
  if (subscription && !['active', 'trialing'].includes(subscription.status)) {
    told.push({
      key: 'status',
      isShut: subscription.status !== 'past_due',
      text: t(`gate.${subscription.status as 'past_due'}`, {
        day: subscription.grace_ends_at === null ? '' : format.day(subscription.grace_ends_at),
      }),
      todo: t('gate.pay'),
    });
  }
  for (const [name, one] of Object.entries(usage?.usage ?? {})) {
    const taken = one.used + one.reserved;
    if (one.limit <= 0 || taken < one.limit * NEAR) continue;
    const isShut = taken >= one.limit;
    told.push({
      key: name,
      isShut,
      text: t(isShut ? 'gate.full' : 'gate.near', {
        name: t(`channels:metric.${name as 'contacts'}`, name.replaceAll('_', ' ')),
        used: format.count(taken),
        limit: format.count(one.limit),
      }),
      todo: t(`gate.todo.${one.period as 'day'}`),
    });
  }
  return told;
}

/** What is shut or soon will be, and what to do about it. */
export function Gates(props: GatesProps) {
  const told = useGates(props);
  if (told.length === 0) return null;
  return (
    <ul className="grid gap-2">
      {told.map(({ key, isShut, text, todo }) => (
        <li
          key={key}
          className={cn(
            'flex items-start gap-3 rounded-xl px-4 py-3',
            isShut ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn',
          )}
        >
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <p>
            <span className="font-medium">{text}</span> {todo}
          </p>
        </li>
      ))}
    </ul>
  );
}
