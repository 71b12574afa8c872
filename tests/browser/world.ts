import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { buildConsole } from '../../dev/console/build.ts';
import type { StackStatus } from '../../dev/stack/status.ts';
import { createSimulator, type Simulator } from '../journeys/simulator.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { startChromium } from './chromium.ts';

export type Theme = 'light' | 'dark';

/** How long anything is waited for. A machine may be ten times as slow as this one, and have other work. */
export const PATIENCE_MS = 120_000;

const ARTEFACTS = join(import.meta.dirname, '../../.test-artefacts/browser');

/** The running product with a browser in front of it. */
export interface Console {
  status(): StackStatus;
  simulator(): Simulator;
  /**
   * A window of a person who is not signed in. It is closed when its test ends; whatever its pages report as an error is a
   * failure of the test.
   */
  open(options?: { width?: number }): Promise<Page>;
  /** A window of a demo user at a page: signed in by the form the first time, by what the device keeps afterwards. */
  openAs(email: string, path?: string): Promise<Page>;
  /** Keeps a picture for people to look at. */
  picture(page: Page, name: string): Promise<void>;
}

type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

export function useConsole(): Console {
  let stack: TestStack | undefined;
  let browser: Browser | undefined;
  let simulator: Simulator | undefined;
  const contexts: BrowserContext[] = [];
  const sessions = new Map<string, Kept>();
  const errors: string[] = [];

  beforeAll(async () => {
    mkdirSync(ARTEFACTS, { recursive: true });
    const built = buildConsole({ logFile: join(ARTEFACTS, 'build.log') });
    [stack, browser] = await Promise.all([startTestStack({ seed: true }), startChromium(), built]);
    simulator = createSimulator(stack.status().simulator_url);
  }, 900_000);
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepEvidence(contexts, task.name);
    // A window left open goes on listening and drawing while the next test works.
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(errors.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const status = () => started(stack).status();

  async function open(width = 1440, kept?: Kept): Promise<Page> {
    const context = await started(browser).newContext({
      baseURL: status().console_url,
      viewport: { width, height: width < 600 ? 844 : 900 },
      colorScheme: 'light',
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...(kept !== undefined && { storageState: kept }),
    });
    contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.stack ?? error.message}`));
    return page;
  }

  async function signIn(page: Page, email: string): Promise<void> {
    const user = status().demo.users.find((one) => one.email === email);
    if (user === undefined) throw new Error(`The demo has no ${email}.`);
    await page.goto('/login/');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(user.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    sessions.set(email, await page.context().storageState());
  }

  return {
    status,
    simulator: () => started(simulator),
    open: ({ width } = {}) => open(width),
    async openAs(email, path = '/') {
      const kept = sessions.get(email);
      const page = await open(undefined, kept);
      if (kept === undefined) await signIn(page, email);
      if (new URL(page.url(), status().console_url).pathname !== path) await page.goto(path);
      return page;
    },
    async picture(page, name) {
      await page.screenshot({ path: join(ARTEFACTS, `${name}.png`) });
    },
  };
}

/** What was in sight when a test failed. */
async function keepEvidence(contexts: BrowserContext[], test: string): Promise<void> {
  const pages = contexts.flatMap((context) => context.pages());
  const name = test.replaceAll(/\W+/g, '-').slice(0, 60);
  for (const [i, page] of pages.entries()) {
    await page.screenshot({ path: join(ARTEFACTS, `failed-${name}-${i + 1}.png`) }).catch(() => {});
  }
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The console has not been started.');
  return part;
}
