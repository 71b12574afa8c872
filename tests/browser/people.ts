import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { until } from '../../dev/demo/until.ts';
import type { Letter } from '../../dev/mailbox/message.ts';
import { type Console, PATIENCE_MS } from './world.ts';

const OWNER = 'owner@harbor-coffee.example';
const NEW_PERSON = 'ingrid@harbor-coffee.example';
const KNOWN_PERSON = 'owner@lumen-clinic.example';

/** How people come in: by invitation, with a new password, and what they set for themselves. */
export function peopleTests(console: Console): void {
  test('an invitation leads a new person and a known one to their seats', async () => {
    const owner = await console.openAs(OWNER, '/settings/members/');
    await invite(owner, NEW_PERSON);
    await owner.reload();
    await invite(owner, KNOWN_PERSON);

    const ingrid = await console.open();
    await ingrid.goto(linkIn(await letterTo(console, NEW_PERSON)));
    await ingrid.getByRole('link', { name: 'Create an account' }).click();
    await ingrid.getByRole('heading', { name: 'Create your account' }).waitFor();
    await ingrid.getByLabel('E-mail').fill(NEW_PERSON);
    await ingrid.getByLabel('Password').fill('a long password');
    await ingrid.getByRole('button', { name: 'Create an account' }).click();
    await ingrid.getByText(`You are signed in as ${NEW_PERSON}`).waitFor();
    await ingrid.getByRole('button', { name: 'Accept', exact: true }).click();
    await ingrid.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await ingrid.getByText('Harbor Coffee').first().waitFor();

    // Whom the mail did not reach is given the link another way: a new one, and the old one is void.
    await owner.keyboard.press('Escape');
    const offered = owner.getByRole('listitem').filter({ hasText: KNOWN_PERSON });
    await offered.getByRole('button', { name: 'Send again' }).click();
    const link = await owner.getByLabel('Link', { exact: true }).inputValue();
    const known = await console.openAs(KNOWN_PERSON);
    await known.goto(link);
    await known.getByRole('button', { name: 'Accept', exact: true }).click();
    await known.getByRole('heading', { name: 'Dashboard' }).waitFor();
    // Two organizations now: he chooses between them where he sees the name of the one.
    await known.getByRole('button', { name: 'Switch to another workspace' }).click();
    await known
      .getByRole('menuitemcheckbox', { name: /Harbor/ })
      .first()
      .waitFor();

    // A link works once.
    await ingrid.goto(link);
    await ingrid.getByRole('button', { name: 'Accept', exact: true }).click();
    await ingrid.getByText('No open invitation has this').waitFor();
  });

  test('a forgotten password is replaced by the link of a mail', async () => {
    const page = await console.open();
    await page.goto('/login/');
    await page.getByRole('link', { name: 'Forgot the password?' }).click();
    await page.getByRole('heading', { name: 'Reset the password' }).waitFor();
    await page.getByLabel('E-mail').fill(NEW_PERSON);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('status').waitFor();
    const letter = await letterTo(console, NEW_PERSON, /Reset/);
    await page.goto(linkIn(letter));
    await page.getByLabel('New password').fill('an even longer password');
    await page.getByRole('button', { name: 'Save the password' }).click();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();

    const again = await console.open();
    await again.goto('/login/');
    await again.getByLabel('E-mail').fill(NEW_PERSON);
    await again.getByLabel('Password').fill('a long password');
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.getByText('E-mail or password is wrong.').waitFor();
    await again.getByLabel('Password').fill('an even longer password');
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.getByRole('heading', { name: 'Dashboard' }).waitFor();
  });
}

async function invite(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: 'Invite' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('E-mail').fill(email);
  await form.getByRole('button', { name: 'Make the invitation' }).click();
  await form.getByText(email).first().waitFor();
}

/** The latest mail to somebody, as soon as it is there. */
async function letterTo(console: Console, address: string, subject = /./): Promise<Letter> {
  const url = `${console.status().mailbox_url}/messages?to=${encodeURIComponent(address)}`;
  const look = async () => {
    const letters = (await (await fetch(url)).json()) as Letter[];
    return letters.find((letter) => subject.test(letter.subject)) ?? null;
  };
  return until(`a mail to ${address}`, look, { timeoutMs: PATIENCE_MS, everyMs: 250 });
}

function linkIn({ text }: Letter): string {
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  if (link === undefined) throw new Error('The mail has no link.');
  return link;
}
