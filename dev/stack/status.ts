import { z } from 'zod';
import { readJson } from './json_file.ts';
import { type DataPaths, dataPaths } from './paths.ts';
import { belongsTo, isAlive } from './pids.ts';
import { readSecrets } from './secrets.ts';

const demoSchema = z.object({
  users: z.array(
    z.object({
      email: z.string(),
      password: z.string(),
      role: z.string(),
      organization_id: z.string(),
      brand_ids: z.array(z.string()),
    }),
  ),
  whatsapp_accounts: z.array(
    z.object({
      organization_id: z.string(),
      brand_id: z.string(),
      whatsapp_account_id: z.string(),
      phone_number_id: z.string(),
      waba_id: z.string(),
    }),
  ),
});

/** The demo's people and numbers: the content of `<data-dir>/demo.json`, written by dev/demo. */
export type DemoData = z.infer<typeof demoSchema>;

/** Everything another program needs to know about a running stack; `npm run -s status` prints it. */
export interface StackStatus {
  api_url: string;
  publishable_key: string;
  secret_key: string;
  /** Role postgres: the rights that migrations have on a hosted project. */
  db_url: string;
  simulator_url: string;
  console_url: string;
  /** What the worker mailed; nothing leaves the machine. */
  mailbox_url: string;
  webhook: { url: string; app_secret: string; verify_token: string };
  demo: DemoData;
  processes: Record<string, number[]>;
  data_dir: string;
}

/** What dev/demo/seed.ts exports as `seedDemo`: makes the demo's data and writes `<data_dir>/demo.json`. */
export type SeedDemo = (stack: StackStatus) => Promise<unknown>;

const runSchema = z.object({
  supervisor: z.number(),
  port_base: z.number(),
  ready: z.boolean(),
  processes: z.record(z.string(), z.number()),
  /** Pids that are not processes of the stack but belong to it (the leash). */
  helpers: z.array(z.number()),
});

/** The content of `<data-dir>/stack.json` while a stack runs. */
export type Run = z.infer<typeof runSchema>;

/** Reads what the supervisor of a data folder wrote down; null when nothing (or nothing readable) is there. */
export function readRun(paths: DataPaths): Run | null {
  const parsed = runSchema.safeParse(readJson(paths.stack));
  return parsed.success ? parsed.data : null;
}

/** Whether the supervisor of a data folder is alive. */
export function isSupervised(paths: DataPaths, run: Run): boolean {
  return isAlive(run.supervisor) && (run.supervisor === process.pid || supervises(run, paths));
}

/** The number of a dead supervisor may have been given to another program; its children cannot all be strangers. */
function supervises(run: Run, paths: DataPaths): boolean {
  return [...Object.values(run.processes), ...run.helpers].some(
    (pid) => isAlive(pid) && belongsTo(pid, paths.root),
  );
}

/** The status of a running stack, made of what its data folder holds. */
export function describeStack(dataDir: string, run: Run): StackStatus {
  const paths = dataPaths(dataDir);
  const secrets = readSecrets(paths.secrets);
  const at = (offset: number) => `http://127.0.0.1:${run.port_base + offset}`;
  const demo = demoSchema.safeParse(readJson(paths.demo));
  return {
    api_url: at(0),
    publishable_key: secrets.publishable_key,
    secret_key: secrets.secret_key,
    db_url: `postgresql://postgres:${secrets.passwords.postgres}@127.0.0.1:${run.port_base + 1}/postgres`,
    simulator_url: at(2),
    console_url: at(3),
    mailbox_url: at(8),
    webhook: {
      url: `${at(0)}/functions/v1/whatsapp-webhook`,
      app_secret: secrets.app_secret,
      verify_token: secrets.verify_token,
    },
    demo: demo.success ? demo.data : { users: [], whatsapp_accounts: [] },
    processes: processesOf(run),
    data_dir: paths.root,
  };
}

function processesOf(run: Run): Record<string, number[]> {
  const processes: Record<string, number[]> = {};
  for (const [name, pid] of Object.entries(run.processes)) {
    const group = name.startsWith('functions-') ? 'functions' : name;
    processes[group] = [...(processes[group] ?? []), pid];
  }
  return processes;
}
