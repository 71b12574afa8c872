import { describe, expect, test, vi } from 'vitest';
import { clockOf, createFormat, instantOf, startOfDay } from '../../clients/console/lib/format.ts';

describe('times', () => {
  test('are read from the clocks of the organization, whatever the device says', () => {
    const at = '2026-11-20T23:30:00Z';
    expect(createFormat('en-GB', 'Europe/Berlin').moment(at)).toBe('21 Nov 2026, 00:30');
    expect(createFormat('en-GB', 'America/Lima').moment(at)).toBe('20 Nov 2026, 18:30');
    expect(createFormat('en-GB', 'Europe/Berlin').dayKey(at)).toBe('2026-11-21');
    expect(createFormat('en-GB', 'America/Lima').dayKey(at)).toBe('2026-11-20');
  });

  test('of today stand without a day, by the same clocks', () => {
    vi.useFakeTimers({ now: new Date('2026-11-20T23:45:00Z') });
    try {
      const at = '2026-11-20T22:30:00Z';
      expect(createFormat('en-GB', 'America/Lima').recent(at)).toBe('17:30');
      // There it is after midnight: this was yesterday.
      expect(createFormat('en-GB', 'Europe/Berlin').recent(at)).toBe('Fri');
    } finally {
      vi.useRealTimers();
    }
  });

  test('of a calendar have no clocks: a birthday is the same day everywhere', () => {
    for (const zone of ['Pacific/Auckland', 'America/Los_Angeles']) {
      expect(createFormat('en-GB', zone).day('2026-11-20')).toBe('20 Nov 2026');
      expect(createFormat('en-GB', zone).dayMonth('2026-11-20')).toBe('20 Nov');
    }
  });
});

test('numbers are written as in the region that the browser names for the language', () => {
  vi.stubGlobal('navigator', { languages: ['de-AT', 'en-IN', 'en'] });
  try {
    expect(createFormat('en').count(1_234_567)).toBe('12,34,567');
    expect(createFormat('es').count(1_234_567)).toBe('1.234.567');
  } finally {
    vi.unstubAllGlobals();
  }
});

test.each([
  [999, '999 byte'],
  [12_000, '12 kB'],
  [3_400_000, '3.4 MB'],
  [10_240_000_000, '10.2 GB'],
])('%d bytes are %s', (size, text) => expect(createFormat('en-GB').bytes(size)).toBe(text));

describe('a day begins', () => {
  test.each([
    ['2026-11-20', 'UTC', '2026-11-20T00:00:00.000Z'],
    ['2026-11-20', 'Asia/Kolkata', '2026-11-19T18:30:00.000Z'],
    ['2026-11-20', 'America/Lima', '2026-11-20T05:00:00.000Z'],
    // The clocks change at two in the morning of that day.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
  ])('%s in %s at %s', (day, zone, at) => expect(startOfDay(day, zone).toISOString()).toBe(at));

  test('the next one of a day of 23 hours too', () => {
    expect(startOfDay('2026-03-29', 'Europe/Berlin', 1).toISOString()).toBe('2026-03-29T22:00:00.000Z');
  });
});

test('what a clock shows and when it shows that belong together', () => {
  const at = instantOf('2026-07-01T09:30', 'America/New_York');
  expect(at.toISOString()).toBe('2026-07-01T13:30:00.000Z');
  expect(clockOf(at.getTime(), 'America/New_York')).toBe('2026-07-01T09:30:00');
});
