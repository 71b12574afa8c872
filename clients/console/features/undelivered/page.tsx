'use client';
import { CircleCheckBig, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { DeadLetter } from '../../../sdk/src/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { StopNotice } from '../sending/stop_notice.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { ERROR_CLASSES, type ErrorClass, useDeadLetters, useRetry, useSubjects } from './data.ts';
import { DeadLetterRow, isRetriedHere } from './row.tsx';

const SOURCES = ['others', 'campaigns', 'all'] as const;

type Which = Parameters<ReturnType<typeof useRetry>['retrying']['mutate']>[0];

/** Messages that failed for good: why, and once more for those that may work now. */
export function Undelivered() {
  const { t } = useTranslation(['undelivered', 'campaigns', 'common']);
  const { may } = useWorkspace();
  const [from, setFrom] = useState<(typeof SOURCES)[number]>('others');
  const [errorClass, setErrorClass] = useState<ErrorClass | 'all'>('all');
  // A class is sent a thousand at a time: where the next call goes on.
  const [rest, setRest] = useState<{ errorClass: string; before: string } | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Which | null>(null);
  const letters = useDeadLetters({
    ...(errorClass !== 'all' && { errorClass }),
    ...(from !== 'all' && { from }),
  });
  const rows = letters.data?.pages.flat() ?? [];
  const subjects = useSubjects(rows);
  const { retrying, refused } = useRetry();
  if (!may('conversations.view')) return <Denied />;
  const mayRetry = may('conversations.reply');
  const usable = mayRetry ? rows.filter(isRetriedHere) : [];
  const picked = usable.filter(({ message_id }) => chosen.has(message_id ?? ''));
  const send = (which: Which) => {
    setAsked(null);
    retrying.mutate(which, {
      onSuccess(retried) {
        setChosen(new Set());
        if (retried.sent > 0) toast.success(t('sent', { count: retried.sent }));
        if (retried.refused.length > 0) toast.error(t('left', { count: retried.refused.length }));
        setRest(
          'errorClass' in which && retried.next !== null
            ? { errorClass: which.errorClass, before: retried.next }
            : null,
        );
      },
    });
  };
  const ask = (some: DeadLetter[]) => {
    const which = { ids: some.flatMap(({ message_id }) => message_id ?? []) };
    if (some.some(({ error_class }) => error_class === 'unknown')) setAsked(which);
    else send(which);
  };
  const isWholeClass = errorClass !== 'all' && from !== 'campaigns' && letters.hasNextPage;
  const askAll = () => {
    if (errorClass === 'all') return;
    const which = rest?.errorClass === errorClass ? rest : { errorClass };
    if (errorClass === 'unknown') setAsked(which);
    else send(which);
  };
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <Page title={t('title')} about={t('about')}>
      <StopNotice />
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <Choices
          label={t('from')}
          value={from}
          onChange={(next) => {
            setFrom(next);
            setChosen(new Set());
          }}
          options={SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))}
          className="max-w-full"
        />
        <Choices
          label={t('filter')}
          value={errorClass}
          onChange={(next) => {
            setErrorClass(next);
            setChosen(new Set());
          }}
          options={(['all', ...ERROR_CLASSES] as const).map((value) => ({
            value,
            label: value === 'all' ? t('anyReason') : t(`campaigns:errorClass.${value}`),
          }))}
          className="max-w-full"
        />
      </div>
      {errorClass !== 'all' && (
        <p className="mb-3 text-ink-soft">{t(`campaigns:errorClassAbout.${errorClass}`)}</p>
      )}
      <Card className="overflow-hidden">
        {letters.error ? (
          <Problem error={letters.error} retry={() => void letters.refetch()} />
        ) : letters.data === undefined ? (
          <SkeletonRows />
        ) : rows.length === 0 ? (
          <Notice
            icon={CircleCheckBig}
            title={t(errorClass !== 'all' ? 'emptyFilter' : from === 'all' ? 'empty' : `emptyFrom.${from}`)}
            about={errorClass === 'all' ? t('emptyAbout') : undefined}
          />
        ) : (
          <>
            {usable.length > 0 && (
              <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-b bg-sunken/60 px-4 py-2">
                <label className="flex min-h-8 items-center gap-3">
                  <input
                    type="checkbox"
                    className="size-4 shrink-0 accent-(--accent)"
                    checked={picked.length === usable.length}
                    disabled={retrying.isPending}
                    onChange={({ target }) =>
                      setChosen(new Set(target.checked ? usable.flatMap((row) => row.message_id ?? []) : []))
                    }
                  />
                  {picked.length === 0 ? t('chooseAll') : t('chosen', { count: picked.length })}
                </label>
                {picked.length > 0 && (
                  <>
                    <Button size="sm" tone="accent" busy={retrying.isPending} onClick={() => ask(picked)}>
                      {!retrying.isPending && <RotateCcw />}
                      {t('again')}
                    </Button>
                    <Button
                      size="icon-sm"
                      tone="quiet"
                      aria-label={t('chooseNone')}
                      disabled={retrying.isPending}
                      onClick={() => setChosen(new Set())}
                    >
                      <X />
                    </Button>
                  </>
                )}
                {picked.length === 0 && isWholeClass && (
                  <Button size="sm" busy={retrying.isPending} onClick={askAll}>
                    {!retrying.isPending && <RotateCcw />}
                    {t(rest?.errorClass === errorClass ? 'againRest' : 'againAll')}
                  </Button>
                )}
              </div>
            )}
            <ul className={`divide-y ${letters.isPlaceholderData ? 'opacity-60' : ''}`}>
              {rows.map((row) => (
                <DeadLetterRow
                  key={row.message_id}
                  row={row}
                  contact={subjects.data?.contacts.get(row.contact_id ?? '')}
                  campaign={subjects.data?.campaigns.get(row.campaign_id ?? '')}
                  refused={refused.get(row.message_id ?? '')}
                  isChosen={chosen.has(row.message_id ?? '')}
                  isBusy={retrying.isPending}
                  onChoose={mayRetry ? choose : null}
                  onRetry={() => ask([row])}
                />
              ))}
            </ul>
          </>
        )}
      </Card>
      {letters.hasNextPage && (
        <div className="mt-4 grid justify-items-center">
          <Button busy={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
            {t('common:loadMore')}
          </Button>
        </div>
      )}
      <Confirm
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t('twiceTitle')}
        about={t('twiceAbout')}
        yes={t('again')}
        no={t('common:cancel')}
        busy={false}
        onConfirm={() => asked !== null && send(asked)}
      />
    </Page>
  );
}
