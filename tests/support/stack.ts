import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seed as seedDemoData } from '../../dev/stack/demo.ts';
import { type Stack, type StackOptions, startStack } from '../../dev/stack/stack.ts';

export interface TestStack extends Stack {
  dataDir: string;
}

export interface TestStackOptions extends Pick<StackOptions, 'processes' | 'env' | 'say'> {
  /** Makes the demo's organizations, people and numbers. */
  seed?: boolean;
}

/** Nobody's message fails by the simulator's dice. */
const CALM = { SIMULATOR_FAULTS: '{"failed_share": 0}' };

/**
 * Starts a whole stack for one test file, in a temporary folder and on ports of its own: about three seconds.
 * stop() ends every process and removes the folder.
 */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const { seed = false, ...rest } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'wabase-stack-'));
  try {
    const env = { ...CALM, ...rest.env };
    const stack = await startStack({ ...rest, env, dataDir, portBase: await freePortBase() });
    const stop = async () => {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    };
    if (seed) {
      await seedDemoData(stack.status()).catch(async (error: unknown) => {
        await stop();
        throw error;
      });
    }
    return { ...stack, dataDir, stop };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Finds the first of 40 free ports. They lie below 32768: above, systems take the near ends of outgoing connections
 * from, and a port that was one cannot be listened on for a minute.
 */
export async function freePortBase(): Promise<number> {
  for (;;) {
    const base = 20_000 + 40 * Math.floor(Math.random() * 300);
    const free = await Promise.all(
      [0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13].map((offset) => isFree(base + offset)),
    );
    if (free.every(Boolean)) return base;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
