import { execFile } from 'node:child_process';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../..');

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

export interface CliOptions {
  /** The folder that contains `supabase/`; this project by default. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the command is killed and counts as failed. */
  timeout?: number;
}

/** Runs the project's own Supabase CLI, without telemetry, and never throws for a non-zero exit code. */
export function supabaseCli(args: string[], options: CliOptions = {}): Promise<CliResult> {
  const binary = join(PROJECT, 'node_modules/.bin/supabase');
  const env = {
    ...process.env,
    DO_NOT_TRACK: '1',
    SUPABASE_TELEMETRY_DISABLED: '1',
    NO_COLOR: '1',
    ...options.env,
  };
  return new Promise((resolve) => {
    execFile(
      binary,
      args,
      { cwd: options.cwd ?? PROJECT, env, timeout: options.timeout ?? 120_000, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

/** Runs the CLI and gives its standard output, or throws with everything it said. */
export async function supabaseCliOutput(args: string[], options: CliOptions = {}): Promise<string> {
  const result = await supabaseCli(args, options);
  if (result.code !== 0) {
    throw new Error(`supabase ${args.slice(0, 2).join(' ')} failed:\n${result.stderr}${result.stdout}`);
  }
  return result.stdout;
}

/** Without this parameter the CLI tries TLS first, falls back and warns on every call. */
export function withoutTls(url: string): string {
  const parsed = new URL(url);
  parsed.searchParams.set('sslmode', 'disable');
  return parsed.href;
}
