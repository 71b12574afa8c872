import { FunctionsFetchError, FunctionsHttpError } from '@supabase/supabase-js';
import { describe, expect, test } from 'vitest';
import { fromAuth, fromFunction, fromRest, rows, WabaseError } from '../../clients/sdk/src/errors.ts';

describe('fromRest', () => {
  const cases = [
    {
      name: 'keeps what our SQL says',
      error: { code: 'PT422', details: 'window_closed', message: 'Closed.', hint: 'Send a template.' },
      status: 422,
      expected: {
        status: 422,
        code: 'PT422',
        slug: 'window_closed',
        message: 'Closed.',
        hint: 'Send a template.',
      },
    },
    {
      name: 'names a refusal of row level security',
      error: {
        code: '42501',
        details: null,
        message: 'new row violates row-level security policy',
        hint: null,
      },
      status: 403,
      expected: { status: 403, code: '42501', slug: 'permission_denied', hint: '' },
    },
    {
      name: 'does not take a detail of Postgres for a slug',
      error: {
        code: '23505',
        details: 'Key (slug)=(x) already exists.',
        message: 'duplicate key',
        hint: null,
      },
      status: 409,
      expected: { slug: 'already_exists' },
    },
    {
      name: 'names an empty answer to a question for one row',
      error: {
        code: 'PGRST116',
        details: 'The result contains 0 rows',
        message: 'Cannot coerce',
        hint: null,
      },
      status: 406,
      expected: { slug: 'not_found' },
    },
    {
      name: 'names a server that did not answer',
      error: { code: '', details: 'TypeError: fetch failed', message: 'fetch failed', hint: '' },
      status: 0,
      expected: { status: 0, slug: 'unreachable' },
    },
    {
      name: 'gives everything else one name',
      error: { code: '57014', details: null, message: 'canceling statement', hint: null },
      status: 500,
      expected: { slug: 'request_failed', code: '57014' },
    },
  ];
  test.each(cases)('$name', ({ error, status, expected }) => {
    const made = fromRest(error, status);
    expect(made).toBeInstanceOf(WabaseError);
    expect(made).toMatchObject(expected);
    expect(made.cause).toBe(error);
  });
});

describe('fromAuth', () => {
  test('keeps the code of Supabase Auth as the slug', () => {
    const error = { message: 'Invalid login credentials', status: 400, code: 'invalid_credentials' };
    expect(fromAuth(error)).toMatchObject({ status: 400, slug: 'invalid_credentials', code: '' });
  });

  test('an error without a status means that nobody answered', () => {
    expect(fromAuth({ message: 'fetch failed' })).toMatchObject({ status: 0, slug: 'unreachable' });
  });
});

describe('fromFunction', () => {
  const answered = (status: number, body: string) => new FunctionsHttpError(new Response(body, { status }));

  test('reads the error body of our functions', async () => {
    const error = {
      slug: 'number_already_connected',
      message: 'Connected.',
      hint: 'Disconnect it.',
      request_id: 'r',
    };
    expect(await fromFunction(answered(409, JSON.stringify({ error })))).toMatchObject({
      status: 409,
      slug: 'number_already_connected',
      message: 'Connected.',
      hint: 'Disconnect it.',
    });
  });

  test.each([
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['another shape', '{"error": "no"}'],
    ['a slug that is no text', '{"error": {"slug": 7}}'],
  ])('survives a body that is %s', async (_name, body) => {
    expect(await fromFunction(answered(502, body))).toMatchObject({ status: 502, slug: 'request_failed' });
  });

  test('names a function that did not answer', async () => {
    expect(await fromFunction(new FunctionsFetchError(new Error('refused')))).toMatchObject({
      status: 0,
      slug: 'unreachable',
    });
  });
});

describe('rows', () => {
  test('gives the data', async () => {
    expect(await rows(Promise.resolve({ data: [1], error: null, status: 200 }))).toEqual([1]);
  });

  test('throws the error with the HTTP status', async () => {
    const error = { code: '42501', details: null, message: 'No.', hint: null };
    await expect(rows(Promise.resolve({ data: null, error, status: 403 }))).rejects.toMatchObject({
      status: 403,
      slug: 'permission_denied',
    });
  });
});
