import { expect, test } from 'vitest';
import { until } from '../../dev/demo/until.ts';
import { SAMPLES } from '../../dev/simulator/media-samples.ts';
import type { Company, World } from './world.ts';

/** A template is written, reviewed and taken by Meta. */
export function templateJourneys(world: World): void {
  async function submitted({ client }: Company, id: string) {
    await client.templates.requestReview(id);
    await client.templates.approve(id);
    return until('Meta\u2019s decision', async () => {
      const template = await client.templates.get(id);
      if (template.submission === 'failed') throw new Error(template.submission_error ?? '');
      return template.submission === 'submitted' && template.meta_status === 'APPROVED' ? template : null;
    });
  }

  test('samples of media headers reach Meta, over a connection that breaks, and stay the author\u2019s files', async () => {
    await world.simulator().faults({ template_review_ms: 50, upload_cut_bytes: 1000 });
    const company = await world.company();
    const { client, whatsapp_account_id } = company;
    // Larger than what arrives before the cut.
    const bytes = Buffer.concat([SAMPLES.image?.bytes ?? Buffer.alloc(0), Buffer.alloc(300_000)]);
    const upload = () => client.media.upload(new File([bytes], 'tea.png', { type: 'image/png' }));
    const [path, first, second] = [await upload(), await upload(), await upload()];
    const header = (sample: string) => ({
      type: 'HEADER',
      format: 'IMAGE',
      example: { header_handle: [sample] },
    });
    const body = { type: 'BODY', text: 'New teas are here.' };
    const single = await client.templates.create(whatsapp_account_id, {
      name: 'new_teas',
      language: 'en',
      category: 'MARKETING',
      components: [header(path), body],
    });
    expect((await submitted(company, single.id)).components).toEqual([header(path), body]);

    const card = (sample: string) => ({
      components: [
        header(sample),
        { type: 'BODY', text: 'A tea.' },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Buy' }] },
      ],
    });
    const carousel = await client.templates.create(whatsapp_account_id, {
      name: 'tea_cards',
      language: 'en',
      category: 'MARKETING',
      components: [body, { type: 'CAROUSEL', cards: [card(first), card(second)] }],
    });
    expect(await submitted(company, carousel.id)).toMatchObject({
      components: [body, { cards: [card(first), card(second)] }],
    });

    const changed = { type: 'BODY', text: 'Newer teas are here.' };
    await client.templates.update(single.id, { components: [header(path), changed] });
    expect((await submitted(company, single.id)).components).toEqual([header(path), changed]);
    await world.simulator().faults({ upload_cut_bytes: 0 });
  });

  test('a sample is a file of the brand, and of a kind that Meta takes', async () => {
    const [{ client, whatsapp_account_id }, stranger] = [await world.company(), await world.company()];
    const draft = (path: string, format = 'IMAGE') => ({
      name: 'borrowed',
      language: 'en',
      category: 'UTILITY' as const,
      components: [
        { type: 'HEADER', format, example: { header_handle: [path] } },
        { type: 'BODY', text: 'Look.' },
      ],
    });
    const upload = (from: Company | typeof stranger, type: string) =>
      from.client.media.upload(new File([Buffer.from('%PDF-1.4')], 'file', { type }));
    const theirs = await upload(stranger, 'image/png');
    await expect(client.templates.create(whatsapp_account_id, draft(theirs))).rejects.toMatchObject({
      slug: 'file_not_found',
    });
    const own = await client.media.upload(
      new File([Buffer.from('%PDF-1.4')], 'a.pdf', { type: 'application/pdf' }),
    );
    await expect(client.templates.create(whatsapp_account_id, draft(own))).rejects.toMatchObject({
      slug: 'file_invalid',
    });
    const template = await client.templates.create(whatsapp_account_id, draft(own, 'DOCUMENT'));
    await expect(
      client.templates.update(template.id, { components: draft(theirs, 'DOCUMENT').components }),
    ).rejects.toMatchObject({ slug: 'file_not_found' });
  });
}
