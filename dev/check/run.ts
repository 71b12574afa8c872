/**
 * `npm run check`: everything that can be said about the project without running it. Each gate prints its findings;
 * the last line tells how many gates failed. `-- --only sql,types` runs some of them, `-- --fix` mends first what a program
 * can mend (format of TypeScript, JSON and SQL), `--help` lists them.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestPostgres } from '../../tests/support/postgres.ts';
import { staleBaseline } from '../schema/baseline.ts';
import { staleTypes } from '../schema/generate-types.ts';
import { formatDeclared } from './sql/format.ts';
import { lintDeclared } from './sql/lint.ts';

const root = join(import.meta.dirname, '../..');

interface Gate {
  name: string;
  about: string;
  /** Findings; none means that the gate is passed. */
  run(): Promise<string[]>;
}

const GATES: Gate[] = [
  {
    name: 'biome',
    about: 'format and lint of TypeScript and JSON',
    run: () => command('biome', ['check', '.']),
  },
  {
    name: 'tsc',
    about: 'types of everything that runs on Node',
    run: () => command('tsc', ['--pretty', 'false']),
  },
  {
    name: 'console',
    about: 'types of the console',
    run: () => command('tsc', ['--pretty', 'false', '-p', 'clients/console']),
  },
  { name: 'deno', about: 'types of the edge functions, as Deno sees them', run: checkFunctions },
  { name: 'sql', about: 'lint of sql/', run: () => lintDeclared(root) },
  { name: 'baseline', about: 'the migration is what sql/ gives', run: async () => list(staleBaseline(root)) },
  { name: 'types', about: 'the generated types are those of the database', run: checkTypes },
];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, fix: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log('npm run check [-- --only <gate,…>] [--fix]\n');
    for (const gate of GATES) console.log(`  ${gate.name.padEnd(10)} ${gate.about}`);
    return 0;
  }
  const wanted = values.only?.split(',');
  const unknown = wanted?.filter((name) => GATES.every((gate) => gate.name !== name)) ?? [];
  if (unknown.length > 0) {
    console.error(`No such gate: ${unknown.join(', ')}`);
    return 2;
  }
  if (values.fix) {
    await command('biome', ['check', '--write', '.']);
    for (const path of formatDeclared(root)) console.log(`formatted ${path}`);
  }
  let failed = 0;
  for (const gate of GATES.filter((candidate) => wanted === undefined || wanted.includes(candidate.name))) {
    const findings = await gate
      .run()
      .catch((error: unknown) => [error instanceof Error ? error.message : String(error)]);
    if (findings.length > 0) failed += 1;
    console.log(`${findings.length > 0 ? '✗' : '✓'} ${gate.name}: ${gate.about}`);
    for (const finding of findings) console.log(finding.replace(/^/gm, '    '));
  }
  console.log(failed === 0 ? '\nall gates passed' : `\n${failed} gates failed`);
  return failed === 0 ? 0 : 1;
}

/** Runs a tool of node_modules; its output is the finding if it fails. */
function command(tool: string, args: string[], cwd = root): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules/.bin', tool), args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve(code === 0 ? [] : [output.trim() || `${tool} ended with code ${code}`]),
    );
  });
}

/** Each function is a project of its own to Deno, with its own deno.json. */
async function checkFunctions(): Promise<string[]> {
  const findings: string[] = [];
  for (const entry of globSync('functions/*/index.ts', { cwd: root }).sort()) {
    const config = entry.replace('index.ts', 'deno.json');
    findings.push(
      ...(await command('deno', ['check', '--node-modules-dir=manual', '--config', config, entry])),
    );
  }
  return findings;
}

async function checkTypes(): Promise<string[]> {
  const cluster = await startTestPostgres();
  try {
    const database = await cluster.createDatabase();
    return list(await staleTypes(root, database.url()));
  } finally {
    await cluster.stop();
  }
}

function list(problem: string | null): string[] {
  return problem === null ? [] : [problem];
}

process.exitCode = await main();
