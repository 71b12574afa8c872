import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Theme } from './world.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** How often the page is asked about itself: with every frame, as it is the default, it would draw without end. */
export const LOOK = { polling: 100 };

/** Those of axe's rules of AA that look at colours. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds in a part of what is open. All its rules judge the light theme; the dark one differs by colours alone. */
export async function examine(
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
export async function wear(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction(
    (isDark) => document.documentElement.classList.contains('dark') === isDark,
    theme === 'dark',
    LOOK,
  );
}
