'use client';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Numbers and times as the reader writes them. */
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
  day(at: string | Date): string;
  /** Day and month, where the year is plain. */
  dayMonth(at: string | Date): string;
  time(at: string | Date): string;
  /** Time for today, weekday for this week, date for what is older. */
  recent(at: string | Date): string;
  /** As `moment`, without a day that is today. */
  recentOrComing(at: string | Date): string;
  /** A length of time: "3 min", "2 h 5 min". @param seconds */
  span(seconds: number): string;
  /** "12 kB", "3.4 MB". */
  bytes(size: number): string;
  /** "in 3 hours", "2 minutes ago". */
  relative(at: string | Date): string;
}

const DAY = 86_400_000;

export function createFormat(language: string): Format {
  const on = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);
  const number = new Intl.NumberFormat(language);
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const moment = on({ dateStyle: 'medium', timeStyle: 'short' });
  const day = on({ dateStyle: 'medium' });
  const time = on({ timeStyle: 'short' });
  const weekday = on({ weekday: 'short' });
  const dayMonth = on({ day: 'numeric', month: 'short' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  return {
    count: (value) => number.format(value),
    short: (value) => (Math.abs(value) < 10_000 ? number.format(value) : short.format(value)),
    percent: (part) => percent.format(part),
    money: (amount, currency) =>
      new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount),
    price: (amount, currency) =>
      new Intl.NumberFormat(language, {
        style: 'currency',
        currency,
        maximumFractionDigits: 4,
      }).format(amount),
    moment: (at) => moment.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    dayMonth: (at) => dayMonth.format(new Date(at)),
    time: (at) => time.format(new Date(at)),
    recent(at) {
      const date = new Date(at);
      const age = Date.now() - date.getTime();
      if (age < DAY && date.getDate() === new Date().getDate()) return time.format(date);
      if (age < 6 * DAY) return weekday.format(date);
      return age < 300 * DAY ? dayMonth.format(date) : day.format(date);
    },
    recentOrComing(at) {
      const date = new Date(at);
      return date.toDateString() === new Date().toDateString() ? time.format(date) : moment.format(date);
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
      const step = size < 1e3 ? 0 : size < 1e6 ? 1 : 2;
      const name = ['byte', 'kilobyte', 'megabyte'][step] ?? 'byte';
      const options = {
        style: 'unit',
        unit: name,
        unitDisplay: 'short',
        maximumFractionDigits: step - 1,
      } as const;
      return new Intl.NumberFormat(
        language,
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

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(i18n.language), [i18n.language]);
}
