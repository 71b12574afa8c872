import type { FaultsPatch } from '../../dev/simulator/faults.ts';
import { createSimulator, type Simulator } from '../../dev/simulator/simulator.ts';
import { createSink, type Sink } from './sink.ts';

export const NUMBER = '1065';
export const OTHER_NUMBER = '1066';
export const WABA = '900';
export const TOKEN = 'token-of-900';
export const SECRET = 'app-secret-of-the-test';

/** Graph's answer, as loosely as a test reads it. */
export interface Answer {
  status: number;
  body: {
    id?: string;
    url?: string;
    status?: string;
    success?: boolean;
    messages?: { id: string; message_status?: string }[];
    contacts?: Record<string, string>[];
    data?: Record<string, unknown>[];
    paging?: { cursors: { after: string }; next?: string };
    error?: { code: number; message: string; error_subcode?: number; error_data?: { details: string } };
    [key: string]: unknown;
  };
}

export interface Bench {
  simulator: Simulator;
  sink: Sink;
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  /** POST /{number}/messages; the envelope is added. */
  send(message: object, numberId?: string): Promise<Answer>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

const FAST: FaultsPatch = {
  status_delays: { sent: 0, delivered: 0, read: 0 },
  // One POST at a time: what a test receives is in the order in which it was sent.
  webhook_batch: { max_wait_ms: 5, retry_base_ms: 5, concurrency: 1 },
  template_review_ms: 0,
};

/** A simulator with two numbers, three templates, fast statuses and a sink for its webhooks. */
export async function createBench(faults: FaultsPatch = {}): Promise<Bench> {
  const sink = await createSink();
  const simulator = await createSimulator({
    webhookUrl: sink.url,
    appSecret: SECRET,
    faults: { ...FAST, ...faults },
    provision: {
      wabas: [
        {
          waba_id: WABA,
          access_token: TOKEN,
          phone_numbers: [
            { phone_number_id: NUMBER, display_phone_number: '+1 555 010 0001' },
            { phone_number_id: OTHER_NUMBER, display_phone_number: '+1 555 010 0002', throughput_mps: 3 },
          ],
          templates: [
            {
              name: 'promo',
              language: 'en_US',
              category: 'MARKETING',
              components: [
                { type: 'BODY', text: 'Hi {{1}}, {{2}} is here' },
                { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Stop' }] },
              ],
            },
            {
              name: 'photo',
              language: 'en_US',
              category: 'UTILITY',
              components: [
                { type: 'HEADER', format: 'IMAGE' },
                { type: 'BODY', text: 'Order {{order_id}}' },
                { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://x.io/{{1}}' }] },
              ],
            },
            {
              name: 'code',
              language: 'en_US',
              category: 'AUTHENTICATION',
              components: [
                { type: 'BODY' },
                { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
              ],
            },
            { name: 'resting', language: 'en_US', category: 'MARKETING', status: 'PAUSED', components: [] },
          ],
        },
      ],
    },
  });

  async function call(method: string, path: string, body?: unknown, token: string = TOKEN): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${simulator.url}${path}`, {
      method,
      headers: {
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        ...(!isForm && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    // The tests assert what they read; this is the one place where the shape is believed.
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  return {
    simulator,
    sink,
    call,
    send: (message, numberId = NUMBER) =>
      call('POST', `/v26.0/${numberId}/messages`, { messaging_product: 'whatsapp', ...message }),
    control: (method, path, body) => call(method, `/_sim/${path}`, body, ''),
    async close() {
      await simulator.close();
      await sink.close();
    },
  };
}

/** A valid marketing template message. */
export function promo(to: string, biz?: string): object {
  const parameters = ['Ana', 'the coat'].map((text) => ({ type: 'text', text }));
  return {
    to,
    type: 'template',
    template: {
      name: 'promo',
      language: { code: 'en_US' },
      components: [{ type: 'body', parameters }],
    },
    ...(biz !== undefined && { biz_opaque_callback_data: biz }),
  };
}
