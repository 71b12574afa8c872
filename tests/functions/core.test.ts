import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathAfterSlug, requestIdOf } from '../../functions/core/endpoint.ts';
import { createEnvReader, EnvError, variables } from '../../functions/core/env.ts';
import { appError, errorCatalogue, sqlErrorCatalogue } from '../../functions/core/errors.ts';
import { createLogger } from '../../functions/core/log.ts';
import { newId } from '../../functions/core/new-id.ts';
import { maskPhone } from '../../functions/core/redact.ts';
import { fromSqlError } from '../../functions/core/sql-errors.ts';

describe('errors', () => {
  it('have a 4xx or 5xx status, a sentence and a hint', () => {
    for (const [slug, { status, message, hint }] of Object.entries(errorCatalogue)) {
      expect(status, slug).toBeGreaterThanOrEqual(400);
      expect(message, slug).toMatch(/^[A-Z].*\.$/);
      expect(hint, slug).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('list every slug that SQL raises, with the status that PostgREST gives it', () => {
    const folder = join(import.meta.dirname, '../../sql');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.sql'),
    );
    const raised = files
      .filter((name) => !name.startsWith('tests'))
      .flatMap((name) => [
        ...readFileSync(join(folder, name), 'utf8').matchAll(/private\.fail\(\s*'(\w{5})',\s*'(\w+)'/g),
      ])
      .map(([, code, slug]) => ({
        slug: slug ?? '',
        status: fromSqlError({ code, message: 'm', detail: slug }).status,
      }));
    expect(raised.length).toBeGreaterThan(5);
    for (const { slug, status } of raised) {
      expect(sqlErrorCatalogue[slug], `${slug} is missing in core/errors.ts`).toBe(status);
    }
  });

  it.each([
    ['PT402', 'quota_reached', 402, 'quota_reached'],
    ['PT409', 'slug_taken', 409, 'slug_taken'],
    ['PT422', 'window_closed', 422, 'window_closed'],
    ['PT429', 'rate_limited', 429, 'rate_limited'],
    ['PT422', 'Failing row contains (1).', 422, 'validation_failed'],
    ['42501', 'permission_denied', 403, 'permission_denied'],
    ['42501', null, 403, 'permission_denied'],
    ['23505', 'Key (phone)=(+16505550100) already exists.', 409, 'already_exists'],
    ['23505', 'phone_taken', 409, 'phone_taken'],
    ['23503', null, 409, 'reference_invalid'],
    ['23514', null, 422, 'validation_failed'],
    ['22P02', null, 422, 'validation_failed'],
    ['P0002', null, 404, 'not_found'],
    ['40001', null, 503, 'database_unavailable'],
    ['53300', null, 503, 'database_unavailable'],
    ['57P01', null, 503, 'database_unavailable'],
    ['08006', null, 503, 'database_unavailable'],
    ['PGRST301', null, 401, 'token_invalid'],
    ['PGRST202', null, 500, 'internal_error'],
    ['42883', null, 500, 'internal_error'],
    ['', null, 500, 'internal_error'],
  ])('SQLSTATE %s with detail %j is HTTP %i %s', (code, detail, status, slug) => {
    expect(fromSqlError({ code, message: 'words', detail, hint: 'do this' })).toMatchObject({ status, slug });
  });

  it('keep the words that our SQL wrote and hide those of Postgres', () => {
    const raised = fromSqlError({
      code: 'PT422',
      message: 'Too late.',
      detail: 'window_closed',
      hint: 'Send a template.',
    });
    expect(raised).toMatchObject({ message: 'Too late.', hint: 'Send a template.' });
    const native = fromSqlError({
      code: '23505',
      message: 'duplicate key (phone)=(+16505550100)',
      detail: 'Key (…)',
    });
    expect(native.message).toBe(errorCatalogue.already_exists.message);
  });
});

describe('the logger', () => {
  function logged(fields: Record<string, unknown>): string {
    const lines: string[] = [];
    createLogger({ write: (line) => lines.push(line), fields: { service: 'test' } }).info('event', fields);
    return lines.join('');
  }

  it('writes one JSON object a line, with the fields of its parents', () => {
    const lines: string[] = [];
    const now = () => new Date(0);
    createLogger({ write: (line) => lines.push(line), now })
      .with({ request_id: 'r-12345678' })
      .warn('something', { n: 1 });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { at: '1970-01-01T00:00:00.000Z', level: 'warn', event: 'something', request_id: 'r-12345678', n: 1 },
    ]);
  });

  it('leaves out what is below its level', () => {
    const lines: string[] = [];
    const log = createLogger({ level: 'warn', write: (line) => lines.push(line) });
    log.debug('a');
    log.info('b');
    log.error('c');
    expect(lines).toHaveLength(1);
  });

  const token = 'EAAGm0PX4ZCpsBAKZCexample1234567890';
  it.each([
    ['a token by key', { access_token: token }],
    ['a token in a header', { headers: { authorization: `Bearer ${token}` } }],
    ['a token in an error', { error: new Error(`GET /debug_token?input_token=${token} failed`) }],
    ['a token in the cause of an error', { error: new Error('x', { cause: new Error(token) }) }],
    ['a token in a list', { list: [{ note: `Bearer ${token}` }] }],
    ['credentials', { credentials: token, sealed: { ciphertext: token } }],
    ['a password in a URL', { url: `postgres://u:${token}@h/db` }],
  ])('does not write %s', (_, fields) => {
    expect(logged(fields)).not.toContain(token);
  });

  it.each([
    ['a body', { body: 'secret words' }],
    ['content', { content: { text: { body: 'secret words' } } }],
    [
      'parameters of a query',
      { error: Object.assign(new Error('failed'), { parameters: ['secret words'] }) },
    ],
  ])('does not write %s', (_, fields) => {
    expect(logged(fields)).not.toContain('secret words');
  });

  it.each([
    ['by key', { phone: '+16505550100' }],
    ['as a number', { wa_id: 16505550100 }],
    ['in a message', { error: new Error('Recipient 16505550100 is not in the allow list') }],
    ['with a plus', { note: 'to +16505550100.' }],
  ])('masks a phone %s', (_, fields) => {
    expect(logged(fields)).not.toContain('6505550100');
  });

  it('keeps ids, which are not phones', () => {
    const line = logged({
      phone_number_id: '106540352242922',
      waba_id: '102290129340398',
      message_id: '0198f3a0-7c1e-7d55-8a11-3b0c9f2e4d10',
      code: 131049,
    });
    expect(JSON.parse(line)).toMatchObject({
      phone_number_id: '106540352242922',
      waba_id: '102290129340398',
      message_id: '0198f3a0-7c1e-7d55-8a11-3b0c9f2e4d10',
      code: 131049,
    });
  });

  it('masks all but the country hint and two digits', () => {
    expect(maskPhone('+16505550100')).toBe('+16***00');
    expect(maskPhone('123')).toBe('***');
  });
});

describe('the environment', () => {
  const readEnv = createEnvReader({
    WABASE_DB_URL: variables.WABASE_DB_URL,
    WABASE_ENCRYPTION_KEYS: variables.WABASE_ENCRYPTION_KEYS,
    WHATSAPP_APP_SECRETS: variables.WHATSAPP_APP_SECRETS,
    GRAPH_API_URL: variables.GRAPH_API_URL,
    SUPABASE_PUBLISHABLE_KEYS: variables.SUPABASE_PUBLISHABLE_KEYS,
    WABASE_DB_PREPARE: variables.WABASE_DB_PREPARE,
  });
  const good = {
    WABASE_DB_URL: 'postgresql://u:p@h:5432/db',
    WABASE_ENCRYPTION_KEYS: `k:${Buffer.alloc(32).toString('base64')}`,
    WHATSAPP_APP_SECRETS: 'one, two,',
    SUPABASE_PUBLISHABLE_KEYS: '{"default":"sb_publishable_x"}',
  };

  it('is parsed, with defaults', () => {
    expect(readEnv({ ...good, GRAPH_API_URL: '', UNRELATED: 'x' })).toMatchObject({
      WHATSAPP_APP_SECRETS: ['one', 'two'],
      GRAPH_API_URL: 'https://graph.facebook.com/v26.0',
      SUPABASE_PUBLISHABLE_KEYS: { default: 'sb_publishable_x' },
      WABASE_DB_PREPARE: false,
    });
  });

  it('names every bad variable at once and quotes no value', () => {
    const bad = {
      ...good,
      WABASE_DB_URL: undefined,
      WABASE_ENCRYPTION_KEYS: 'k:secret',
      WABASE_DB_PREPARE: 'yes',
    };
    expect(() => readEnv(bad)).toThrow(EnvError);
    try {
      readEnv(bad);
    } catch (error) {
      const { message, variables: names } = error as EnvError;
      expect(names.sort()).toEqual(['WABASE_DB_PREPARE', 'WABASE_DB_URL', 'WABASE_ENCRYPTION_KEYS']);
      expect(message).toContain('WABASE_DB_URL is not set');
      expect(message).not.toContain('secret');
    }
  });
});

describe('paths and request ids', () => {
  it.each([
    ['/health', '/'],
    ['/health/', '/'],
    ['/health/live', '/live'],
    ['/functions/v1/health/live', '/live'],
    ['/live', '/live'],
    ['/', '/'],
  ])('%s is %s for the slug health', (path, expected) => {
    expect(pathAfterSlug(path, 'health')).toBe(expected);
  });

  it('takes a well-formed request id and replaces any other', () => {
    const withId = (id: string) => requestIdOf(new Request('http://x/', { headers: { 'x-request-id': id } }));
    expect(withId('abc-12345')).toBe('abc-12345');
    expect(withId('a b c d e f')).toMatch(/^[0-9a-f-]{36}$/);
    expect(withId('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('makes ids that are ordered by time', () => {
    const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const ids = [0, 1, 4_294_967_295, 4_294_967_296, 1_790_000_000_000].map((at) => newId(at));
    for (const id of ids) expect(id).toMatch(shape);
    expect([...ids].sort()).toEqual(ids);
    expect(newId(1_790_000_000_000).replaceAll('-', '').slice(0, 12)).toBe(
      (1_790_000_000_000).toString(16).padStart(12, '0'),
    );
  });

  it('an error of the catalogue can be made more exact', () => {
    expect(appError('not_found', { message: 'No such number.' })).toMatchObject({
      status: 404,
      message: 'No such number.',
      hint: errorCatalogue.not_found.hint,
    });
  });
});
