import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../support/postgres.ts';

const root = join(import.meta.dirname, '../..');

/** An edge function that runs under the real Deno. */
export interface DenoFunction {
  url: string;
  stop(): Promise<void>;
}

/** Starts `functions/<slug>/index.ts` with the rights and the environment given, and nothing else. */
export async function startDenoFunction(slug: string, env: Record<string, string>): Promise<DenoFunction> {
  const port = await freePort();
  const folder = join(root, 'functions', slug);
  const options = ['run', '--no-prompt', '--node-modules-dir=manual', '--cached-only', '--no-remote'];
  const rights = ['--allow-net', '--allow-env', '--allow-sys=osRelease'];
  const child = spawn(
    join(root, 'node_modules/.bin/deno'),
    [...options, ...rights, '--config', join(folder, 'deno.json'), join(folder, 'index.ts')],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
        NO_COLOR: '1',
        ...env,
      },
    },
  );
  const output = collect(child);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await Promise.race([
    output.until('Listening on'),
    exited.then(() => {
      throw new Error(`${slug} ended: ${output.text()}`);
    }),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill();
      await exited;
    },
  };
}

function collect(child: ChildProcess) {
  let text = '';
  let wake = () => {};
  const add = (chunk: Buffer) => {
    text += chunk.toString();
    wake();
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return {
    text: () => text,
    until: (words: string) =>
      new Promise<void>((resolve) => {
        wake = () => {
          if (text.includes(words)) resolve();
        };
        wake();
      }),
  };
}
