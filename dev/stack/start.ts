import { fork } from 'node:child_process';
import { join } from 'node:path';
import { buildConsole } from '../console/build.ts';
import { runCampaign, seed } from './demo.ts';
import { explain, StackError } from './errors.ts';
import { createLeash } from './leash.ts';
import { HELP, parseStart, type StartOptions } from './options.ts';
import { dataPaths, logFile } from './paths.ts';
import { OWNER_VARIABLE } from './pids.ts';
import { startStack } from './stack.ts';
import type { StackStatus } from './status.ts';

/** What a detached supervisor tells the command that started it. */
type Message =
  | { kind: 'line'; text: string }
  | { kind: 'ready'; status: StackStatus }
  | { kind: 'failed'; text: string };

/** `npm start`. Resolves with the exit code. */
export async function start(args: string[]): Promise<number> {
  const options = parseStart(args);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  if (process.send !== undefined && process.env.WABASE_SUPERVISE === '1') return supervise(options);
  return options.detach ? startDetached(options, args) : startForeground(options);
}

async function startForeground(options: StartOptions): Promise<number> {
  const interrupted = onSignal();
  const { stack, status } = await bringUp(options, console.log);
  printStatus(status);
  const demo = options.demo ? runCampaign(options.dataDir) : Promise.resolve(0);
  const how = await Promise.race([demo.then(() => 'demo'), interrupted.then(() => 'signal')]);
  if (how === 'demo') {
    console.log('\nServing until Ctrl-C.');
    await interrupted;
  }
  console.log('Stopping.');
  await stack.stop();
  return 0;
}

/** The detached process itself: serves until it gets a signal. Its parent listens until it is ready, then leaves. */
async function supervise(options: StartOptions): Promise<number> {
  const interrupted = onSignal();
  const tell = (message: Message) => {
    if (process.connected) process.send?.(message);
  };
  const say = (text: string) => tell({ kind: 'line', text });
  try {
    const { stack, status } = await bringUp(options, say);
    tell({ kind: 'ready', status });
    await interrupted;
    await stack.stop();
    return 0;
  } catch (error) {
    tell({ kind: 'failed', text: explain(error) });
    return 1;
  }
}

async function startDetached(options: StartOptions, args: string[]): Promise<number> {
  const log = logFile(dataPaths(options.dataDir), 'stack');
  const supervisor = fork(join(import.meta.dirname, 'main.ts'), ['start', ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, WABASE_SUPERVISE: '1' },
  });
  const giveUp = () => supervisor.kill('SIGTERM');
  process.once('SIGINT', giveUp).once('SIGTERM', giveUp);
  const status = await new Promise<StackStatus>((resolve, reject) => {
    supervisor.on('message', (message: Message) => {
      if (message.kind === 'line') console.log(message.text);
      if (message.kind === 'ready') resolve(message.status);
      if (message.kind === 'failed') reject(new StackError(message.text));
    });
    supervisor.once('error', reject);
    supervisor.once('exit', () => reject(new StackError(`The stack ended while starting. Its log: ${log}`)));
  });
  supervisor.disconnect();
  supervisor.unref();
  printStatus(status);
  const code = options.demo ? await runCampaign(options.dataDir) : 0;
  console.log('\nThe stack keeps running; npm stop ends it.');
  return code;
}

async function bringUp(options: StartOptions, say: (line: string) => void) {
  const since = Date.now();
  say(`Starting the stack (data in ${dataPaths(options.dataDir).root}).`);
  const { dataDir, portBase, reset } = options;
  const stack = await startStack({
    dataDir,
    portBase,
    reset,
    say,
    // A new simulator knows nothing of the demo's numbers.
    revived: (name, status) => {
      if (name === 'simulator')
        seed(status).catch((error) => say(`The demo's numbers are missing: ${explain(error)}`));
    },
  });
  try {
    await seed(stack.status());
  } catch (error) {
    await stack.stop();
    throw new StackError(`The demo data could not be made: ${explain(error)}`, 'Start again with --reset.');
  }
  say(`Ready after ${((Date.now() - since) / 1000).toFixed(1)} s.`);
  const stopBuild = buildPages(dataDir, say);
  const stop = async () => {
    await stopBuild();
    await stack.stop();
  };
  return { stack: { stop }, status: stack.status() };
}

/** Builds the console beside everything else, which does not wait for it. Returns what ends the build. */
function buildPages(dataDir: string, say: (line: string) => void): () => Promise<void> {
  const ending = new AbortController();
  const paths = dataPaths(dataDir);
  const leash = createLeash(paths.root);
  const built = buildConsole({
    logFile: logFile(paths, 'console'),
    signal: ending.signal,
    started: (group) => leash.add(-group),
    env: { [OWNER_VARIABLE]: paths.root },
    isPolite: true,
  })
    .then(
      (seconds) => (seconds > 0 ? `The console was built in ${seconds.toFixed(0)} s.` : null),
      (error: unknown) => (ending.signal.aborted ? null : explain(error)),
    )
    .then(async (words) => {
      if (words !== null) say(words);
      await leash.close();
    });
  return async () => {
    ending.abort();
    await built;
  };
}

/** Resolves at the first signal that asks to end. Later ones are ignored: stopping is under way. */
function onSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve());
  });
}

function printStatus(status: StackStatus): void {
  const rows = [
    ['Project (supabase-js)', status.api_url],
    ['Publishable key', status.publishable_key],
    ['Console', status.console_url],
    ['WhatsApp simulator', status.simulator_url],
    ['Mailbox', status.mailbox_url],
    ['Database', status.db_url],
  ];
  console.log('');
  for (const [name, value] of rows) console.log(`  ${(name ?? '').padEnd(22)} ${value}`);
  if (status.demo.users.length > 0) console.log('\n  Demo users');
  for (const user of status.demo.users)
    console.log(`  ${user.email.padEnd(34)} ${user.password}  ${user.role}`);
  console.log('');
}
