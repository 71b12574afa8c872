import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Console } from './world.ts';

const WABA = '810000000000001';
const NUMBER = '710000000000001';
const TOKEN = 'EAAGtokenOfTheBrowserTests';
/** How many are written to. */
const CONTACTS = 500;
const CUSTOMER = { phone: '+12125550099', name: 'Amara Okafor' };

/** From nothing to a first conversation, as a person does it. */
export function firstDayJourney(console: Console): void {
  test('sign up, connect, write to many, answer one', async () => {
    const page = await console.open();
    await signUp(page);
    await provision(console);
    await connectNumber(page);
    await importContacts(console, page);
    await launchCampaign(page);
    await console.picture(page, 'campaign-1440-light');
    await answerCustomer(console, page);
  }, 90_000);
}

async function signUp(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
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
        templates: [
          {
            name: 'reading_evening',
            language: 'en',
            category: 'MARKETING',
            components: [{ type: 'BODY', text: 'Hello {{1}}, come to our reading on Friday!' }],
          },
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

async function answerCustomer(console: Console, page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Inbox' }).first().click();
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  await page.getByText('Live').waitFor();
  await console.simulator().inbound({
    phone_number_id: NUMBER,
    ...CUSTOMER,
    type: 'text',
    text: { body: 'Is there a seat for two?' },
  });
  await page.getByRole('button', { name: new RegExp(CUSTOMER.name) }).click();
  const thread = page.getByRole('log');
  await thread.getByText('Is there a seat for two?').waitFor();
  await page.getByLabel('Write a message').fill('Of course. See you on Friday!');
  await page.keyboard.press('Enter');
  const reply = thread.getByRole('article').filter({ hasText: 'See you on Friday!' });
  await reply.getByRole('img', { name: 'Read' }).waitFor();
  await console.picture(page, 'inbox-1440-light');
}
