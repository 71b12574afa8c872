import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { runDemo } from '../../dev/demo/run.ts';
import { examine, LOOK, wear } from './examine.ts';
import type { Console, Theme } from './world.ts';

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
  '/undelivered/',
  '/settings/profile/',
  '/settings/organization/',
  '/settings/brands/',
  '/settings/members/',
  '/settings/numbers/',
  '/settings/sending/',
  '/settings/hours/',
  '/settings/routing/',
  '/settings/replies/',
  '/settings/consent/',
  '/settings/roles/',
  '/settings/plan/',
  '/settings/retention/',
  '/settings/audit/',
];

/** What people judge the product by: kept as pictures in both themes, and for a phone. */
const SHOWN = ['/', '/inbox/', '/contacts/import/', '/campaign/', '/thread/'];

/** axe on every page in both themes; no page wider than a small phone; Arabic from the right. */
export function accessibilityTests(console: Console): void {
  test('axe finds nothing in either theme, and nothing is wider than a phone of 360 px', async () => {
    await fill(console);
    const found: string[] = [];
    const stranger = await console.open();
    for (const path of DOORS) {
      await stranger.goto(path);
      await settle(stranger);
      found.push(...(await examine(stranger)));
    }
    const page = await console.openAs('owner@harbor-coffee.example');
    for (const path of PAGES) {
      await follow(page, path);
      found.push(...(await examinePage(console, page, path)));
    }
    await follow(page, '/campaigns/');
    await page.getByRole('link', { name: /Season greeting/ }).click();
    await page.getByText('Completed').first().waitFor();
    found.push(...(await examinePage(console, page, '/campaign/')));
    found.push(...(await examineDialogs(page)));
    await follow(page, '/inbox/');
    await page.getByRole('button', { name: /Noah Lindqvist/ }).click();
    await page.getByRole('log').getByText('Do you open on Sundays?').waitFor();
    found.push(...(await examinePage(console, page, '/thread/')));
    await page.getByRole('button', { name: 'Your account' }).click();
    found.push(...(await examine(page, '[role=menu]')));
    await page.keyboard.press('Escape');
    // Pages, settings and people: one finds all three by a few letters, also by those typed before the menu has come.
    const code = Promise.withResolvers<void>();
    await page.route('**/_next/static/chunks/**', async (route) => {
      await code.promise;
      await route.continue();
    });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('noah');
    code.resolve();
    await page.getByRole('option', { name: /Noah Lindqvist/ }).waitFor();
    found.push(...(await examine(page, '[role=dialog]')));
    expect(found).toEqual([]);
  });

  test('Arabic reads from the right, Spanish is whole', async () => {
    const page = await console.openAs('owner@harbor-coffee.example');
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByText('العربية').click();
    await page.waitForFunction(() => document.documentElement.dir === 'rtl', null, LOOK);
    // Its words come in a file of their own.
    await page.getByRole('button', { name: 'حسابك' }).waitFor();
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
  });
}

/** What opens over the pages of contacts, roles and replies. */
async function examineDialogs(page: Page): Promise<string[]> {
  const found: string[] = [];
  await follow(page, '/contacts/');
  await page
    .getByRole('link', { name: /Customer \d+/ })
    .first()
    .click();
  await page.getByRole('heading', { name: /Customer \d+/ }).waitFor();
  await settle(page);
  found.push(...(await examine(page)));
  await page.getByRole('button', { name: 'More for this contact' }).click();
  await page.getByRole('menuitem', { name: 'Erase for good' }).click();
  found.push(...(await examineDialog(page)));
  await follow(page, '/contacts/segments/');
  await page.getByRole('button', { name: 'New segment' }).first().click();
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('menuitem', { name: 'Wrote to us' }).click();
  await page.getByLabel('Condition 1', { exact: true }).waitFor();
  found.push(...(await examineDialog(page)));
  for (const [path, button] of [
    ['/settings/roles/', 'New role'],
    ['/settings/replies/', 'New reply'],
  ] as const) {
    await follow(page, path);
    await page.getByRole('button', { name: button }).first().click();
    found.push(...(await examineDialog(page)));
  }
  return found;
}

/** Examines an open dialog and closes it. */
async function examineDialog(page: Page): Promise<string[]> {
  const found = await examine(page, '[role=dialog]');
  await page.getByRole('dialog').press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
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

/** What axe and a ruler have to say of a page; pictures of it are kept. */
async function examinePage(console: Console, page: Page, path: string): Promise<string[]> {
  const isShown = SHOWN.includes(path);
  const found = await examine(page, 'html', async (theme) => {
    if (isShown || theme === 'light') await console.picture(page, nameOf(path, 1440, theme));
  });
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width: 360, height: 844 });
  if (await isTooWide(page)) {
    found.push(`wider than a phone: ${page.url()}`);
    await console.picture(page, nameOf(path, 360, 'light'));
  }
  if (isShown) {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const theme of ['dark', 'light'] as const) {
      await wear(page, theme);
      await console.picture(page, nameOf(path, 390, theme));
    }
  }
  await page.setViewportSize(size);
  return found;
}

/** Whether the page stays wider than its window: what lies beside the content goes when the page has noticed the new width. */
async function isTooWide(page: Page): Promise<boolean> {
  // The content scrolls by itself, so it can be too wide where the document is not.
  const fits = () =>
    ['html', 'main'].every((part) => {
      const element = document.querySelector(part);
      return element === null || element.scrollWidth <= element.clientWidth;
    });
  return page.waitForFunction(fits, null, { ...LOOK, timeout: 30_000 }).then(
    () => false,
    () => true,
  );
}

/** Goes to a page as a link does: what is loaded stays. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    // The router that Next.js puts into the window for such tests.
    const { next } = window as unknown as { next: { router: { push(path: string): void } } };
    next.router.push(to);
  }, path);
  await page.waitForURL((url) => url.pathname === path);
  await settle(page);
}

/** Waits until a page has what it shows. */
async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  await page.waitForFunction(
    () => document.querySelector('[aria-busy=true], .animate-spin') === null,
    null,
    LOOK,
  );
}

function nameOf(path: string, width: number, theme: Theme): string {
  const name = path === '/' ? 'dashboard' : path.replaceAll('/', ' ').trim().replaceAll(' ', '-');
  return `${name}-${width}-${theme}`;
}
