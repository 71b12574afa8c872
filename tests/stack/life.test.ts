import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../dev/postgres/cluster.ts';
import { PROJECT } from '../../dev/stack/paths.ts';
import { findLeftovers, untilGone } from '../../dev/stack/pids.ts';
import { startStack } from '../../dev/stack/stack.ts';
import type { StackStatus } from '../../dev/stack/status.ts';
import { freePortBase, startTestStack, type TestStack } from '../support/stack.ts';

const MAIN = join(PROJECT, 'dev/stack/main.ts');

function command(...args: string[]): string {
  return execFileSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
}

/** Calls a function of the API with nothing but the publishable key; whom does the database see? */
async function asksAs(status: StackStatus, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${status.api_url}/rest/v1/organizations?select=id`, { headers });
  await response.text();
  return response.status;
}

describe('a running stack', () => {
  let one: TestStack;
  let two: TestStack;
  beforeAll(async () => {
    [one, two] = await Promise.all([
      startTestStack(),
      startTestStack({ processes: ['data-api', 'gateway'] }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([one?.stop(), two?.stop()]);
  });

  test('status prints everything that other programs rely on', () => {
    const status = JSON.parse(command('status', '--data-dir', one.dataDir)) as StackStatus;
    expect(status).toEqual(one.status());
    expect(status).toMatchObject({
      api_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      publishable_key: expect.stringMatching(/^sb_publishable_/),
      secret_key: expect.stringMatching(/^sb_secret_/),
      db_url: expect.stringMatching(/^postgresql:\/\/postgres:/),
      simulator_url: expect.stringMatching(/^http/),
      console_url: expect.stringMatching(/^http/),
      mailbox_url: expect.stringMatching(/^http/),
      webhook: { url: `${status.api_url}/functions/v1/whatsapp-webhook`, app_secret: expect.any(String) },
      demo: { users: [], whatsapp_accounts: [] },
    });
    expect(Object.keys(status.processes).sort()).toEqual([
      'data-api',
      'functions',
      'gateway',
      'mailbox',
      'postgres',
      'realtime',
      'simulator',
      'storage',
      'worker',
    ]);
  });

  test('two stacks live side by side with secrets and data of their own', async () => {
    const [a, b] = [one.status(), two.status()];
    expect(a.api_url).not.toBe(b.api_url);
    expect(a.publishable_key).not.toBe(b.publishable_key);
    const account = { email: 'somebody@example.com', password: 'a long password' };
    const signedUp = await createClient(a.api_url, a.publishable_key).auth.signUp(account);
    expect(signedUp.error).toBeNull();
    const elsewhere = await createClient(b.api_url, b.publishable_key).auth.signInWithPassword(account);
    expect(elsewhere.error?.code).toBe('invalid_credentials');
  });

  test('a request without a key, or with a wrong one, is refused; the publishable key alone reads nothing', async () => {
    const status = one.status();
    expect(await asksAs(status, {})).toBe(401);
    expect(await asksAs(status, { apikey: 'sb_secret_guessed' })).toBe(401);
    expect(await asksAs(status, { apikey: two.status().secret_key })).toBe(401);
    expect(await asksAs(status, { apikey: status.publishable_key })).toBe(401);
    const bearer = { apikey: status.publishable_key, authorization: `Bearer ${status.secret_key}` };
    expect(await asksAs(status, bearer)).toBe(401);
  });

  test('a page of any origin may ask', async () => {
    const response = await fetch(`${one.status().api_url}/rest/v1/organizations`, {
      method: 'OPTIONS',
      headers: {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'apikey,x-brand-id',
      },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toContain('x-brand-id');
  });

  test('the Data API gave the API roles no rights on what the migrations keep for themselves', async () => {
    await asksAs(one.status(), { apikey: one.status().publishable_key });
    const grants = await query(
      one,
      `select grantee, table_schema, table_name from information_schema.role_table_grants
        where grantee in ('anon', 'authenticated') and table_schema in ('auth', 'graphile_worker')
        union all
        select grantee, table_schema, table_name from information_schema.role_table_grants
        where grantee = 'anon' and table_schema in ('public', 'private')`,
    );
    expect(grants).toEqual([]);
  });

  test.each(['worker', 'postgres'])(
    '%s killed with -9 is up again',
    async (name) => {
      const before = one.status().processes[name];
      await one.kill(name, 'SIGKILL');
      await one.untilReady(name);
      expect(one.status().processes[name]).toHaveLength(1);
      expect(one.status().processes[name]).not.toEqual(before);
    },
    30_000,
  );
});

describe('the end of a stack', () => {
  test('stop leaves no process; what was written is there at the next start', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'wabase-life-'));
    const options = { dataDir, portBase: await freePortBase(), processes: ['data-api', 'gateway'] };
    const account = { email: 'somebody@example.com', password: 'a long password' };
    const first = await startStack(options);
    const keys = first.status();
    await createClient(keys.api_url, keys.publishable_key).auth.signUp(account);
    await first.stop();
    expect(findLeftovers(dataDir, [])).toEqual([]);
    expect(existsSync(join(dataDir, 'stack.json'))).toBe(false);

    const second = await startStack(options);
    const signedIn = await createClient(keys.api_url, keys.publishable_key).auth.signInWithPassword(account);
    await second.stop();
    rmSync(dataDir, { recursive: true, force: true });
    expect(signedIn.error).toBeNull();
  });

  test('a supervisor killed with -9 takes everything with it', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'wabase-life-'));
    const args = ['start', '--no-demo', '--data-dir', dataDir, '--port-base', String(await freePortBase())];
    const supervisor = fork(MAIN, args, { stdio: 'ignore', env: { ...process.env, WABASE_SUPERVISE: '1' } });
    await new Promise<void>((resolve) => {
      supervisor.on('message', (message: { kind: string }) => message.kind === 'ready' && resolve());
    });
    const running = findLeftovers(dataDir, []);
    expect(running.length).toBeGreaterThan(7);
    supervisor.kill('SIGKILL');
    await once(supervisor, 'exit');
    expect(await untilGone(running, 15_000)).toBe(true);
    rmSync(dataDir, { recursive: true, force: true });
  });
});

async function query(stack: TestStack, text: string): Promise<unknown[]> {
  const sql = connect(stack.status().db_url);
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}
