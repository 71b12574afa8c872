'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BusinessHours, OpenSpan } from '../../../sdk/src/routing.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Field, Input, Select, Textarea } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Denied, Problem } from '../../ui/states.tsx';
import { Switch } from '../../ui/switch.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';
import { useSaving } from '../settings/use_saving.ts';
import { zones } from '../settings/zones.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
/** A Monday, to name the days by. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;
const OFFICE = DAYS.slice(0, 5).map((day) => ({ day, from: '09:00', to: '18:00' }));

export const hoursKey = (brandId: string) => ['business-hours', brandId];

/** When the workspace answers, on which days it does not, and what it says meanwhile. */
export function HourSettings() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const { brand, may } = useWorkspace();
  const hours = useQuery({
    queryKey: hoursKey(brand.id),
    queryFn: () => client.routing.hours(),
    enabled: may('conversations.view'),
  });
  if (!may('conversations.view')) return <Denied />;
  return (
    <SectionPage
      title={t('section.hours')}
      about={t('hours.about')}
      isReadOnly={!may('conversations.assign')}
    >
      {hours.error ? (
        <Problem error={hours.error} retry={() => void hours.refetch()} />
      ) : hours.data === undefined ? (
        <Skeleton className="h-96 w-full rounded-xl" />
      ) : (
        <HoursForm key={brand.id} hours={hours.data} />
      )}
    </SectionPage>
  );
}

function HoursForm({ hours }: { hours: BusinessHours | null }) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const { brand, organization, may } = useWorkspace();
  const [timezone, setTimezone] = useState(hours?.timezone ?? organization.timezone);
  const [weekly, setWeekly] = useState<OpenSpan[]>(hours?.weekly ?? OFFICE);
  const [holidays, setHolidays] = useState<string[]>(hours?.holidays ?? []);
  const [away, setAway] = useState(hours?.away_message ?? '');
  const mayEdit = may('conversations.assign');
  const saving = useSaving(hoursKey(brand.id), () =>
    client.routing.setHours({
      timezone,
      weekly: [...weekly].sort((a, b) => a.day - b.day || a.from.localeCompare(b.from)),
      holidays: [...holidays].sort(),
      away_message: away.trim() || null,
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <fieldset disabled={!mayEdit} className="grid min-w-0 grid-cols-1 gap-4">
        <Card>
          <CardHeader title={t('hours.week')} {...(hours === null && { about: t('hours.always') })} />
          <div className="px-4 pb-2">
            <Field label={t('organization.timezone')} className="max-w-72">
              {(props) => (
                <Select {...props} value={timezone} onChange={(event) => setTimezone(event.target.value)}>
                  {zones(timezone).map((zone) => (
                    <option key={zone}>{zone}</option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <ul className="divide-y border-t">
            {DAYS.map((day) => (
              <DayRow key={day} day={day} weekly={weekly} onChange={setWeekly} />
            ))}
          </ul>
        </Card>
        <Card>
          <CardHeader title={t('hours.holidays')} about={t('hours.holidaysAbout')} />
          <Holidays holidays={holidays} onChange={setHolidays} />
        </Card>
        <Card>
          <CardHeader title={t('hours.away')} />
          <div className="px-4 pb-4">
            <Field label={t('hours.awayText')} hint={t('hours.awayHint')}>
              {(props) => (
                <Textarea
                  {...props}
                  value={away}
                  maxLength={4096}
                  onChange={(event) => setAway(event.target.value)}
                />
              )}
            </Field>
          </div>
        </Card>
        <FormProblem error={saving.error} />
        {mayEdit && (
          <Button type="submit" tone="accent" className="justify-self-start" busy={saving.isPending}>
            {t('common:save')}
          </Button>
        )}
      </fieldset>
    </form>
  );
}

interface DayRowProps {
  day: number;
  weekly: OpenSpan[];
  onChange: (weekly: OpenSpan[]) => void;
}

function DayRow({ day, weekly, onChange }: DayRowProps) {
  const { t, i18n } = useTranslation('settings');
  const name = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' }).format(
    MONDAY + (day - 1) * DAY_MS,
  );
  const spans = weekly.filter((span) => span.day === day);
  const set = (old: OpenSpan, change: Partial<OpenSpan>) =>
    onChange(weekly.map((span) => (span === old ? { ...span, ...change } : span)));
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="flex h-9 w-36 items-center gap-3">
        <Switch
          label={name}
          checked={spans.length > 0}
          onChange={(isOpen) =>
            onChange(
              isOpen
                ? [...weekly, { day, from: '09:00', to: '18:00' }]
                : weekly.filter((span) => span.day !== day),
            )
          }
        />
        <span aria-hidden className="truncate first-letter:uppercase">
          {name}
        </span>
      </div>
      {spans.length === 0 ? (
        <p className="py-2 text-ink-soft">{t('hours.closed')}</p>
      ) : (
        <ul className="grid gap-2">
          {spans.map((span, i) => (
            <li key={i} className="flex items-center gap-2">
              <Input
                type="time"
                aria-label={t('hours.from', { day: name })}
                value={span.from}
                className="w-34 min-w-0 max-sm:w-29 max-sm:ps-2 max-sm:pe-1"
                onChange={(event) => set(span, { from: event.target.value })}
              />
              <span aria-hidden>–</span>
              <Input
                type="time"
                aria-label={t('hours.to', { day: name })}
                value={span.to === '24:00' ? '00:00' : span.to}
                className="w-34 min-w-0 max-sm:w-29 max-sm:ps-2 max-sm:pe-1"
                onChange={(event) =>
                  set(span, { to: event.target.value === '00:00' ? '24:00' : event.target.value })
                }
              />
              {i === spans.length - 1 && spans.length < 4 && (
                <Button
                  tone="quiet"
                  size="icon-sm"
                  aria-label={t('hours.addSpan', { day: name })}
                  onClick={() => onChange([...weekly, { day, from: '19:00', to: '21:00' }])}
                >
                  <Plus />
                </Button>
              )}
              {spans.length > 1 && (
                <Button
                  tone="quiet"
                  size="icon-sm"
                  aria-label={t('hours.removeSpan', { day: name })}
                  onClick={() => onChange(weekly.filter((one) => one !== span))}
                >
                  <X />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Holidays({ holidays, onChange }: { holidays: string[]; onChange: (days: string[]) => void }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const [day, setDay] = useState('');
  return (
    <div className="grid gap-3 px-4 pb-4">
      {holidays.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {[...holidays].sort().map((one) => (
            <li key={one} className="inline-flex h-8 items-center gap-1 rounded-lg border ps-2.5">
              <span className="tabular">{format.day(one)}</span>
              <button
                type="button"
                aria-label={t('hours.removeHoliday', { day: format.day(one) })}
                onClick={() => onChange(holidays.filter((other) => other !== one))}
                className="grid size-8 place-items-center text-ink-soft hover:text-ink"
              >
                <X className="size-3.5" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        <Input
          type="date"
          aria-label={t('hours.holiday')}
          value={day}
          className="w-44"
          onChange={(event) => setDay(event.target.value)}
        />
        <Button
          disabled={day === ''}
          onClick={() => {
            onChange([...new Set([...holidays, day])]);
            setDay('');
          }}
        >
          {t('hours.addHoliday')}
        </Button>
      </div>
    </div>
  );
}
