import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContactImport } from '../../clients/sdk/src/imports.ts';
import { countImportFile, type FileCount, fingerprintOf } from '../support/count_import_file.ts';
import { writeImportFile } from '../support/import_file.ts';
import { FILE_SETTINGS, type ImportWorld, startImportWorld } from '../support/import_world.ts';
import { until } from '../support/programs.ts';
import { type BenchResult, percentile, round, say } from './result.ts';

/**
 * A file of contacts (one row in ten malformed, 15 % duplicates, two encodings, phones in a dozen notations) through the whole
 * road: Storage, worker, database. Counts and phones are compared with a count of the file that shares no code with the importer;
 * a difference ends the bench. Then the same again with the worker killed three times. Ceiling: one bare insert … select of as
 * many contacts, with their triggers. Percentiles: how long a page of another brand's contacts takes meanwhile.
 */
export async function benchImport(args: Record<string, number>): Promise<BenchResult> {
  const rows = args.rows ?? 100_000;
  const folder = mkdtempSync(join(tmpdir(), 'wabase-bench-import-'));
  const world = await startImportWorld();
  try {
    const path = join(folder, 'contacts.csv');
    say(`writing a file of ${rows} rows`);
    await writeImportFile(path, rows);
    const expected = countImportFile(path);
    say(`counted apart: ${JSON.stringify(expected)}`);
    const ceiling = await bareInsert(world, expected.good);
    say(`ceiling: ${round(ceiling)} contacts/s`);

    const pages = watchPages(world);
    const undisturbed = await importOnce(world, path, expected, 0);
    const pageTimes = await pages.stop();
    say(`import: ${round(undisturbed.perSecond)} rows/s, ${round(undisturbed.peakRssMb)} MB`);
    await removeContacts(world);
    const killed = await importOnce(world, path, expected, 3);
    say(`killed three times: ${round(killed.perSecond)} rows/s`);
    return {
      name: 'import',
      figure: round(undisturbed.perSecond),
      unit: 'rows/s',
      ceiling: round(ceiling),
      ratio: round(undisturbed.perSecond / ceiling, 3),
      p50_ms: percentile(pageTimes, 0.5),
      p95_ms: percentile(pageTimes, 0.95),
      p99_ms: percentile(pageTimes, 0.99),
      rss_mb: round(Math.max(undisturbed.peakRssMb, killed.peakRssMb)),
      file_mb: round(statSync(path).size / 1024 / 1024, 1),
      analysis_s: round(undisturbed.analysisSeconds, 2),
      run_s: round(undisturbed.runSeconds, 2),
      counted: expected,
      imported: undisturbed.counts,
      killed: {
        kills: 3,
        run_s: round(killed.runSeconds, 1),
        rss_mb: round(killed.peakRssMb),
        imported: killed.counts,
      },
    };
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importOnce(world: ImportWorld, path: string, expected: FileCount, kills: number) {
  const began = performance.now();
  const { id } = await world.upload(readFileSync(path));
  const analysisSeconds = (performance.now() - began) / 1000;
  await world.client.imports.start(id, FILE_SETTINGS);
  let peakRssMb = 0;
  for (let kill = 1; kill <= kills; kill++) {
    await until(
      `a part of ${kill} in ${kills + 1} is done`,
      async () => (await world.client.imports.get(id)).cursor_row > (expected.rows * kill) / (kills + 1),
      120_000,
    );
    peakRssMb = Math.max(peakRssMb, world.workerPeakRssMb());
    await world.stack.kill('worker', 'SIGKILL');
    await world.stack.untilReady('worker');
  }
  const done = await world.untilState(id, ['completed', 'failed'], 180_000);
  peakRssMb = Math.max(peakRssMb, world.workerPeakRssMb());
  await compare(world, done, expected);
  const runSeconds = (Date.parse(done.finished_at ?? '') - Date.parse(done.started_at ?? '')) / 1000;
  const counts = { good: done.rows_created, duplicate: done.rows_duplicate, failed: done.rows_failed };
  return { analysisSeconds, runSeconds, perSecond: expected.rows / runSeconds, peakRssMb, counts };
}

async function compare(
  { sql, brandId }: ImportWorld,
  done: ContactImport,
  expected: FileCount,
): Promise<void> {
  const contacts = await sql<{ phone: string }[]>`
    select phone from public.contacts where brand_id = ${brandId} and source = 'import'`;
  const fingerprint = fingerprintOf(contacts.map(({ phone }) => phone));
  const [refused] = await sql<{ rows: number }[]>`
    select count(distinct row_number)::int as rows from public.contact_import_errors where import_id = ${done.id}`;
  const isSame =
    done.state === 'completed' &&
    done.rows_created === expected.good &&
    done.rows_duplicate === expected.duplicate &&
    done.rows_failed === expected.failed &&
    refused?.rows === expected.duplicate + expected.failed &&
    fingerprint === expected.fingerprint;
  if (!isSame) {
    throw new Error(
      `The import differs from the file: ${JSON.stringify({ done, expected, fingerprint, refused })}`,
    );
  }
}

async function removeContacts({ sql, brandId }: ImportWorld): Promise<void> {
  await sql`delete from public.contacts where brand_id = ${brandId}`;
  await sql`vacuum analyze public.contacts`;
}

/** One statement without file, checks and errors. */
async function bareInsert(world: ImportWorld, contacts: number): Promise<number> {
  const { sql, organizationId, brandId } = world;
  const began = performance.now();
  await sql`
    insert into public.contacts (organization_id, brand_id, name, phone, attributes, source)
    select ${organizationId}, ${brandId}, 'Contact ' || n, '+1212' || (2000000 + n), jsonb_build_object('score', n), 'manual'
    from generate_series(1, ${contacts}::int) as n`;
  const seconds = (performance.now() - began) / 1000;
  await removeContacts(world);
  return contacts / seconds;
}

/** Asks for a page of another brand's contacts again and again, until stopped; gives the times in ms, sorted. */
function watchPages({ sql }: ImportWorld) {
  const times: number[] = [];
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      const began = performance.now();
      await sql`select * from public.contacts where brand_id = gen_random_uuid() order by id limit 50`;
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  return {
    async stop(): Promise<Float64Array> {
      isStopped = true;
      await watching;
      return Float64Array.from(times).sort();
    },
  };
}
