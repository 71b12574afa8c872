import { connect } from '../postgres/cluster.ts';
import { openSender } from './client.ts';
import { createDice } from './dice.ts';
import { createJudge, type Finding } from './judge.ts';
import { openLedger } from './ledger.ts';
import { createOracle } from './oracle.ts';
import { plantLeak } from './plant.ts';
import { type AuditRequest, imagineRequest } from './requests.ts';
import { RULES } from './rules.ts';
import { createWorld } from './world.ts';

/** A database that is thrown away afterwards. */
export interface ScratchDatabase {
  url(role: 'authenticator' | 'supabase_auth_admin' | 'supabase_admin'): string;
}

export interface AuditOptions {
  queries: number;
  seed: number;
  /** Only the request with this number. */
  only?: number;
  /** Plants a leak and stops when it is found; a name chooses the policy. */
  plant?: boolean | string;
  /** Hears how many requests are done. */
  onProgress?: (done: number) => void;
}

export interface FailedRequest {
  request: AuditRequest;
  findings: Finding[];
}

export interface AuditReport {
  seed: number;
  queries: number;
  planted: string | null;
  reads: number;
  writes: number;
  rpcs: number;
  /** Rows that the callers had a right to read, and rows that requests changed: an audit of nothing would show here. */
  rows_readable: number;
  rows_changed: number;
  /** Requests that ended with an error. */
  errors: number;
  failures: FailedRequest[];
  seconds: number;
}

const BLOCK = 200;
const AT_ONCE = 8;

/** Fires random requests at a scratch database that has the migrations and nothing else. */
export async function auditIsolation(db: ScratchDatabase, options: AuditOptions): Promise<AuditReport> {
  const started = performance.now();
  const sql = connect(db.url('supabase_admin'));
  const world = await createWorld(sql, options.seed);
  const planted =
    options.plant === undefined || options.plant === false
      ? null
      : await plantLeak(
          sql,
          createDice(options.seed, -1),
          options.plant === true ? undefined : options.plant,
        );
  const unruled = world.relations.map(({ name }) => name).filter((name) => RULES[name] === undefined);
  if (unruled.length > 0) throw new Error(`dev/audit/rules.ts says nothing of ${unruled.join(', ')}.`);
  const ledger = await openLedger(sql);
  const rowsOf = (relation: string) => world.rows.get(relation) ?? [];
  const oracle = createOracle(
    rowsOf('conversations'),
    rowsOf('messages'),
    rowsOf('campaigns'),
    rowsOf('roles'),
  );
  const { judge, expected } = createJudge(world, oracle);
  const sender = openSender((role) => db.url(role));
  const report: AuditReport = {
    seed: options.seed,
    queries: 0,
    planted,
    reads: 0,
    writes: 0,
    rpcs: 0,
    rows_readable: 0,
    rows_changed: 0,
    errors: 0,
    failures: [],
    seconds: 0,
  };

  const run = async (request: AuditRequest) => {
    const isRead = request.query.kind === 'read' || request.query.kind === 'count';
    const answer = await sender.send(request);
    const changes = isRead ? [] : await ledger.take();
    const findings = judge(request, answer, changes);
    report.queries += 1;
    report[isRead ? 'reads' : request.query.kind === 'rpc' ? 'rpcs' : 'writes'] += 1;
    report.rows_readable += expected(request);
    report.rows_changed += changes.length;
    if (answer.error !== null) report.errors += 1;
    if (findings.length > 0) report.failures.push({ request, findings });
    options.onProgress?.(report.queries);
  };

  try {
    const numbers = options.only === undefined ? [0, options.queries] : [options.only, options.only + 1];
    const [first = 0, end = 0] = numbers;
    for (let from = first; from < end && !(planted !== null && report.failures.length > 0); from += BLOCK) {
      const block = Array.from({ length: Math.min(BLOCK, end - from) }, (_, i) =>
        imagineRequest(world, options.seed, from + i),
      );
      // Reads share the world; writes come one after the other, each to the world as it was.
      const reads = block.filter(({ query }) => query.kind === 'read' || query.kind === 'count');
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let next = reads.shift(); next !== undefined; next = reads.shift()) await run(next);
        }),
      );
      for (const request of block) {
        if (request.query.kind !== 'read' && request.query.kind !== 'count') await run(request);
      }
    }
  } finally {
    await sender.close();
    await sql.end({ timeout: 5 });
  }
  report.failures.sort((a, b) => a.request.n - b.request.n);
  report.seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  return report;
}
