'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { NumberSending } from '../../../sdk/src/sending.ts';
import type { WhatsappAccount } from '../../../sdk/src/whatsapp_accounts.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { numbersKey } from '../channels/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { type Hindrance, hindrancesOf, sendingKey } from './data.ts';

const TONES: Record<Hindrance['kind'], Tone> = {
  disconnected: 'bad',
  held: 'bad',
  paused: 'warn',
  breaker: 'warn',
  rests: 'info',
  slow: 'info',
};

interface NumberRowProps {
  account: WhatsappAccount;
  now: NumberSending | undefined;
  /** All sending is stopped, whatever the number's own state is. */
  isStopped: boolean;
}

/** How one number sends: what hinders it, what to do about that, what waits. */
export function NumberRow({ account, now, isStopped }: NumberRowProps) {
  const { t } = useTranslation('sending');
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { brand, may } = useWorkspace();
  const hindrances = hindrancesOf(account, now);
  const toggle = useMutation({
    mutationFn: () =>
      account.is_paused
        ? client.whatsappAccounts.resume(account.id)
        : client.whatsappAccounts.pause(account.id),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: numbersKey(brand.id) }),
        queries.invalidateQueries({ queryKey: sendingKey(brand.id) }),
      ]),
    onError: (error) => toast.error(error.message),
  });
  return (
    <li className="grid gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          <p className="truncate font-medium">{account.account_name}</p>
          <p className="tabular text-ink-soft text-[0.8125rem]">
            <bdi dir="ltr">{account.phone_number}</bdi>
          </p>
        </div>
        {now !== undefined && (
          <dl className="flex flex-wrap gap-x-5 gap-y-1">
            {[
              { name: 'waiting' as const, value: format.count(now.waiting) },
              { name: 'unknown' as const, value: format.count(now.unknown) },
              { name: 'rate' as const, value: t('number.perSecond', { count: now.messages_per_second }) },
            ].map(({ name, value }) => (
              <div key={name} className="flex items-baseline gap-1.5">
                <dt className="text-ink-soft text-[0.8125rem]">{t(`number.${name}`)}</dt>
                <dd className="tabular font-semibold">{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {may('channels.manage') && (
          <Button
            size="sm"
            busy={toggle.isPending}
            aria-label={t(account.is_paused ? 'number.resumeOf' : 'number.pauseOf', {
              name: account.account_name,
            })}
            onClick={() => toggle.mutate()}
          >
            {!toggle.isPending && (account.is_paused ? <Play /> : <Pause />)}
            {t(account.is_paused ? 'number.resume' : 'number.pause')}
          </Button>
        )}
      </div>
      {hindrances.length === 0 ? (
        <p className="text-[0.8125rem] text-ink-soft">
          <Badge tone={isStopped ? 'warn' : 'good'}>{t(isStopped ? 'number.ready' : 'number.sends')}</Badge>
        </p>
      ) : (
        <ul className="grid gap-2">
          {hindrances.map((hindrance) => (
            <Hindering
              key={hindrance.kind === 'held' ? hindrance.cause : hindrance.kind}
              hindrance={hindrance}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What is the matter, in whose words, and what to do. */
function Hindering({ hindrance }: { hindrance: Hindrance }) {
  const { t } = useTranslation('sending');
  const format = useFormat();
  const until = 'until' in hindrance && hindrance.until !== null ? hindrance.until : null;
  const what =
    hindrance.kind === 'held'
      ? (`held.${hindrance.cause}` as const)
      : (`hindrance.${hindrance.kind}` as const);
  const reason = 'reason' in hindrance ? hindrance.reason : null;
  return (
    <li className="rounded-lg bg-sunken/70 px-3 py-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={TONES[hindrance.kind]}>{t(`${what}.title`)}</Badge>
        {until !== null && (
          <span className="tabular text-ink-soft text-[0.8125rem]">
            {t('until', { time: format.recentOrComing(until) })}
          </span>
        )}
        {hindrance.kind === 'rests' && hindrance.code !== null && (
          <span className="tabular text-ink-soft text-[0.8125rem]">
            {t('code', { code: hindrance.code })}
          </span>
        )}
      </p>
      {reason && <p className="mt-1 break-words">{reason}</p>}
      <p className="mt-1 text-ink-soft text-[0.8125rem]">{t(`${what}.todo`)}</p>
    </li>
  );
}
