import type { Browser, BrowserContextOptions, CDPSession } from 'playwright-core';
import type { StackStatus } from '../../../dev/stack/status.ts';
import { round } from '../result.ts';

export type SignedIn = NonNullable<BrowserContextOptions['storageState']>;

interface FirstLoad {
  path: string;
  /** As it came over the wire, compressed. */
  kilobytes: number;
  javascript_kb: number;
  requests: number;
  /** From the click on the address until what one came for is there and the page idles. */
  interactive_ms: number;
}

/** What one waits for on a page. */
const PAGES = [
  { path: '/login/', role: 'button', name: 'Sign in', isSignedIn: false },
  { path: '/', role: 'heading', name: 'Dashboard', isSignedIn: true },
  { path: '/inbox/', role: 'button', name: 'Keyboard shortcuts', isSignedIn: true },
] as const;

/** Signs the owner of the demo in and keeps what the browser keeps of it. */
export async function signedIn(browser: Browser, status: StackStatus): Promise<SignedIn> {
  const user = status.demo.users[0];
  if (user === undefined) throw new Error('The demo has no users.');
  const context = await browser.newContext({ baseURL: status.console_url, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto('/login/');
  await page.getByLabel('E-mail').fill(user.email);
  await page.getByLabel('Password').fill(user.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Each page in a browser that has seen nothing yet. */
export async function firstLoads(
  browser: Browser,
  status: StackStatus,
  state: SignedIn,
): Promise<FirstLoad[]> {
  const loads: FirstLoad[] = [];
  for (const { path, role, name, isSignedIn } of PAGES) {
    const context = await browser.newContext({
      baseURL: status.console_url,
      locale: 'en-GB',
      ...(isSignedIn && { storageState: state }),
    });
    const page = await context.newPage();
    const traffic = await listen(await context.newCDPSession(page));
    await page.goto(path);
    await page.getByRole(role, { name, exact: true }).waitFor();
    const interactive = await page.evaluate(
      () => new Promise<number>((resolve) => requestIdleCallback(() => resolve(performance.now()))),
    );
    await page.waitForLoadState('networkidle');
    const sum = (pattern: RegExp) =>
      traffic.filter(({ url }) => pattern.test(url)).reduce((total, { bytes }) => total + bytes, 0);
    loads.push({
      path,
      kilobytes: round(sum(/./) / 1024),
      javascript_kb: round(sum(/\.js$/) / 1024),
      requests: traffic.length,
      interactive_ms: round(interactive),
    });
    await context.close();
  }
  return loads;
}

async function listen(session: CDPSession): Promise<{ url: string; bytes: number }[]> {
  const urls = new Map<string, string>();
  const traffic: { url: string; bytes: number }[] = [];
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    traffic.push({ url: urls.get(requestId) ?? '', bytes: encodedDataLength }),
  );
  await session.send('Network.enable');
  return traffic;
}
