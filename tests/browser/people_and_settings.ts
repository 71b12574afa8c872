import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Console } from './world.ts';

const COLOR = '#8a1f5c';
const OWNER = 'owner@lumen-clinic.example';

/** What people do on the pages of contacts and settings, and what is left of it after a reload. */
export function peopleAndSettingsTests(console: Console): void {
  test('a person is found by a label, joined, parted, exported and erased', async () => {
    const page = await console.openAs(OWNER, '/contacts/');
    await addContact(page, 'Ida Moreau', '+12125550171');
    await addContact(page, 'Ida M.', '+12125550172');

    await page.getByLabel('Search name or number').fill('Ida');
    await page.getByRole('link', { name: /Ida M\./ }).waitFor();
    await page.getByRole('link', { name: /Ida Moreau/ }).click();
    await page.getByRole('button', { name: 'Change labels' }).click();
    await page.getByLabel('New label').fill('Regular');
    await page.getByLabel('New label').press('Enter');
    await page.getByRole('menuitemcheckbox', { name: 'Regular', checked: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Labels' }).getByText('Regular').waitFor();

    await page.getByRole('button', { name: 'More for this contact' }).click();
    await page.getByRole('menuitem', { name: 'Join with another contact' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Search name or number').fill('Ida M.');
    await dialog.getByRole('button', { name: /Ida M\./ }).click();
    await dialog.getByRole('button', { name: 'Join', exact: true }).click();
    const notice = page.getByText(/joined into this one by hand/).first();
    await notice.waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The contacts are apart again.').waitFor();

    await page.goto('/contacts/');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Label' }).click();
    await page.getByLabel('Regular').check();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Contacts 1' }).waitFor();
    await page.getByRole('link', { name: /Ida Moreau/ }).waitFor();

    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'Make the file' }).click();
    await page.getByText('The file is being made.').waitFor();
    await page.goto('/contacts/exports/');
    await page.getByText('Ready', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Download' }).waitFor();

    await page.goto('/contacts/');
    // Slower than the words take to get into the address, which must not call him back.
    await page.route(/contacts\/view\/.*\.txt/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await route.continue();
    });
    await page.getByLabel('Search name or number').fill('Ida Moreau');
    await page.getByRole('link', { name: /Ida Moreau/ }).click();
    await page.getByRole('button', { name: 'More for this contact' }).click();
    await page.getByRole('menuitem', { name: 'Erase for good' }).click();
    await page.getByLabel('Type Ida Moreau to go on.').fill('Ida Moreau');
    await page.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByRole('heading', { name: 'Erased' }).waitFor();
    await page.getByText('Ida').first().waitFor({ state: 'detached' });
    await page.goto('/contacts/');
    await page.getByLabel('Search name or number').fill('Ida');
    await page.getByRole('link', { name: /Ida M\./ }).waitFor();
    expect(await page.getByRole('link', { name: /Ida Moreau/ }).count()).toBe(0);
  });

  test('hours, consent words and roles stay as they were set', async () => {
    const page = await console.openAs(OWNER, '/settings/hours/');
    await page.getByRole('switch', { name: 'Saturday' }).click();
    await save(page);
    await page.goto('/settings/consent/');
    await page.getByLabel('Your words').first().fill('halt');
    await page.getByLabel('Your words').first().press('Enter');
    await page.getByRole('button', { name: 'Remove halt' }).waitFor();
    await save(page);
    await page.goto('/settings/roles/');
    await page.getByRole('button', { name: 'New role' }).click();
    await page.getByLabel('Name').fill('Night shift');
    await page.getByRole('group', { name: 'Inbox' }).getByLabel('Answer').check();
    await save(page);

    await page.reload();
    await page.getByText('Night shift', { exact: true }).waitFor();
    // What cannot be brought back is asked about first, and a no changes nothing.
    await page.getByRole('button', { name: 'Delete Night shift' }).click();
    const question = page.getByRole('dialog', { name: 'Delete Night shift' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    await page.getByText('Night shift', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Delete Night shift' }).click();
    await question.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Night shift', { exact: true }).waitFor({ state: 'detached' });
    await page.goto('/settings/hours/');
    await page.getByRole('switch', { name: 'Saturday', checked: true }).waitFor();
    await page.goto('/settings/consent/');
    await page.getByRole('button', { name: 'Remove halt' }).waitFor();
  });
}

/** The colour of an organization is worn by all its pages, and by nobody else's. */
export function themeTest(console: Console): void {
  test('an organization wears its colour', async () => {
    const page = await console.openAs('owner@juniper-outdoor.example', '/settings/organization/');
    await page.getByLabel('Colour').fill(COLOR);
    await save(page);
    await wears(page, true);
    await page.goto('/');
    await wears(page, true);
    const other = await console.openAs(OWNER);
    await other.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await wears(other, false);
  });
}

async function wears(page: Page, isWorn: boolean): Promise<void> {
  await page.waitForFunction(
    ([color, isIt]) =>
      (getComputedStyle(document.documentElement).getPropertyValue('--accent') === color) === isIt,
    [COLOR, isWorn] as const,
    { polling: 100 },
  );
}

async function addContact(page: Page, name: string, phone: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a contact' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Phone').fill(phone);
  await save(page);
  await dialog.waitFor({ state: 'hidden' });
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved', { exact: true }).first().waitFor();
}
