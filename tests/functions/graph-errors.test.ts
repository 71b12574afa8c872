import { describe, expect, it } from 'vitest';
import { errorRanges, errorRules } from '../../functions/whatsapp/error-table.ts';
import { classifyErrorCode, classifyGraphError, retryDelaySeconds } from '../../functions/whatsapp/errors.ts';

const bodyOf = (error: Record<string, unknown>) => ({
  error: { message: 'm', type: 'OAuthException', ...error },
});

describe('the error table', () => {
  it('has each code once', () => {
    const codes = errorRules.map(({ code }) => code);
    expect(codes).toHaveLength(new Set(codes).size);
  });

  it('has ranges that do not overlap', () => {
    const sorted = [...errorRanges].sort((a, b) => a.from - b.from);
    sorted.forEach((range, index) => {
      expect(range.from).toBeLessThanOrEqual(range.to);
      expect(range.from).toBeGreaterThan(sorted[index - 1]?.to ?? -1);
    });
  });

  it('never stops a sender for an error of one template, nor resends what is permanent', () => {
    for (const rule of [...errorRules, ...errorRanges]) {
      expect(rule.class === 'account' && rule.scope === 'template', rule.meaning).toBe(false);
      if (rule.class === 'permanent' || rule.class === 'recipient' || rule.class === 'account') {
        expect(rule.retry_after_s, rule.meaning).toBeUndefined();
        expect(rule.max_attempts, rule.meaning).toBeUndefined();
      } else if (rule.class === 'transient') {
        expect(rule.retry_after_s, rule.meaning).toBeGreaterThan(0);
      }
    }
  });

  it.each([
    [200, 'account', 'number'],
    [230, 'account', 'number'],
    [299, 'account', 'number'],
    [131201, 'permanent', 'message'],
    [131208, 'transient', 'number'],
    [131215, 'permanent', 'message'],
    [138000, 'permanent', 'message'],
    [138013, 'transient', 'number'],
    [138018, 'permanent', 'message'],
    [139004, 'permanent', 'message'],
    [139101, 'permanent', 'message'],
    [139103, 'transient', 'number'],
    [147005, 'permanent', 'number'],
    [2494170, 'permanent', 'waba'],
  ])('code %i, out of a range or an exception to it, is %s for the %s', (code, errorClass, scope) => {
    expect(classifyErrorCode(code)).toMatchObject({ class: errorClass, scope, known: true });
  });

  it.each([300, 131200, 131216, 138019, 999_999, -1])(
    'code %i is unknown, and permanent for its message',
    (code) => {
      expect(classifyErrorCode(code)).toEqual({
        class: 'permanent',
        scope: 'message',
        retry_after_s: null,
        max_attempts: 1,
        known: false,
      });
    },
  );
});

describe('classifyGraphError', () => {
  it('reads code, words, details and trace id', () => {
    const body = bodyOf({
      message: '(#130429) Rate limit hit',
      code: 130429,
      error_data: { messaging_product: 'whatsapp', details: 'Too many' },
      fbtrace_id: 'AbC',
    });
    expect(classifyGraphError(429, body)).toEqual({
      code: 130429,
      class: 'transient',
      scope: 'number',
      message: '(#130429) Rate limit hit',
      details: 'Too many',
      retry_after_s: 1,
      max_attempts: 6,
      known: true,
      fbtrace_id: 'AbC',
    });
  });

  it.each([undefined, null, 'text', {}, { error: 'x' }, { error: {} }, { error: { code: '4' } }])(
    'finds no Graph error in %j',
    (body) => {
      expect(classifyGraphError(400, body)).toBeNull();
    },
  );

  it.each([
    [400, true, 'transient'],
    [429, false, 'transient'],
    [401, false, 'account'],
    [400, false, 'permanent'],
  ])('judges an unknown code with HTTP %i, is_transient %s as %s', (status, isTransient, errorClass) => {
    const body = bodyOf({ code: 987_654, is_transient: isTransient });
    expect(classifyGraphError(status, body)).toMatchObject({ class: errorClass, known: false });
  });

  it('trusts the table more than the HTTP status', () => {
    expect(classifyGraphError(401, bodyOf({ code: 131026 }))).toMatchObject({ class: 'recipient' });
  });
});

describe('retryDelaySeconds', () => {
  it('backs off by 2, for a pair by 4, and not at all for a delay', () => {
    const delays = (code: number) =>
      [1, 2, 3].map((attempt) => retryDelaySeconds(classifyErrorCode(code), attempt, 0));
    expect(delays(131016)).toEqual([5, 10, 20]);
    expect(delays(131056)).toEqual([6, 24, 96]);
    expect(delays(131049)).toEqual([86_400, null, null]);
  });

  it('keeps the first wait, without end, where the number or the account is the cause', () => {
    const delays = (code: number) =>
      [1, 2, 30].map((attempt) => retryDelaySeconds(classifyErrorCode(code), attempt, 0));
    expect(delays(130429)).toEqual([1, 1, 1]);
    expect(delays(131048)).toEqual([3600, 3600, 3600]);
  });

  it('adds up to half and takes nothing off', () => {
    const error = classifyErrorCode(80007);
    expect(retryDelaySeconds(error, 1, 0)).toBe(60);
    expect(retryDelaySeconds(error, 1, 0.999)).toBeCloseTo(90, 0);
  });

  it.each([
    [131050, 1],
    [100, 1],
    [190, 1],
    [131047, 1],
    [131049, 2],
    [131000, 3],
    [135000, 2],
    [131056, 6],
  ])('for code %i there is nothing after attempt %i', (code, attempt) => {
    expect(retryDelaySeconds(classifyErrorCode(code), attempt, 0.5)).toBeNull();
  });
});
