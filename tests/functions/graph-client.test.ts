import { afterEach, describe, expect, it } from 'vitest';
import { createGraphClient } from '../../functions/whatsapp/client.ts';
import { createFetchTransport, type GraphTransport } from '../../functions/whatsapp/transport.ts';
import { answerJson, type GraphServer, startGraphServer } from './graph-server.ts';

let server: GraphServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function clientFor(status: number, body: unknown) {
  server = await startGraphServer((_seen, response) => answerJson(response, status, body));
  return createGraphClient({ baseUrl: server.url, request: createFetchTransport() });
}

describe('the Graph client', () => {
  it('marks as read, with and without the typing bubble', async () => {
    const client = await clientFor(200, { success: true });
    expect(await client.markRead('106', 't', 'wamid.IN', true)).toEqual({
      kind: 'ok',
      value: { success: true },
    });
    await client.markRead('106', 't', 'wamid.IN');
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.IN' };
    expect(server?.seen.map(({ body }) => JSON.parse(body))).toEqual([
      { ...read, typing_indicator: { type: 'text' } },
      read,
    ]);
  });

  it('lists the numbers of a WABA', async () => {
    const client = await clientFor(200, { data: [{ id: '106', display_phone_number: '+1 555-001-0000' }] });
    expect(await client.listPhoneNumbers('102', 't')).toMatchObject({
      kind: 'ok',
      value: { data: [{ id: '106' }] },
    });
    expect(server?.seen[0]?.url).toMatch(/^\/102\/phone_numbers\?fields=id,/);
  });

  it('inspects a token with itself', async () => {
    const client = await clientFor(200, {
      data: { is_valid: true, scopes: ['whatsapp_business_messaging'] },
    });
    expect(await client.debugToken('a+b')).toMatchObject({ kind: 'ok', value: { data: { is_valid: true } } });
    expect(server?.seen[0]).toMatchObject({
      url: '/debug_token?input_token=a%2Bb',
      headers: { authorization: 'Bearer a+b' },
    });
  });

  it('creates, lists and deletes templates', async () => {
    const client = await clientFor(200, {
      id: '1',
      status: 'PENDING',
      category: 'UTILITY',
      success: true,
      data: [],
    });
    const created = await client.createTemplate('102', 't', { name: 'n', language: 'en' });
    expect(created).toMatchObject({ kind: 'ok', value: { id: '1', status: 'PENDING' } });
    await client.listTemplates('102', 't', { after: 'c==', limit: 5 });
    await client.deleteTemplate('102', 't', 'n', '77');
    expect(server?.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /102/message_templates',
      expect.stringMatching(/^GET \/102\/message_templates\?fields=.*limit=5&after=c%3D%3D$/),
      'DELETE /102/message_templates?hsm_id=77&name=n',
    ]);
  });

  it('uploads and finds a file', async () => {
    const client = await clientFor(200, {
      id: '55',
      url: 'https://lookaside.example/1',
      mime_type: 'image/png',
    });
    const bytes = new Uint8Array([1, 2, 3]);
    const file = { stream: new Blob([bytes]).stream(), size: 3, type: 'image/png', name: 'a "b".png' };
    expect(await client.uploadMedia('106', 't', file)).toMatchObject({ kind: 'ok', value: { id: '55' } });
    expect(server?.seen[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(server?.seen[0]?.headers['content-length']).toBe(String(server?.seen[0]?.body.length));
    const form = await new Response(server?.seen[0]?.body, {
      headers: { 'content-type': String(server?.seen[0]?.headers['content-type']) },
    }).formData();
    expect([form.get('messaging_product'), form.get('type')]).toEqual(['whatsapp', 'image/png']);
    expect(form.get('file')).toMatchObject({ name: 'a "b".png', size: 3, type: 'image/png' });
    expect(await client.getMedia('55', 't', '106')).toMatchObject({
      kind: 'ok',
      value: { mime_type: 'image/png' },
    });
  });

  it('says how a call failed instead of throwing', async () => {
    const client = await clientFor(400, { error: { message: 'expired', code: 190 } });
    expect(await client.subscribeApp('102', 't')).toMatchObject({
      kind: 'rejected',
      error: { code: 190, class: 'account' },
    });
  });

  it('takes an answer of another shape for unknown', async () => {
    const client = await clientFor(200, { surprising: true });
    expect(await client.getPhoneNumber('106', 't')).toEqual({ kind: 'unknown', reason: 'broken_body' });
  });

  it('does not let an id change the path', async () => {
    const client = await clientFor(200, { success: true });
    await client.subscribeApp('../1?x=', 't');
    expect(server?.seen[0]?.url).toBe('/..%2F1%3Fx%3D/subscribed_apps');
  });

  it('costs a few tens of microseconds a send beside the transport', async () => {
    const answer = JSON.stringify({ contacts: [{ wa_id: '1' }], messages: [{ id: 'wamid.A' }] });
    const request: GraphTransport = async () => ({ status: 200, body: answer });
    const client = createGraphClient({ baseUrl: 'http://x', request });
    const runs = 5000;
    const started = performance.now();
    for (let i = 0; i < runs; i++) await client.sendMessage('106', 't', '{}');
    expect(((performance.now() - started) * 1000) / runs).toBeLessThan(100);
  });
});
