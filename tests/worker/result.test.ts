import { describe, expect, test } from 'vitest';
import { EnvelopeError } from '../../functions/whatsapp/envelope.ts';
import { classifyErrorCode, type GraphError } from '../../functions/whatsapp/errors.ts';
import { backoffSeconds, resultOf, resultOfBrokenMessage } from '../../worker/tasks/outbox/result.ts';

const ID = '0e000000-0000-7000-8000-000000000001';
const least = () => 0;
const claim = (attempts: number, tries = attempts) => ({ message_id: ID, attempts, tries });

function refusal(code: number, more: Partial<GraphError> = {}): GraphError {
  return { code, ...classifyErrorCode(code), message: 'Refused', details: null, fbtrace_id: null, ...more };
}

function refused(code: number, attempt: number, more: Partial<GraphError> = {}, random = least) {
  return resultOf(claim(attempt), { kind: 'rejected', http_status: 400, error: refusal(code, more) }, random);
}

test('an accepted send carries its wamid and no error', () => {
  const outcome = {
    kind: 'accepted',
    wamid: 'wamid.1',
    message_status: null,
    wa_id: null,
    user_id: null,
  } as const;
  expect(resultOf(claim(2), outcome)).toEqual({
    message_id: ID,
    attempt: 2,
    outcome: 'accepted',
    wamid: 'wamid.1',
    error_class: null,
    error_code: null,
    error_scope: null,
    error_message: null,
    retry_after: null,
  });
});

test('a send that Meta holds for its quality is told apart', () => {
  const outcome = {
    kind: 'accepted',
    wamid: 'wamid.1',
    message_status: 'held_for_quality_assessment',
    wa_id: null,
    user_id: null,
  } as const;
  expect(resultOf(claim(1), outcome)).toMatchObject({ outcome: 'held', wamid: 'wamid.1', error_class: null });
});

test('no answer is unknown at every attempt: it is never a retry', () => {
  for (const attempt of [1, 2, 6, 60]) {
    expect(resultOf(claim(attempt), { kind: 'unknown', reason: 'timeout' })).toMatchObject({
      outcome: 'unknown',
      error_message: 'timeout',
      retry_after: null,
    });
  }
});

test('what did not leave is tried again, however often', () => {
  for (const attempt of [1, 6, 100]) {
    expect(resultOf(claim(attempt), { kind: 'not_sent', reason: 'connect' }, least)).toMatchObject({
      outcome: 'retry',
      error_class: 'not_sent',
    });
  }
});

describe('a refusal', () => {
  test.for([
    [131026, 1, 'failed', 'recipient'],
    [132000, 1, 'failed', 'permanent'],
    [999999, 1, 'failed', 'permanent'],
    [131047, 1, 'failed', 'delay'],
    [131056, 1, 'retry', 'transient'],
    [131056, 5, 'retry', 'transient'],
    [131056, 6, 'failed', 'transient'],
    [131000, 2, 'retry', 'transient'],
    [131000, 3, 'failed', 'transient'],
    [131049, 1, 'retry', 'delay'],
    [131049, 2, 'failed', 'delay'],
    [190, 1, 'retry', 'account'],
    [131042, 50, 'retry', 'account'],
  ] as const)('with code %i at attempt %i is %s, class %s', ([code, attempt, outcome, error_class]) => {
    expect(refused(code, attempt)).toMatchObject({ outcome, error_class, error_code: code, attempt });
  });

  test('of the pair rate waits four times as long each time, as Meta asks', () => {
    expect([1, 2, 3].map((attempt) => refused(131056, attempt).retry_after)).toEqual([6, 24, 96]);
  });

  test('comes back spread out, not all at one moment', () => {
    const waits = [0, 0.25, 0.5, 0.75, 0.999].map(
      (random) => refused(130429, 1, {}, () => random).retry_after,
    );
    expect(new Set(waits).size).toBe(waits.length);
  });

  test('never comes back before Meta allows it', () => {
    expect(refused(130429, 1, { retry_after_s: 40 }).retry_after).toBe(40);
    expect(refused(131049, 1).retry_after).toBe(86_400);
  });

  test.for([
    [130429, 60, 'number'],
    [131048, 60, 'number'],
    [80007, 60, 'waba'],
    [4, 60, 'app'],
  ] as const)(
    'with code %i, of which this message is not the cause, is tried again at attempt %i',
    ([code, attempt, error_scope]) => {
      expect(refused(code, attempt)).toMatchObject({ outcome: 'retry', error_scope });
      expect(refused(code, attempt).retry_after).toBe(refused(code, 1).retry_after);
    },
  );

  test('counts the attempts that were its own fault, not the others', () => {
    const error = refusal(131016);
    const after = (attempts: number, tries: number) =>
      resultOf(claim(attempts, tries), { kind: 'rejected', http_status: 400, error }, least);
    expect(after(40, 5)).toMatchObject({ outcome: 'retry', retry_after: 80 });
    expect(after(40, 6)).toMatchObject({ outcome: 'failed', attempt: 40 });
  });

  test('of an account has a time to come back, though the table gives none', () => {
    expect(refused(190, 3).retry_after).toBeGreaterThan(0);
  });

  test('keeps the details, else the message', () => {
    expect(refused(132000, 1, { details: 'expected 2 parameters' }).error_message).toBe(
      'expected 2 parameters',
    );
    expect(refused(132000, 1).error_message).toBe('Refused');
  });

  test.for([1.5, 2 ** 40, Number.NaN, -(2 ** 33)])('with the code %d can be stored', (code) => {
    expect(refused(100, 1, { code }).error_code).toBeNull();
  });

  test('with a text that Postgres refuses can be stored', () => {
    expect(refused(100, 1, { details: 'a\0b\ud800' }).error_message).toBe('ab\ufffd');
  });
});

test('a message that cannot be put together fails for good, with our slug and without its text', () => {
  const broken = resultOfBrokenMessage(claim(1), new EnvelopeError('recipient_missing'));
  expect(broken).toMatchObject({
    outcome: 'failed',
    error_class: 'permanent',
    error_message: 'recipient_missing',
  });
  expect(resultOfBrokenMessage(claim(1), new Error('+15550101 said "secret"')).error_message).toBe(
    'message_malformed',
  );
});

test('the backoff doubles from a second to five minutes, the upper half at random', () => {
  expect([1, 2, 3, 9, 10, 99].map((attempt) => backoffSeconds(attempt, () => 1))).toEqual([
    1, 2, 4, 256, 300, 300,
  ]);
  expect([1, 2, 10].map((attempt) => backoffSeconds(attempt, () => 0))).toEqual([0.5, 1, 150]);
  expect(backoffSeconds(0, () => 1)).toBe(1);
});
