import type { Locator, Page } from 'playwright-core';
import { test } from 'vitest';
import type { Console } from './world.ts';

const NAME = 'By keys alone';
const SECOND = 'Harbor Coffee orders';
/** More than any page has. */
const MOST_STOPS = 150;

/** A campaign from the first key to its end, of two numbers, one of which stands still until its share is given away. */
export function campaignKeysTest(console: Console): void {
  test('the keys are enough to draft, launch, pause, resume and move a campaign', async () => {
    const page = await console.openAs('owner@harbor-coffee.example', '/settings/numbers/');
    await holdNumber(page, 'Pause', 'Resume');

    await page.goto('/campaigns/');
    await press(page, page.getByRole('link', { name: 'New campaign' }).first(), 'Enter');
    await type(page, page.getByLabel('Name of the campaign'), NAME);
    await press(page, page.getByLabel(new RegExp(SECOND)), 'Space');
    await reach(page, page.getByRole('radio').first());
    const greeting = page.getByRole('radio', { name: /season_greeting/ });
    while (!(await greeting.isChecked())) await page.keyboard.press('ArrowDown');
    await press(page, page.getByRole('button', { name: 'Keep as draft' }), 'Enter');
    await page.getByText('The audience is not chosen yet').waitFor();

    await press(page, page.getByRole('link', { name: 'Edit' }), 'Enter');
    await page.getByRole('heading', { name: 'Edit the draft' }).waitFor();
    await page.getByRole('checkbox', { name: new RegExp(SECOND), checked: true }).waitFor();
    await page.getByRole('radio', { name: /season_greeting/, checked: true }).waitFor();
    await next(page);
    await press(page, page.getByLabel(/All contacts/), 'Space');
    await next(page);
    await page.getByText('[Name of the contact]').waitFor();
    await next(page);
    await press(page, page.getByRole('button', { name: /^Send \d+ messages$/ }), 'Enter');
    await page.getByRole('heading', { name: NAME }).waitFor();

    await press(page, page.getByRole('button', { name: 'Pause', exact: true }), 'Enter');
    await press(page, page.getByRole('button', { name: 'Resume', exact: true }), 'Enter');
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await press(page, page.getByRole('button', { name: `Give what ${SECOND} has not sent yet` }), 'Enter');
    await page.getByRole('menuitem').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/recipients moved to Harbor Coffee\./).waitFor();
    await page.getByText('Completed', { exact: true }).first().waitFor();
    await page.goto('/settings/numbers/');
    await holdNumber(page, 'Resume', 'Pause');
  });

  test('a draft is found by its name and deleted', async () => {
    const page = await console.openAs('owner@harbor-coffee.example', '/campaigns/');
    await page.getByRole('link', { name: NAME }).click();
    await page.getByRole('heading', { name: NAME }).waitFor();
    await page.getByRole('button', { name: 'More for this campaign' }).click();
    await page.getByRole('menuitem', { name: 'Make a copy' }).click();
    await page.getByRole('heading', { name: `${NAME} (copy)` }).waitFor();

    await page.goto('/campaigns/');
    await page.getByLabel('Search campaigns').fill('keys alone (c');
    await page.getByRole('link', { name: NAME, exact: true }).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: `${NAME} (copy)` }).click();
    await page.getByRole('button', { name: 'More for this campaign' }).click();
    await page.getByRole('menuitem', { name: 'Delete the draft' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the draft' }).click();
    await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
    await page.getByRole('button', { name: 'Drafts' }).click();
    await page.getByText('No campaigns of this kind').waitFor();
  });
}

/** Presses the button of the second number and waits for what it then says. */
async function holdNumber(page: Page, now: string, then: string): Promise<void> {
  const card = page.getByRole('region', { name: SECOND });
  await card.getByRole('button', { name: now }).click();
  await card.getByRole('button', { name: then }).waitFor();
}

async function next(page: Page): Promise<void> {
  await press(page, page.getByRole('button', { name: 'Next' }), 'Enter');
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.type(text);
}

async function press(page: Page, target: Locator, key: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.press(key);
}

/** Goes from stop to stop as the Tab key does until the focus is where it should be and takes keys. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.and(page.locator(':not(:disabled)')).waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to ${target}.`);
}
