import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { runDemo } from '../../dev/demo/run.ts';
import type { Console, Theme } from './world.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const DOORS = ['/login/', '/sign-up/', '/reset-password/', '/invitation/', '/no-such-page/'];
const PAGES = [
  '/',
  '/inbox/',
  '/contacts/',
  '/contacts/import/',
  '/contacts/segments/',
  '/contacts/lists/',
  '/contacts/attributes/',
  '/contacts/exports/',
  '/contacts/deleted/',
  '/campaigns/',
  '/campaigns/new/',
  '/templates/',
  '/settings/profile/',
  '/settings/organization/',
  '/settings/brands/',
  '/settings/members/',
  '/settings/numbers/',
  '/settings/hours/',
  '/settings/routing/',
  '/settings/replies/',
  '/settings/consent/',
  '/settings/roles/',
  '/settings/plan/',
  '/settings/retention/',
  '/settings/audit/',
];

/** What people judge the product by: kept as pictures for a phone too. */
const SHOWN = ['/', '/inbox/', '/contacts/import/'];

/** axe on every page in both themes; no page wider than a small phone; Arabic from the right. */
export function accessibilityTests(console: Console): void {
  test('axe finds nothing in either theme, and nothing is wider than a phone of 360 px', async () => {
    await fill(console);
    const page = await console.open();
    const [found, wide]: [string[], string[]] = [[], []];
    for (const path of DOORS) {
      await visit(page, path);
      found.push(...(await examine(page)));
    }
    await console.signIn(page, 'owner@harbor-coffee.example');
    for (const path of PAGES) {
      await visit(page, path);
      found.push(...(await examine(page, { picture: (theme) => nameOf(path, 1440, theme), console })));
      if (await isWiderThanPhone(console, page, path)) wide.push(path);
    }
    await page.goto('/campaigns/');
    await page.getByRole('link', { name: /Season greeting/ }).click();
    await page.getByText('Completed').first().waitFor();
    found.push(...(await examine(page, { picture: (theme) => nameOf('/campaign/', 1440, theme), console })));
    if (await isWiderThanPhone(console, page, '/campaign/')) wide.push('/campaign/');
    found.push(...(await examineDialogs(page)));
    await page.goto('/inbox/');
    await page.getByRole('button', { name: /Noah Lindqvist/ }).click();
    await page.getByRole('log').getByText('Do you open on Sundays?').waitFor();
    found.push(...(await examine(page, { picture: (theme) => nameOf('/thread/', 1440, theme), console })));
    if (await isWiderThanPhone(console, page, '/thread/')) wide.push('/thread/');
    await page.getByRole('button', { name: 'Your account' }).click();
    found.push(...(await examine(page, { part: '[role=menu]' })));
    expect({ found, wide }).toEqual({ found: [], wide: [] });
  }, 240_000);

  test('Arabic reads from the right, Spanish is whole', async () => {
    const page = await console.open();
    await console.signIn(page, 'owner@harbor-coffee.example');
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByText('العربية').click();
    await page
      .getByRole('heading', { name: 'Dashboard' })
      .or(page.getByRole('heading', { level: 1 }))
      .waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    const [nav, content] = await Promise.all([
      page.getByRole('navigation').first().boundingBox(),
      page.getByRole('main').boundingBox(),
    ]);
    expect(nav?.x).toBeGreaterThan(content?.x ?? Number.POSITIVE_INFINITY);
    await console.picture(page, 'dashboard-1440-arabic');
    await page.getByRole('button', { name: 'حسابك' }).click();
    await page.getByText('Español').click();
    await page.getByRole('heading', { name: 'Panel' }).waitFor();
    await console.picture(page, 'dashboard-1440-spanish');
  }, 30_000);
}

/** What opens over the pages of contacts, roles and replies. */
async function examineDialogs(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.goto('/contacts/');
  await page
    .getByRole('link', { name: /Customer \d+/ })
    .first()
    .click();
  await page.getByRole('heading', { name: /Customer \d+/ }).waitFor();
  found.push(...(await examine(page)));
  await page.getByRole('button', { name: 'More for this contact' }).click();
  await page.getByRole('menuitem', { name: 'Erase for good' }).click();
  found.push(...(await examine(page, { part: '[role=dialog]' })));
  await page.goto('/contacts/segments/');
  await page.getByRole('button', { name: 'New segment' }).first().click();
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('menuitem', { name: 'Wrote to us' }).click();
  await page.getByLabel('Condition 1', { exact: true }).waitFor();
  found.push(...(await examine(page, { part: '[role=dialog]' })));
  for (const [path, button] of [
    ['/settings/roles/', 'New role'],
    ['/settings/replies/', 'New reply'],
  ] as const) {
    await page.goto(path);
    await page.getByRole('button', { name: button }).first().click();
    found.push(...(await examine(page, { part: '[role=dialog]' })));
  }
  return found;
}

/** Something to see on each page. */
async function fill(console: Console): Promise<void> {
  await runDemo(console.status(), { contacts: 40, say: () => {} });
  await console.simulator().inbound({
    phone_number_id: console.status().demo.whatsapp_accounts[0]?.phone_number_id,
    phone: '+15557010002',
    name: 'Noah Lindqvist',
    type: 'text',
    text: { body: 'Do you open on Sundays?' },
  });
}

interface Examination {
  part?: string;
  /** Names the picture that is kept of each theme. */
  picture?: (theme: Theme) => string;
  console?: Console;
}

/** What axe has to say of what is open, or of a part of it, in the light and in the dark. */
async function examine(page: Page, { part = 'html', picture, console }: Examination = {}): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(AXE);
  for (const theme of ['dark', 'light'] as const) {
    await wear(page, theme);
    const violations = await page.evaluate(async (selector) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(selector, { resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
      );
    }, part);
    found.push(...violations.map((one) => `${theme} ${page.url()} ${one}`));
    if (picture !== undefined) await console?.picture(page, picture(theme));
  }
  return found;
}

/** The device changes its theme, and the page with it. */
async function wear(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction(
    (isDark) => document.documentElement.classList.contains('dark') === isDark,
    theme === 'dark',
  );
}

async function isWiderThanPhone(console: Console, page: Page, path: string): Promise<boolean> {
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width: 360, height: 844 });
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  if (isWide) await console.picture(page, nameOf(path, 360, 'light'));
  if (SHOWN.includes(path) || path === '/campaign/' || path === '/thread/') {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const theme of ['dark', 'light'] as const) {
      await wear(page, theme);
      await console.picture(page, nameOf(path, 390, theme));
    }
  }
  await page.setViewportSize(size);
  return isWide;
}

/** Opens a page and waits until it has what it shows. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelector('[aria-busy=true], .animate-spin') === null);
}

function nameOf(path: string, width: number, theme: Theme): string {
  const name = path === '/' ? 'dashboard' : path.replaceAll('/', ' ').trim().replaceAll(' ', '-');
  return `${name}-${width}-${theme}`;
}
