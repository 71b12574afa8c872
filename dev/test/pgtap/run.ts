import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { loadParser } from '../../check/sql/source.ts';
import type { RunnerResult } from '../results.ts';
import { listPgtapHelpers } from './files.ts';
import { runPgtapFile } from './run-file.ts';

export interface PgtapRun {
  root: string;
  files: string[];
  /** A database with the migrations applied, for these tests alone; the URL is a superuser's. */
  url: string;
  /** Connections, and so files, at a time. */
  parallel: number;
  print: (line: string) => void;
}

/**
 * Runs pgTAP files against one database, each in a transaction of its own that is rolled back, several at a time.
 * Tests start as superuser and take the role they are about with `set local role` or the functions of schema `tests`.
 */
export async function runPgtap(run: PgtapRun): Promise<RunnerResult> {
  const total: RunnerResult = { runner: 'pgTAP', passed: 0, failed: 0, skipped: 0, failures: [] };
  const sql = postgres(run.url, { max: run.parallel, onnotice: () => {} });
  try {
    await loadParser();
    await prepare(sql, run.root);
    const queue = [...run.files];
    const work = async () => {
      const connection = await sql.reserve();
      try {
        for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
          const started = performance.now();
          const result = await runPgtapFile(connection, path, readFileSync(join(run.root, path), 'utf8'));
          total.passed += result.passed;
          total.failed += result.failed;
          total.skipped += result.skipped;
          total.failures.push(...result.failures);
          const mark = result.failed > 0 ? '✗' : '✓';
          run.print(` ${mark} ${path} (${result.passed + result.failed} tests, ${elapsed(started)})`);
        }
      } finally {
        connection.release();
      }
    };
    await Promise.all(Array.from({ length: Math.min(run.parallel, run.files.length) }, work));
  } finally {
    await sql.end({ timeout: 5 });
  }
  return total;
}

/** Loads pgTAP and the helpers; every role may call them, because tests change roles in the middle. */
async function prepare(sql: postgres.Sql, root: string): Promise<void> {
  await sql.unsafe('create extension if not exists pgtap with schema extensions');
  await sql.unsafe('create schema if not exists tests');
  for (const path of listPgtapHelpers(root)) {
    try {
      await sql.unsafe(readFileSync(join(root, path), 'utf8')).simple();
    } catch (error) {
      throw new Error(`${path}: ${(error as Error).message}`);
    }
  }
  await sql.unsafe('grant usage on schema tests, extensions to public').simple();
  await sql.unsafe('grant execute on all functions in schema tests, extensions to public').simple();
}

function elapsed(since: number): string {
  return `${Math.round(performance.now() - since)} ms`;
}
