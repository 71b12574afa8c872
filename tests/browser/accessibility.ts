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

/** How often the page is asked about itself: with every frame, as it is the default, it would draw without end. */
const LOOK = { polling: 100 };

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

/** Those of axe's rules of AA that look at colours. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds in a part of what is open. All its rules judge the light theme; the dark one differs by colours alone. */
async function examine(
  page: Page,
  part = 'html',
  seen: (theme: Theme) => Promise<void> = async () => {},
): Promise<string[]> {
  await page.locator(part).first().waitFor();
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const found: string[] = [];
  for (const theme of ['dark', 'light'] as const) {
    await wear(page, theme);
    const violations = await page.evaluate(
      async ([selector, rules]) => {
        const { axe } = window as unknown as { axe: typeof import('axe-core') };
        const { violations } = await axe.run(selector, {
          resultTypes: ['violations'],
          ...(rules !== null && { runOnly: [...rules] }),
        });
        return violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
        );
      },
      [part, theme === 'dark' ? COLOR_RULES : null] as const,
    );
    found.push(...violations.map((one) => `${theme} ${page.url()} ${one}`));
    await seen(theme);
  }
  return found;
}

/** The device changes its theme, and the page with it. */
async function wear(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction(
    (isDark) => document.documentElement.classList.contains('dark') === isDark,
    theme === 'dark',
    LOOK,
  );
}

/** Whether the page stays wider than its window: what lies beside the content goes when the page has noticed the new width. */
async function isTooWide(page: Page): Promise<boolean> {
  const fits = () => document.documentElement.scrollWidth <= window.innerWidth;
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
