import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT } from './paths.ts';
import type { SeedDemo, StackStatus } from './status.ts';

const SEED = join(PROJECT, 'dev/demo/seed.ts');
const CAMPAIGN = join(PROJECT, 'dev/demo/main.ts');

/**
 * Makes the demo's organizations and people where there are none yet. Called at every start: the simulator forgets its
 * numbers and templates when it ends, and the demo gives them back.
 */
export async function seed(status: StackStatus): Promise<void> {
  if (!existsSync(SEED)) return;
  const { seedDemo } = (await import(pathToFileURL(SEED).href)) as { seedDemo: SeedDemo };
  await seedDemo(status);
}

/** Runs the demo campaign, in the same terminal. Resolves with its exit code. */
export function runCampaign(dataDir: string): Promise<number> {
  if (!existsSync(CAMPAIGN)) return Promise.resolve(0);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CAMPAIGN, '--data-dir', dataDir], {
      stdio: 'inherit',
      cwd: PROJECT,
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
