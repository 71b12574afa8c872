import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Console } from './world.ts';

const WABA = '810000000000001';
const NUMBER = '710000000000001';
const TEMPLATE = 'reading_evening';
const TOKEN = 'EAAGtokenOfTheBrowserTests';
/** How many are written to. */
const CONTACTS = 500;
const CUSTOMER = { phone: '+12125550099', name: 'Amara Okafor' };

/** From nothing to a first conversation and its end, as a person does it; the customer has a phone of his own. */
export function firstDayJourney(console: Console): void {
  test('sign up, connect, write to many, answer one, respect his no', async () => {
    const [page, phone] = await Promise.all([console.open(), console.open({ width: 900 })]);
    await signUp(page);
    await provision(console);
    await connectNumber(page);
    await importContacts(console, page);
    await createTemplate(page);
    await launchCampaign(page);
    await console.picture(page, 'campaign-1440-light');
    await openChat(console, phone);
    await answerCustomer(console, page, phone);
    await respectObjection(console, page, phone);
  });
}

async function signUp(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByRole('heading', { name: 'Create your account' }).waitFor();
  await page.getByLabel('E-mail').fill('founder@bluebird.example');
  await page.getByLabel('Password').fill('a long password');
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Organization').fill('Bluebird Books');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  // One brand: nobody is bothered with the word.
  await page.getByText('Bluebird Books').first().waitFor();
  expect(await page.getByText(/brand/i).count()).toBe(0);
}

async function provision(console: Console): Promise<void> {
  await console.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
  await console.simulator().provision({
    wabas: [
      {
        waba_id: WABA,
        access_token: TOKEN,
        phone_numbers: [
          { phone_number_id: NUMBER, display_phone_number: '+1 555 020 7777', throughput_mps: 500 },
        ],
      },
    ],
  });
}

async function connectNumber(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Connect a WhatsApp number' }).click();
  await page.getByRole('button', { name: 'Connect a number' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name', { exact: true }).fill('Bluebird');
  await form.getByLabel('Phone number ID').fill(NUMBER);
  await form.getByLabel('WhatsApp Business Account ID').fill(WABA);
  await form.getByLabel('Access token').fill(TOKEN);
  await form.getByRole('button', { name: 'Connect a number' }).click();
  await page.getByText('Connected', { exact: true }).waitFor();
}

/** A file as people have them: a name, a number with spaces (of a range kept for fiction), a column of their own. */
function contactsFile(): Buffer {
  const lines = Array.from(
    { length: CONTACTS - 1 },
    (_, i) => `Reader ${i + 1},+1 212 555 ${String(100 + i).padStart(4, '0')},Harbortown`,
  );
  return Buffer.from(['Name,Phone,City', `${CUSTOMER.name},${CUSTOMER.phone},Hillside`, ...lines].join('\n'));
}

async function importContacts(console: Console, page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Contacts' }).first().click();
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  const file = { name: 'readers.csv', mimeType: 'text/csv', buffer: contactsFile() };
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('heading', { name: 'What is in the file' }).waitFor();
  // Name and phone are recognized; a column of their own becomes an attribute.
  await page.getByLabel('What City is').selectOption('Attribute');
  await console.picture(page, 'import-1440-light');
  await page.getByRole('button', { name: 'Try without writing' }).click();
  await page.getByRole('heading', { name: 'What would happen' }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('Done', { exact: true }).waitFor();
  await page.getByText(`${CONTACTS} of ${CONTACTS} rows`).waitFor();
}

/** Written, reviewed by a person (here the same: a company of one), approved by Meta. */
async function createTemplate(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Templates' }).first().click();
  await page.getByRole('button', { name: 'New template' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name', { exact: true }).fill(TEMPLATE);
  await form.getByLabel('Text', { exact: true }).fill('Hello {{1}}, come to our reading on Friday!');
  await form.getByLabel('Example for {{1}}').fill('Ana');
  await form.getByRole('button', { name: 'Ask for review' }).click();
  await page.getByRole('button', { name: new RegExp(TEMPLATE) }).click();
  const detail = page.getByRole('dialog');
  await detail.getByRole('button', { name: 'Approve and send to Meta' }).click();
  await detail.getByText('Approved', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'hidden' });
}

async function launchCampaign(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Campaigns' }).first().click();
  await page.getByRole('link', { name: 'New campaign' }).first().click();
  await page.getByLabel('Name of the campaign').fill('Reading on Friday');
  await page.getByLabel(/reading_evening/).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel(/All contacts/).check();
  await page.getByRole('button', { name: 'Next' }).click();
  // The first blank is guessed to be the name.
  await page.getByText('[Name of the contact]').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: `Send ${CONTACTS} messages` }).click();
  await page.getByRole('heading', { name: 'Reading on Friday' }).waitFor();
  await page.getByText('Completed').first().waitFor();
}

/** The customer's side: the simulator's page of a phone. */
async function openChat(console: Console, phone: Page): Promise<void> {
  await phone.goto(console.status().simulator_url);
  await phone.getByLabel('Search chats').fill(CUSTOMER.phone.slice(1));
  await phone.getByRole('button', { name: new RegExp(CUSTOMER.phone.slice(1)) }).click();
  await phone.getByLabel('Chat', { exact: true }).getByText('come to our reading on Friday!').waitFor();
}

async function say(phone: Page, words: string): Promise<void> {
  await phone.locator('#answer').fill(words);
  await phone.locator('#answer').press('Enter');
}

async function answerCustomer(console: Console, page: Page, phone: Page): Promise<void> {
  await page.getByRole('link', { name: 'Inbox' }).first().click();
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  // It appears by itself: nothing is loaded again.
  await say(phone, 'Is there a seat for two?');
  await page.getByRole('button', { name: new RegExp(CUSTOMER.name) }).click();
  const thread = page.getByRole('log');
  await thread.getByText('Is there a seat for two?').waitFor();
  await page.getByLabel('Write a message').fill('Of course. See you on Friday!');
  await page.getByLabel('Write a message').press('Enter');
  await phone.getByLabel('Chat', { exact: true }).getByText('See you on Friday!').waitFor();
  const reply = thread.getByRole('article').filter({ hasText: 'See you on Friday!' });
  await reply.getByRole('img', { name: 'Read' }).waitFor();
  await console.picture(page, 'inbox-1440-light');
}

async function respectObjection(console: Console, page: Page, phone: Page): Promise<void> {
  await phone.getByRole('button', { name: 'STOP', exact: true }).click();
  await page.getByRole('log').getByText('STOP', { exact: true }).waitFor();
  const consent = page.getByRole('region', { name: 'Consent' });
  await consent.getByText('Opted out').first().waitFor();
  await console.picture(page, 'consent-1440-light');
}
