import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROJECT } from '../../dev/stack/paths.ts';
import { freePortBase } from '../support/stack.ts';

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

function bootstrap(...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(PROJECT, 'dev/bootstrap.mjs'), ...args], (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
        stdout,
        stderr,
      });
    });
  });
}

function expectNoTrace({ stdout, stderr }: Result): void {
  expect(`${stdout}${stderr}`).not.toMatch(/^\s+at .*:\d+:\d+/m);
}

describe('the commands of the stack', () => {
  let home: string;
  let dataDir: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'wabase-cli-'));
    dataDir = join(home, 'data');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  test('an unknown command is refused with the list of commands', async () => {
    const result = await bootstrap('strat');
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('There is no command "strat"; there are start, stop, status');
  });

  test.each([
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['--port-base', 'many'], '--port-base must be a number from 1024 to 65400, not "many"'],
  ])('start refuses %j and says why', async (args, message) => {
    const result = await bootstrap('start', ...args);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(message);
    expectNoTrace(result);
  });

  test('--help lists the options and starts nothing', async () => {
    const result = await bootstrap('start', '--help', '--data-dir', dataDir);
    expect(result.code).toBe(0);
    for (const option of ['--detach', '--no-demo', '--reset', '--data-dir', '--port-base']) {
      expect(result.stdout).toContain(option);
    }
    expect(existsSync(dataDir)).toBe(false);
  });

  test('status of nothing prints nothing on stdout and fails', async () => {
    const result = await bootstrap('status', '--data-dir', dataDir);
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toContain('No stack is running');
  });

  test('stop of nothing succeeds', async () => {
    expect(await bootstrap('stop', '--data-dir', dataDir)).toMatchObject({ code: 0 });
  });

  test('a folder with other content is refused and left alone, --reset or not', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'thesis.txt'), 'years of work');
    for (const args of [[], ['--reset']]) {
      const result = await bootstrap('start', '--no-demo', '--data-dir', dataDir, ...args);
      expect(result.code).toBe(1);
      expect(result.stderr).toContain('was not made by this stack');
      expectNoTrace(result);
    }
    expect(existsSync(join(dataDir, 'thesis.txt'))).toBe(true);
  });

  test.each([
    ['half-written', { product: 'wabase', format: 1, state: 'preparing', bootstrap: '', migrations: {} }],
    ['another version', { product: 'wabase', format: 0, state: 'ready', bootstrap: '', migrations: {} }],
    ['damaged', 'not an object'],
  ])('a data folder that is %s is explained and --reset offered', async (word, marker) => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'wabase.json'), JSON.stringify(marker));
    const result = await bootstrap('start', '--no-demo', '--data-dir', dataDir);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(word);
    expect(result.stderr).toContain('--reset');
    expectNoTrace(result);
  });

  test('a busy port is named, with its holder and the way out, before anything is made', async () => {
    const base = await freePortBase();
    const server = await listen(base + 2);
    const result = await bootstrap('start', '--no-demo', '--data-dir', dataDir, '--port-base', String(base));
    server.close();
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(`Port ${base + 2} is in use`);
    if (process.platform === 'linux') expect(result.stderr).toContain(`by process ${process.pid}`);
    expect(result.stderr).toContain('--port-base');
    expect(existsSync(dataDir)).toBe(false);
    expectNoTrace(result);
  });
});

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
