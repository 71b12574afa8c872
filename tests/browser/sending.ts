import { test } from 'vitest';
import type { Console } from './world.ts';

const OWNER = 'owner@juniper-outdoor.example';
const NUMBER = 'Juniper Outdoor';
const ANSWERS = ['Every day from eight.', 'On Sundays from ten.'];
const CUSTOMER = { phone: '+12125550188', name: 'Ruth Adeyemi' };

/** What holds messages back and what became of those that failed, and what people do about both. */
export function sendingTests(console: Console): void {
  test('all sending is stopped for a reason that every page about it shows, and goes on', async () => {
    const page = await console.openAs(OWNER, '/settings/sending/');
    await page.getByText('Sends at full speed').waitFor();
    await page.getByRole('button', { name: 'Stop sending for Juniper Outdoor' }).click();
    await page.getByLabel('Why').fill('The prices are wrong.');
    await page.getByRole('dialog').getByRole('button', { name: 'Stop sending' }).click();
    await page.getByText('Ready, but all sending is stopped').waitFor();
    await console.picture(page, 'sending-stopped-1440-light');

    await page.goto('/campaigns/');
    await page.getByRole('status').getByText('The prices are wrong.').waitFor();
    await page.getByRole('link', { name: 'See what holds sending back' }).click();
    await page.getByRole('button', { name: 'Go on sending for Juniper Outdoor' }).click();
    await page.getByText('Sends at full speed').waitFor();

    await page.getByRole('button', { name: `Pause ${NUMBER}` }).click();
    await page.getByText('resume it when it may send', { exact: false }).waitFor();
    await page.getByRole('button', { name: `Resume ${NUMBER}` }).click();
    await page.getByText('Sends at full speed').waitFor();
  });

  test('what failed for good is listed with its reason and sent again', async () => {
    const { demo } = console.status();
    const number = demo.whatsapp_accounts.find(
      ({ phone_number_id }) => phone_number_id === '100000000000040',
    );
    await console.simulator().inbound({
      phone_number_id: number?.phone_number_id,
      ...CUSTOMER,
      type: 'text',
      text: { body: 'When are you open?' },
    });
    await console.simulator().faults({ failed_share: 1 });
    const page = await console.openAs(OWNER, '/inbox/');
    await page.getByRole('button', { name: new RegExp(CUSTOMER.name) }).click();
    const thread = page.getByRole('log');
    for (const words of ANSWERS) {
      await page.getByLabel('Write a message').fill(words);
      await page.keyboard.press('Enter');
      await thread
        .getByRole('article')
        .filter({ hasText: words })
        .getByRole('button', { name: 'Send again' })
        .waitFor();
    }
    await console.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });

    await page.goto('/undelivered/');
    for (const words of ANSWERS) await page.getByText(words).waitFor();
    await page.getByRole('button', { name: 'Outcome unknown' }).click();
    await page.getByText('No message failed for this reason').waitFor();
    await page.getByRole('button', { name: 'Any reason' }).click();
    await page.getByLabel('Choose all that are shown').check();
    await console.picture(page, 'undelivered-1440-light');
    await page.getByRole('button', { name: 'Send again', exact: true }).first().click();
    await page.getByText('messages are on their way again').waitFor();
    for (const words of ANSWERS) await page.getByText(words).waitFor({ state: 'hidden' });
    await page.goto('/inbox/');
    await page.getByRole('button', { name: new RegExp(CUSTOMER.name) }).click();
    for (const words of ANSWERS) {
      const answers = thread.getByRole('article').filter({ hasText: words });
      await answers.getByRole('img', { name: 'Read' }).waitFor();
    }
  });
}
