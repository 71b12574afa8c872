import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Console } from './world.ts';

const CUSTOMER = { phone: '+15557010003', name: 'Tomás Ferreira' };
/** A red dot: the smallest picture that browsers and WhatsApp take. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

/** An agent's work in one conversation, from the first question to the close, most of it without a mouse. */
export function inboxTests(console: Console): void {
  test('files, reactions, a failure and its retry, notes, labels, snooze and close', async () => {
    const number = console.status().demo.whatsapp_accounts[0]?.phone_number_id ?? '';
    const say = (message: object) =>
      console.simulator().inbound({ phone_number_id: number, ...CUSTOMER, ...message });
    await console.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    await say({
      type: 'image',
      image: { caption: 'This is how it arrived', data: PICTURE.toString('base64') },
    });
    const page = await console.openAs('owner@harbor-coffee.example', '/inbox/');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('button', { name: new RegExp(CUSTOMER.name) }).click();
    const thread = page.getByRole('log');

    // What came in is shown, and in full size.
    await thread.getByRole('button', { name: 'Open the picture: This is how it arrived' }).click();
    const picture = page.getByRole('dialog', { name: 'Picture' });
    await picture.getByRole('img').waitFor();
    await picture.press('Escape');
    await picture.waitFor({ state: 'hidden' });

    // A picture goes out with its words; the customer gets it.
    await page
      .getByLabel('Attach files')
      .first()
      .setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: PICTURE });
    await thread.press('r');
    await page.getByLabel('Write a message').and(page.locator(':focus')).waitFor();
    await page.getByLabel('Write a message').fill('Here is a new one');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const sent = thread.getByRole('article').filter({ hasText: 'Here is a new one' });
    await sent.getByRole('img', { name: 'Read' }).waitFor();
    const chat = await console.simulator().chat(number, CUSTOMER.phone);
    expect(chat.at(-1)).toMatchObject({ type: 'image', content: { caption: 'Here is a new one' } });

    // A reaction to what the customer wrote.
    const question = thread.getByRole('article', { name: 'From the contact' }).first();
    await question.hover();
    await question.getByRole('button', { name: 'React' }).click();
    await page.getByRole('button', { name: '👍' }).click();
    await question.getByText('👍').waitFor();

    // Meta refuses one; it says why, and a second try arrives.
    await console.simulator().faults({ failed_share: 1 });
    await answer(page, 'Does this arrive?');
    const failed = thread.getByRole('article').filter({ hasText: 'Does this arrive?' });
    await failed.getByRole('button', { name: 'Send again' }).waitFor();
    await console.simulator().faults({ failed_share: 0 });
    await failed.getByRole('button', { name: 'Send again' }).click();
    await failed.getByRole('img', { name: 'Read' }).waitFor();

    // Notes, labels and consent are the team's own.
    await thread.press('n');
    await page.getByLabel('Add a note', { exact: true }).fill('Replaced the cup.');
    await page.getByLabel('Add a note', { exact: true }).press('Control+Enter');
    await page.getByRole('region', { name: 'Notes' }).getByText('Replaced the cup.').waitFor();
    await thread.press('l');
    await page.getByLabel('New label').fill('Complaint');
    await page.getByLabel('New label').press('Enter');
    await page.getByRole('menuitemcheckbox', { name: 'Complaint', checked: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByLabel('What the person said').selectOption('Agrees');
    await page.getByLabel('Where and how it was said').fill('On the phone, 20 November.');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('region', { name: 'Consent' }).getByText('Opted in').waitFor();
    await console.picture(page, 'agent-1440-light');

    // Put away, and back when the customer writes; closed with a key.
    await thread.press('s');
    await page.getByRole('menuitem', { name: /In an hour/ }).click();
    await page.getByText(/^Until /).waitFor();
    await say({ type: 'text', text: { body: 'Thank you!' } });
    await thread.getByText('Thank you!').waitFor();
    await page.getByText(/^Until /).waitFor({ state: 'hidden' });
    await thread.press('e');
    await page.getByRole('button', { name: 'Reopen' }).waitFor();
    await thread.press('Escape');
    await page.getByRole('button', { name: new RegExp(CUSTOMER.name) }).waitFor({ state: 'hidden' });
  });
}

async function answer(page: Page, words: string): Promise<void> {
  await page.getByLabel('Write a message').fill(words);
  await page.getByLabel('Write a message').press('Enter');
}
