'use client';
import { createContext, use, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Numbers and times as the reader writes them, by the clocks of the organization. */
export interface Format {
  count(value: number): string;
  /** 1.2K, 3.4M: where there is no room. */
  short(value: number): string;
  percent(part: number): string;
  /** An amount in a currency, such as EUR. */
  money(amount: number, currency: string): string;
  /** What one thing costs, small amounts in full. */
  price(amount: number, currency: string): string;
  /** Date and time. */
  moment(at: string | Date): string;
  /** A day; one of a calendar ("2026-11-20") is the same day everywhere. */
  day(at: string | Date): string;
  /** Day and month of it, where the year is plain. */
  dayMonth(at: string | Date): string;
  /** "2026-11-20": which day it was. */
  dayKey(at: string | Date): string;
  time(at: string | Date): string;
  /** Time for today, weekday for this week, date for what is older. */
  recent(at: string | Date): string;
  /** As `moment`, without a day that is today. */
  recentOrComing(at: string | Date): string;
  /** A length of time: "3 min", "2 h 5 min". @param seconds */
  span(seconds: number): string;
  /** "12 kB", "3.4 MB", "1.5 GB". */
  bytes(size: number): string;
  /** "in 3 hours", "2 minutes ago". */
  relative(at: string | Date): string;
}

const DAY = 86_400_000;
const CALENDAR_DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * @param language of the words; numbers and times are written as in the region of it that the browser names
 * @param timeZone IANA name; the device's when it is left out
 */
export function createFormat(language: string, timeZone?: string): Format {
  const region = regionOf(language);
  const on = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(region, { ...(timeZone !== undefined && { timeZone }), ...options });
  const number = new Intl.NumberFormat(region);
  const short = new Intl.NumberFormat(region, { notation: 'compact', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(region, { style: 'percent', maximumFractionDigits: 1 });
  const moment = on({ dateStyle: 'medium', timeStyle: 'short' });
  const day = on({ dateStyle: 'medium' });
  const time = on({ timeStyle: 'short' });
  const weekday = on({ weekday: 'short' });
  const dayMonth = on({ day: 'numeric', month: 'short' });
  const calendarDay = on({ dateStyle: 'medium', timeZone: 'UTC' });
  const calendarDayMonth = on({ day: 'numeric', month: 'short', timeZone: 'UTC' });
  const isCalendarDay = (at: string | Date) => typeof at === 'string' && CALENDAR_DAY.test(at);
  const key = new Intl.DateTimeFormat('en-CA', {
    dateStyle: 'short',
    ...(timeZone !== undefined && { timeZone }),
  });
  const dayKey = (at: string | Date) => key.format(new Date(at));
  const relative = new Intl.RelativeTimeFormat(region, { numeric: 'auto', style: 'short' });
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(region, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  return {
    count: (value) => number.format(value),
    short: (value) => (Math.abs(value) < 10_000 ? number.format(value) : short.format(value)),
    percent: (part) => percent.format(part),
    money: (amount, currency) =>
      new Intl.NumberFormat(region, { style: 'currency', currency }).format(amount),
    price: (amount, currency) =>
      new Intl.NumberFormat(region, {
        style: 'currency',
        currency,
        maximumFractionDigits: 4,
      }).format(amount),
    moment: (at) => moment.format(new Date(at)),
    day: (at) => (isCalendarDay(at) ? calendarDay : day).format(new Date(at)),
    dayKey,
    dayMonth: (at) => (isCalendarDay(at) ? calendarDayMonth : dayMonth).format(new Date(at)),
    time: (at) => time.format(new Date(at)),
    recent(at) {
      const date = new Date(at);
      const age = Date.now() - date.getTime();
      if (age < DAY && dayKey(date) === dayKey(new Date())) return time.format(date);
      if (age < 6 * DAY) return weekday.format(date);
      return age < 300 * DAY ? dayMonth.format(date) : day.format(date);
    },
    recentOrComing(at) {
      const date = new Date(at);
      return dayKey(date) === dayKey(new Date()) ? time.format(date) : moment.format(date);
    },
    span(seconds) {
      const whole = Math.max(0, Math.round(seconds));
      if (whole < 60) return unit(whole, 'second');
      if (whole < 3600) return unit(Math.floor(whole / 60), 'minute');
      const hours = Math.floor(whole / 3600);
      const minutes = Math.floor((whole % 3600) / 60);
      return minutes === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(minutes, 'minute')}`;
    },
    bytes(size) {
      const step = size < 1e3 ? 0 : size < 1e6 ? 1 : size < 1e9 ? 2 : 3;
      const name = ['byte', 'kilobyte', 'megabyte', 'gigabyte'][step] ?? 'byte';
      const options = {
        style: 'unit',
        unit: name,
        unitDisplay: 'short',
        maximumFractionDigits: Math.min(1, Math.max(0, step - 1)),
      } as const;
      return new Intl.NumberFormat(
        region,
        step === 0 ? { ...options, maximumFractionDigits: 0 } : options,
      ).format(size / 1000 ** step);
    },
    relative(at) {
      const seconds = (new Date(at).getTime() - Date.now()) / 1000;
      const size = Math.abs(seconds);
      if (size < 60) return relative.format(Math.round(seconds), 'second');
      if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
      if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
      return relative.format(Math.round(seconds / 86_400), 'day');
    },
  };
}

/** Whose clocks times are read from: the organization's, so that colleagues everywhere speak of the same hour and day. */
export const TimeZone = createContext<string | undefined>(undefined);

/** @param timeZone other clocks than those of the organization */
export function useFormat(timeZone?: string | null): Format {
  const { i18n } = useTranslation();
  const usual = use(TimeZone);
  const zone = timeZone ?? usual;
  return useMemo(() => createFormat(i18n.language, zone), [i18n.language, zone]);
}

function regionOf(language: string): string {
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages;
  return wanted.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}

/** When the clocks of a zone show a time, such as "2026-11-20T09:30". */
export function instantOf(local: string, timeZone: string): Date {
  const wanted = Date.parse(`${local}Z`);
  const ahead = (at: number) => Date.parse(`${clockOf(at, timeZone)}Z`) - at;
  // The clocks may change between the two moments: what they show at the first guess is asked once more.
  return new Date(wanted - ahead(wanted - ahead(wanted)));
}

/** What the clocks of a zone show at a moment: "2026-11-20T09:30:00". */
export function clockOf(at: number, timeZone: string): string {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return clock.format(at).replace(' ', 'T');
}

/** When a day of a calendar begins by the clocks of a zone. @param later days after it */
export function startOfDay(day: string, timeZone: string, later = 0): Date {
  const meant = new Date(Date.parse(`${day}T00:00:00Z`) + later * DAY).toISOString();
  return instantOf(meant.slice(0, 19), timeZone);
}
