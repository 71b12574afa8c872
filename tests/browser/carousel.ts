import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { examine } from './examine.ts';
import type { Console } from './world.ts';

const TEMPLATE = 'spring_cards';
/** A red dot: the smallest picture that browsers and WhatsApp take. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
const CARDS = [1, 2];

/** A carousel from the first card to the customer's phone. */
export function carouselTest(console: Console): void {
  test('a carousel is written, approved and sent with values of each card', async () => {
    await console.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const page = await console.openAs('owner@juniper-outdoor.example', '/templates/');
    await page.getByRole('button', { name: 'New template' }).first().click();
    await write(page, page.getByRole('dialog'));
    expect(await examine(page, '[role=dialog]')).toEqual([]);
    await console.picture(page, 'carousel-1440-light');
    await page.getByRole('button', { name: 'Ask for review' }).click();
    await page.getByRole('button', { name: new RegExp(TEMPLATE) }).click();
    const detail = page.getByRole('dialog');
    await detail.getByRole('button', { name: 'Approve and send to Meta' }).click();
    await detail.getByText('Approved', { exact: true }).waitFor();
    expect(await examine(page, '[role=dialog]')).toEqual([]);

    await page.goto('/campaigns/new/');
    await page.getByLabel('Name of the campaign').fill('Cards of spring');
    await page.getByRole('radio', { name: new RegExp(TEMPLATE) }).check();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel(/All contacts/).check();
    await page.getByRole('button', { name: 'Next' }).click();
    for (const i of CARDS) {
      const picture = page.getByRole('group', { name: `Card ${i}: Picture` });
      await picture.getByLabel('Address of the file').fill(`https://shop.example/${i}.jpg`);
      const link = page.getByRole('group', { name: `Card ${i}: Blank Buy` });
      await link.getByLabel('Text').fill(`spring-${i}`);
    }
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: /^Send \d+ messages$/ }).click();
    await page.getByText('Completed', { exact: true }).first().waitFor();

    const [sent] = await console.simulator().sends('100000000000040');
    const cards = CARDS.map((i) => ({
      card_index: i - 1,
      components: [
        { type: 'header' },
        { type: 'button', index: '1', parameters: [{ type: 'text', text: `spring-${i}` }] },
      ],
    }));
    expect(sent?.body).toMatchObject({
      template: { components: [{ type: 'body' }, { type: 'carousel', cards }] },
    });
  });
}

/** Two cards with a picture, a text and two buttons, the second of which is added to one and appears on both. */
async function write(page: Page, form: Locator): Promise<void> {
  await form.getByLabel('Name', { exact: true }).fill(TEMPLATE);
  await form.getByRole('button', { name: 'Carousel of cards' }).click();
  await form.getByLabel('Text', { exact: true }).first().fill('New in spring, {{1}}:');
  await form.getByLabel('Example for {{1}}').first().fill('Ana');
  for (const i of CARDS) {
    const card = form.getByRole('group', { name: `Card ${i}` });
    const file = { name: `card-${i}.png`, mimeType: 'image/png', buffer: PICTURE };
    await card.getByLabel(`Sample of Card ${i}`).setInputFiles(file);
    await card.getByText(`card-${i}.png`).waitFor();
    await card.getByLabel('Text', { exact: true }).fill(`Boots number ${i}.`);
    await card.getByLabel(`Card ${i}, Button 1: Words on it`).fill('Tell me more');
  }
  await form.getByRole('button', { name: 'Card 1: Add a button' }).click();
  await form.getByLabel('Card 1, Button 2: kind').selectOption('URL');
  for (const i of CARDS) {
    await form.getByLabel(`Card ${i}, Button 2: Words on it`).fill('Buy');
    await form.getByLabel(`Card ${i}, Button 2: https`).fill('https://shop.example/{{1}}');
    const example = form.getByLabel(`Card ${i}, Button 2: Example of the whole address`);
    await example.fill(`https://shop.example/spring-${i}`);
  }
  await page.getByText('Meta’s rules are met.').waitFor();
}
