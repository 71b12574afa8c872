'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentEvent } from '../../../sdk/src/consents.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMemberNames } from '../members/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { CATEGORIES, consentKey } from './data.ts';
import { ConsentForm } from './form.tsx';

const TONES: Record<string, Tone> = { opted_in: 'good', opted_out: 'bad', unknown: 'neutral' };

/** What a contact agreed to and objected to, since when, on whose word; and recording another word. */
export function ConsentPanel({ contactId, className }: { contactId: string; className?: string }) {
  const { t } = useTranslation('consent');
  const client = useClient();
  const format = useFormat();
  const { may } = useWorkspace();
  const [open, setOpen] = useState<'form' | 'history' | null>(null);
  const consents = useQuery({
    queryKey: consentKey(contactId),
    queryFn: () => client.consents.ofContact(contactId),
    enabled: may('contacts.view'),
  });
  const close = () => setOpen(null);
  if (!may('contacts.view')) return null;
  return (
    <section className={cn('grid gap-2', className)} aria-label={t('title')}>
      <div className="flex items-center gap-1">
        <h3 className="flex-1 font-medium text-[0.8125rem] text-ink-soft">{t('title')}</h3>
        <Button tone="quiet" size="sm" className="h-7" onClick={() => setOpen('history')}>
          {t('history')}
        </Button>
        {may('contacts.edit') && (
          <Button tone="quiet" size="sm" className="-me-2 h-7" onClick={() => setOpen('form')}>
            {t('change')}
          </Button>
        )}
      </div>
      {consents.error ? (
        <ReadAgain error={consents.error} retry={() => void consents.refetch()} />
      ) : consents.data === undefined ? (
        <Skeleton className="h-21" />
      ) : (
        <dl className="grid gap-1.5">
          {CATEGORIES.map((category) => {
            const found = consents.data?.find((one) => one.category === category);
            const state = found?.state ?? 'unknown';
            return (
              <div key={category} className="flex min-h-6 items-center justify-between gap-2">
                <dt>{t(`category.${category}`)}</dt>
                <dd className="flex items-center gap-2">
                  {found && <span className="text-ink-soft text-xs">{format.day(found.at)}</span>}
                  <Badge tone={TONES[state] ?? 'neutral'}>{t(`state.${state}`)}</Badge>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      <Dialog
        open={open === 'form'}
        onOpenChange={close}
        title={t('form.title')}
        about={t('form.about')}
        className="max-w-md"
      >
        <ConsentForm contactId={contactId} onSaved={close} />
      </Dialog>
      <Dialog open={open === 'history'} onOpenChange={close} title={t('history')} className="max-w-md">
        <History contactId={contactId} />
      </Dialog>
    </section>
  );
}

function History({ contactId }: { contactId: string }) {
  const { t } = useTranslation('consent');
  const client = useClient();
  const events = useQuery({
    queryKey: [...consentKey(contactId), 'events'],
    queryFn: () => client.consents.events(contactId, { limit: 100 }),
  });
  if (events.error) return <ReadAgain error={events.error} retry={() => void events.refetch()} />;
  if (events.data === undefined) return <Skeleton className="h-24" />;
  if (events.data.length === 0) return <p className="text-ink-soft">{t('historyNone')}</p>;
  return (
    <ol className="grid gap-3">
      {events.data.map((event) => (
        <Word key={event.id} event={event} />
      ))}
    </ol>
  );
}

/** What could not be read is not shown as if nobody had been asked. */
function ReadAgain({ error, retry }: { error: Error; retry: () => void }) {
  const { t } = useTranslation();
  return (
    <p role="alert" className="text-bad">
      {error.message}{' '}
      <button type="button" className="font-medium underline underline-offset-2" onClick={retry}>
        {t('state.retry')}
      </button>
    </p>
  );
}

/** One word of consent or objection: what, when, how we know. */
function Word({ event }: { event: ConsentEvent }) {
  const { t } = useTranslation('consent');
  const format = useFormat();
  const people = useMemberNames();
  const { category, state, source, at, actor_id, evidence } = event;
  const name = people.find(({ id }) => id === actor_id)?.name ?? t('somebody');
  const words =
    typeof evidence === 'object' && 'text' in evidence && typeof evidence.text === 'string'
      ? evidence.text
      : null;
  return (
    <li className="border-s-2 ps-3">
      <p className="flex items-center gap-2">
        <span className="font-medium">{t(`category.${category}`)}</span>
        <Badge tone={TONES[state] ?? 'neutral'}>{t(`state.${state}`)}</Badge>
      </p>
      <p className="text-ink-soft text-xs">
        {format.moment(at)} · {t(`source.${source as 'manual'}`, { name, defaultValue: source })}
      </p>
      {words && <p className="mt-1 whitespace-pre-wrap break-words">{words}</p>}
    </li>
  );
}
