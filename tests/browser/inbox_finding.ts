import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { examine } from './examine.ts';
import { type Console, PATIENCE_MS } from './world.ts';

const OWNER = 'owner@juniper-outdoor.example';
const OTTILIE = { phone: '+15557040104', name: 'Ottilie Brandt' };
const MARIT = { phone: '+15557040307', name: 'Marit Solberg' };
const TEN_MINUTES = 600;
const JONAS = { phone: '+15557040205', name: 'Jonas Weir' };

/** Who wrote is counted wherever one is, found by name or number, and answered with what is kept ready: by keys alone. */
export function inboxFindingTests(console: Console): void {
  test('the unread are counted on every page, and found by name and number', async () => {
    const page = await console.openAs(OWNER, '/contacts/');
    await page.getByRole('heading', { name: 'Contacts' }).waitFor();
    await say(console, OTTILIE, 'Is the tent back?');
    await unread(page, 1);
    await say(console, JONAS, 'Where is my order?');
    await unread(page, 2);

    await page.getByRole('link', { name: 'Inbox' }).first().click();
    await row(page, OTTILIE).waitFor();
    await page.getByRole('button', { name: 'Unread', exact: true }).press('/');
    const search = page.getByLabel('Search name or number');
    await search.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('704 0205');
    await row(page, OTTILIE).waitFor({ state: 'hidden' });
    await row(page, JONAS).waitFor();
    await search.press('Enter');
    await page.getByRole('log').getByText('Where is my order?').waitFor();
    await unread(page, 1);

    await console.picture(page, 'inbox-search-1440-light');
    expect(await examine(page)).toEqual([]);
    // What is closed is found too.
    await page.getByRole('log').press('e');
    await page.getByRole('button', { name: 'Reopen' }).waitFor();
    await search.fill('wei');
    await row(page, JONAS).waitFor();
    await search.fill('nobody like this');
    await page.getByText('Nobody of this name or number').waitFor();
    await search.press('Escape');
    await row(page, OTTILIE).waitFor();
    await row(page, JONAS).waitFor({ state: 'hidden' });
  });

  test('a slash offers canned replies, and the keys choose one', async () => {
    await console.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const page = await console.openAs(OWNER, '/settings/replies/');
    await addReply(page, 'hello', 'Hello {{contact.name}}, how can we help?');
    await addReply(page, 'hours', 'We are open from nine to five.');
    await page.getByRole('link', { name: 'Inbox' }).first().click();
    await row(page, OTTILIE).click();
    const field = page.getByLabel('Write a message');
    await field.press('/');
    await page.getByRole('option', { name: /hello/ }).waitFor();
    await field.press('ArrowDown');
    await page.getByRole('option', { name: /hours/, selected: true }).waitFor();
    await console.picture(page, 'canned-replies-1440-light');
    expect(await examine(page)).toEqual([]);
    await field.pressSequentially('hel');
    await page.getByRole('option', { name: /hours/ }).waitFor({ state: 'hidden' });
    await field.press('Enter');
    await page.getByRole('option').first().waitFor({ state: 'hidden' });
    await expect
      .poll(() => field.inputValue(), { timeout: PATIENCE_MS })
      .toBe('Hello Ottilie Brandt, how can we help?');
    await field.press('Enter');
    const sent = page.getByRole('log').getByRole('article').filter({ hasText: 'how can we help?' });
    await sent.getByRole('img', { name: 'Read' }).waitFor();
  });
}

/** Begins with a promise that the first question has broken already; the worker notices within a minute. */
export function promiseTest(console: Console): void {
  test('an answer is promised, and was due before', async () => {
    const page = await console.openAs(OWNER, '/settings/routing/');
    await page.getByLabel('First answer within').fill('5');
    await page.getByLabel('What counts').selectOption('All hours');
    const card = page.locator('form').filter({ has: page.getByLabel('First answer within') });
    await card.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).first().waitFor();
    await say(console, MARIT, 'Is anybody there?', TEN_MINUTES);
  });
}

/** Looked at after other tests, so that nobody waits for the worker. */
export function lateTest(console: Console): void {
  test('who waits too long is found among the late, until answered', async () => {
    const page = await console.openAs(OWNER, '/inbox/');
    await page.getByRole('button', { name: 'Late', exact: true }).click();
    await row(page, MARIT).click();
    await page.getByLabel('Write a message').fill('Sorry to keep you waiting.');
    await page.getByLabel('Write a message').press('Enter');
    await page.getByText('Nobody waits too long').waitFor();
  });
}

function say(console: Console, customer: typeof OTTILIE, body: string, secondsAgo = 0): Promise<string> {
  const { users, whatsapp_accounts } = console.status().demo;
  const brandId = users.find(({ email }) => email === OWNER)?.brand_ids[0];
  const timestamp = Math.floor(Date.now() / 1000) - secondsAgo;
  const number = whatsapp_accounts.find(({ brand_id }) => brand_id === brandId)?.phone_number_id;
  return console
    .simulator()
    .inbound({ phone_number_id: number, ...customer, type: 'text', text: { body }, timestamp });
}

const row = (page: Page, { name }: typeof OTTILIE) => page.getByRole('button', { name: new RegExp(name) });

/** Waits until the navigation says how many conversations are unread. */
async function unread(page: Page, count: number): Promise<void> {
  await page
    .getByRole('link', { name: `Unread conversations: ${count}` })
    .first()
    .waitFor();
}

async function addReply(page: Page, shortcut: string, body: string): Promise<void> {
  await page.getByRole('button', { name: 'New reply' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Shortcut').fill(shortcut);
  await dialog.getByLabel('Text').fill(body);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}
