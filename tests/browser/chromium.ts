import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packed, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Where systems keep the browser that they installed. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const FLAGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--force-color-profile=srgb'];

/**
 * Starts a headless Chromium: the system's, else the one that came with npm. That one brings its libraries along for systems
 * that lack them, so neither root nor a package manager is needed.
 * @throws Error that says of each attempt why it failed
 */
export async function startChromium(): Promise<Browser> {
  const attempts = [
    ...INSTALLED.filter((path) => existsSync(path)).map((path) => () => launch(path)),
    async () => launch(await packed.executablePath()),
    async () => launch(await packed.executablePath(), await unpackLibraries()),
  ];
  const failures: string[] = [];
  for (const attempt of attempts) {
    try {
      return await attempt();
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`No Chromium starts here.\n${failures.join('\n')}`);
}

function launch(executablePath: string, libraries?: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: FLAGS,
    ...(libraries !== undefined && { env: { ...process.env, LD_LIBRARY_PATH: libraries } }),
  });
}

/** Unpacks NSS and the like, which minimal systems lack. @returns their folder */
async function unpackLibraries(): Promise<string> {
  const folder = join(tmpdir(), 'al2023', 'lib');
  if (!existsSync(folder)) {
    const package_ = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))));
    await inflate(join(package_, 'bin', 'al2023.tar.br'));
  }
  return folder;
}
