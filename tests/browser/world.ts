import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { buildConsole } from '../../dev/console/build.ts';
import type { StackStatus } from '../../dev/stack/status.ts';
import { createSimulator, type Simulator } from '../journeys/simulator.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { startChromium } from './chromium.ts';

export type Theme = 'light' | 'dark';

const ARTEFACTS = join(import.meta.dirname, '../../.test-artefacts/browser');

/** The running product with a browser in front of it. */
export interface Console {
  status(): StackStatus;
  simulator(): Simulator;
  /** A window of a person who is not signed in. Whatever its pages report as an error is a failure of the test. */
  open(options?: { theme?: Theme; width?: number }): Promise<Page>;
  /** Signs a demo user in. */
  signIn(page: Page, email: string): Promise<void>;
  /** Keeps a picture for people to look at. */
  picture(page: Page, name: string): Promise<void>;
  /** Errors that pages threw since the last call. */
  takeErrors(): string[];
}

export function useConsole(): Console {
  let stack: TestStack | undefined;
  let browser: Browser | undefined;
  let simulator: Simulator | undefined;
  const contexts: BrowserContext[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    mkdirSync(ARTEFACTS, { recursive: true });
    const built = buildConsole({ logFile: join(ARTEFACTS, 'build.log') });
    [stack, browser] = await Promise.all([startTestStack({ seed: true }), startChromium(), built]);
    simulator = createSimulator(stack.status().simulator_url);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const status = () => started(stack).status();
  return {
    status,
    simulator: () => started(simulator),
    async open({ theme = 'light', width = 1440 } = {}) {
      const context = await started(browser).newContext({
        baseURL: status().console_url,
        viewport: { width, height: width < 600 ? 844 : 900 },
        colorScheme: theme,
        locale: 'en-GB',
        reducedMotion: 'reduce',
      });
      contexts.push(context);
      context.setDefaultTimeout(60_000);
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.stack ?? error.message}`));
      return page;
    },
    async signIn(page, email) {
      const user = status().demo.users.find((one) => one.email === email);
      if (user === undefined) throw new Error(`The demo has no ${email}.`);
      await page.goto('/login/');
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill(user.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    },
    async picture(page, name) {
      await page.screenshot({ path: join(ARTEFACTS, `${name}.png`) });
    },
    takeErrors: () => errors.splice(0),
  };
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The console has not been started.');
  return part;
}
