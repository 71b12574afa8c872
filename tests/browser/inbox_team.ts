import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { until } from '../../dev/demo/until.ts';
import { type Console, PATIENCE_MS } from './world.ts';

const OWNER = 'owner@harbor-coffee.example';
const MANAGER = 'manager@harbor-coffee.example';
const SUNNIVA = { phone: '+15557010106', name: 'Sunniva Dahl' };
/** More than a page of the thread. */
const MANY = 60;

/** Two colleagues at one conversation, and a conversation that is longer than what is read of it at first. */
export function inboxTeamTests(console: Console): void {
  test('colleagues see each other look, type and write notes', async () => {
    await say(console, 'text', { body: 'Do you repair mugs?' });
    const [owner, manager] = await Promise.all([
      openConversation(console, OWNER),
      openConversation(console, MANAGER),
    ]);
    await owner.getByText('manager looks at this too').waitFor({ state: 'attached' });
    await manager.getByText('owner looks at this too').waitFor({ state: 'attached' });
    // A sign of typing lasts for five seconds, and is told once in a while: one goes on until it is seen.
    const field = manager.getByLabel('Write a message');
    const isSeen = async () => {
      await field.pressSequentially('a');
      return owner.getByText('manager is typing…').isVisible();
    };
    await expect.poll(isSeen, { timeout: PATIENCE_MS, interval: 250 }).toBe(true);

    const note = owner.getByLabel('Add a note', { exact: true });
    await note.fill('Please ask the workshop, @mana');
    await owner.getByRole('button', { name: '@manager' }).waitFor();
    await note.press('Enter');
    await note.press('Control+Enter');
    const notes = manager.getByRole('region', { name: 'Notes' });
    await notes.getByText('Please ask the workshop,').waitFor();
    await notes.getByText('@manager', { exact: true }).waitFor();

    // Whom a note names hears of it wherever he is, and gets there with a press. Told while his page still joins the channel, it
    // is told again: personal news is for now, what is missed stands in the notes.
    await manager.getByRole('link', { name: 'Contacts', exact: true }).click();
    const told = manager.getByText('A colleague asks for you in a conversation.');
    const isTold = async () => {
      await note.fill('@manager, are you there?');
      await note.press('Control+Enter');
      return told.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(isTold, { timeout: PATIENCE_MS }).toBe(true);
    await manager.getByRole('button', { name: 'Open', exact: true }).click();
    await notes.getByText('are you there?').first().waitFor();

    // Who takes it is seen by the other at once.
    await manager.getByRole('log').press('m');
    await manager.getByRole('button', { name: 'Assigned to: Mine' }).waitFor();
    await owner.getByRole('button', { name: 'Assigned to: manager' }).waitFor();
  });

  test('a quoted message far up is jumped to, and the newest found again', async () => {
    const first = await say(console, 'text', { body: 'This is the very first one.' });
    // Webhooks may overtake each other: stored late, it would be among the newest.
    await untilStored(console, 1);
    for (let i = 1; i <= MANY; i++) await say(console, 'text', { body: `Message ${i} of many` });
    await say(console, 'text', { body: 'And what about this?' }, { context: { id: first } });
    await untilStored(console, MANY + 2);
    const page = await openConversation(console, OWNER);
    const thread = page.getByRole('log');
    // Within one second the order is that of arrival.
    await thread.getByText(`Message ${MANY} of many`).waitFor();
    const last = thread.getByRole('article').filter({ hasText: 'And what about this?' });
    await last.getByRole('button', { name: 'An earlier message' }).click();
    await thread.getByText('This is the very first one.').waitFor();
    await last.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'To the newest message' }).click();
    await last.waitFor();
  });

  test('what the server refuses is taken back, and says so', async () => {
    const page = await openConversation(console, OWNER);
    await page.route(/rpc\/(close_conversation|add_note)/, (route) =>
      route.fulfill({ status: 403, json: { code: '42501', message: 'This is not yours.' } }),
    );
    await page.getByRole('log').press('e');
    await page.getByText('Not done: This is not yours.').first().waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).waitFor();
    const note = page.getByLabel('Add a note', { exact: true });
    await note.fill('This will not be kept.');
    await note.press('Control+Enter');
    await expect.poll(() => note.inputValue(), { timeout: PATIENCE_MS }).toBe('This will not be kept.');
    await page.getByRole('region', { name: 'Notes' }).getByRole('listitem').first().waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'This will not be kept.' })
      .waitFor({ state: 'hidden' });
  });

  test('what was written without a connection waits, also for a window that is opened anew', async () => {
    await console.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const page = await openConversation(console, OWNER);
    const sent = page.getByRole('log').getByRole('article').filter({ hasText: 'Mugs take three days.' });
    await page.route('**/rpc/send_message', (route) => route.abort('connectionreset'));
    await page.getByLabel('Write a message').fill('Mugs take three days.');
    await page.getByLabel('Write a message').press('Enter');
    await sent.getByRole('button', { name: 'Send again' }).waitFor();
    await page.reload();
    await sent.getByText('It was not sent').waitFor();
    await page.unroute('**/rpc/send_message');
    await sent.getByRole('button', { name: 'Send again' }).click();
    await sent.getByRole('img', { name: 'Read' }).waitFor();
    await page.reload();
    await sent.getByRole('img', { name: 'Read' }).waitFor();
    expect(await sent.count()).toBe(1);

    await page.context().setOffline(true);
    await page.getByText('No connection.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('No connection.').waitFor({ state: 'hidden' });
  });
}

/** So many messages are there to be read: a page that is opened now reads the newest of them and no more. */
async function untilStored(console: Console, count: number): Promise<void> {
  const sql = postgres(console.status().db_url, { max: 1, onnotice: () => {} });
  try {
    await until('the messages are stored', async () => {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from public.messages
        where body like 'Message % of many' or body in ('This is the very first one.', 'And what about this?')`;
      return row?.n === count ? true : null;
    });
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function say(console: Console, type: string, content: object, more: object = {}): Promise<string> {
  const number = console.status().demo.whatsapp_accounts[0]?.phone_number_id;
  const message = { phone_number_id: number, ...SUNNIVA, type, [type]: content, ...more };
  return console.simulator().inbound(message);
}

async function openConversation(console: Console, email: string): Promise<Page> {
  const page = await console.openAs(email, '/inbox/');
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByRole('button', { name: new RegExp(SUNNIVA.name) }).click();
  await page.getByRole('log').getByRole('article').first().waitFor();
  return page;
}
