/** `npm run audit:isolation`: see `--help`. */
import { startTestPostgres } from '../../tests/support/postgres.ts';
import { type AuditReport, auditIsolation, type FailedRequest } from './audit.ts';
import { HELP, type Options, readOptions } from './options.ts';

const SHOWN = 10;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const say = (text: string) => process.stderr.write(text);
  say(`Seed ${options.seed}. Starting a throw-away PostgreSQL.\n`);
  const cluster = await startTestPostgres();
  const stop = () => void cluster.stop().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const aloud = console.error;
  try {
    console.error = () => {}; // the Data API prints every refusal, and refusals are most of what happens here
    const onProgress = (done: number) => {
      if (done % 1000 === 0) say(`${done} requests\n`);
    };
    const report = await auditIsolation(await cluster.createDatabase(), { ...options, onProgress });
    if (options.json) console.log(JSON.stringify(report));
    else console.log(inWords(report, options));
    return (report.planted === null ? report.failures.length === 0 : foundLeak(report)) ? 0 : 1;
  } finally {
    console.error = aloud;
    await cluster.stop();
  }
}

function foundLeak({ failures }: AuditReport): boolean {
  return failures.some(({ findings }) => findings.some(({ kind }) => kind === 'leak'));
}

function inWords(report: AuditReport, options: Options): string {
  const failed = report.failures.slice(0, SHOWN).map((failure) => describe(failure, options));
  const more = report.failures.length - failed.length;
  return [
    ...failed,
    ...(more > 0 ? [`and ${more} requests more`] : []),
    ...(report.planted === null
      ? []
      : [`Planted: ${report.planted}: ${foundLeak(report) ? 'found' : 'MISSED'}.`]),
    `${report.queries} requests in ${report.seconds} s with seed ${report.seed}: ${report.reads} reads of ` +
      `${report.rows_readable} rows, ${report.writes} writes and ${report.rpcs} calls that changed ${report.rows_changed} rows, ` +
      `${report.errors} refused. ${report.failures.length} failures.`,
  ].join('\n');
}

function describe({ request, findings }: FailedRequest, { seed, plant }: Options): string {
  const { person, header } = request.caller;
  const again = `npm run audit:isolation -- --seed ${seed} --only ${request.n}${plant === false ? '' : ' --plant'}`;
  const planted = typeof plant === 'string' ? `${again}=${plant}` : again;
  return [
    `✗ request ${request.n} as ${person.name} (${person.user_id})${header === null ? '' : ` with x-brand-id: ${header}`}`,
    `  ${JSON.stringify(request.query)}`,
    ...findings.slice(0, 5).map(({ kind, text }) => `  ${kind}: ${text}`),
    `  again: ${planted}\n`,
  ].join('\n');
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof TypeError ? error.message : error);
  return error instanceof TypeError ? 2 : 1;
});
