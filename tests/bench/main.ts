import { benchCampaign } from './campaign.ts';
import { benchChaos } from './chaos.ts';
import { benchConsole } from './console.ts';
import { benchContacts } from './contacts.ts';
import { benchFairness } from './fairness.ts';
import { benchImport } from './import.ts';
import { benchInbox } from './inbox.ts';
import { benchIngest } from './ingest.ts';
import { benchIngestKilled } from './ingest_killed.ts';
import { benchQuota } from './quota.ts';
import type { BenchResult } from './result.ts';
import { benchRls } from './rls.ts';
import { benchThrottle } from './throttle.ts';
import { benchWebhook } from './webhook.ts';
import { benchWorkers } from './workers.ts';

const benches: Record<
  string,
  { about: string; run: (args: Record<string, number>) => Promise<BenchResult> }
> = {
  campaign: {
    about: '--messages N (100000): a frozen audience through the worker to the simulator',
    run: benchCampaign,
  },
  chaos: {
    about:
      '--recipients N (10000) --every N (5) --outage N (30) --mps N: a campaign while workers and PostgreSQL are killed and Meta\n' +
      '             fails in turn, every so many seconds; each accepted once',
    run: benchChaos,
  },
  fairness: {
    about:
      '--recipients N (500000): a tenant sends 100 messages and an agent replies, without and beside two large campaigns of another',
    run: benchFairness,
  },
  workers: {
    about:
      '--messages N (60000) --workers N (3): one and several workers on one database, then the one that sends is killed',
    run: benchWorkers,
  },
  inbox: {
    about:
      '--organizations N (2000) --contacts N (500000) --messages N (2000000) --inbox N (100000) --rounds N (400) --explain: lists,\n' +
      '             threads and searches of an inbox under row level security',
    run: benchInbox,
  },
  import: {
    about:
      '--rows N (100000): a file of contacts through Storage, worker and database; again with the worker killed',
    run: benchImport,
  },
  ingest: {
    about:
      '--messages N (40000) --people N (4000) --statuses N (100000) --rate N (200) --seconds N (15): webhook to visible row and\n' +
      '             to a Realtime client',
    run: benchIngest,
  },
  'ingest-killed': {
    about:
      '--events N (20000): mixed webhooks while webhook function and worker are killed; stored = sent, row by row',
    run: benchIngestKilled,
  },
  console: {
    about:
      '--conversations N (100000) --seconds N (120): the console in Chromium: bytes and time of a first visit, then the longest\n' +
      '             frame of an inbox scrolled to its end',
    run: benchConsole,
  },
  contacts: {
    about:
      '--contacts N (1000000) --organizations N (2000) --rounds N (60) --explain: each kind of filter in one brand, then a bulk\n' +
      '             label by filter beside the searches of another brand',
    run: benchContacts,
  },
  quota: {
    about: '--callers N (50) --seconds N (5): one message of the quota a call, beside one row updated by all',
    run: benchQuota,
  },
  rls: {
    about:
      '--organizations N (2000) --contacts N (500000) --messages N (2000000) --rounds N (400) --explain: queries of the\n' +
      '             console under row level security beside the same as owner',
    run: benchRls,
  },
  throttle: {
    about:
      '--mps N (80) --seconds N (60) --workers N (3): one number through several workers to a simulator that enforces its limit',
    run: benchThrottle,
  },
  webhook: {
    about: '--posts N (40000) --concurrency N (64): signed single statuses to the webhook function',
    run: benchWebhook,
  },
};

const HELP = `Usage: npm run bench -- NAME [options] [--json]

Measures one thing beside its ceiling, both in the same run on this machine, and prints one JSON line. --json leaves out the words on stderr.

${Object.entries(benches)
  .map(([name, { about }]) => `  ${name.padEnd(13)} ${about}`)
  .join('\n')}
`;

const [name, ...rest] = process.argv.slice(2);
const bench = benches[name ?? ''];
if (!bench || rest.includes('--help')) {
  console.error(HELP);
  process.exit(name === '--help' || rest.includes('--help') ? 0 : 2);
}
const args: Record<string, number> = {};
for (let i = 0; i < rest.length; i++) {
  const option = rest[i] ?? '';
  if (option === '--json') {
    process.env.BENCH_QUIET = '1';
    continue;
  }
  if (option === '--explain') {
    args.explain = 1;
    continue;
  }
  const value = Number(rest[++i]);
  if (!option.startsWith('--') || !Number.isInteger(value) || value < 1) {
    console.error(`Not understood: ${option} ${rest[i] ?? ''}. See --help.`);
    process.exit(2);
  }
  args[option.slice(2)] = value;
}
console.log(JSON.stringify(await bench.run(args)));
process.exit(0);
