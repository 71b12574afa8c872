import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Chats } from './chats.ts';
import { type Customer, type Customers, isWindowOpen } from './customers.ts';
import type { Events } from './events.ts';
import { errorBody, type Refusal, refuse, refuseUnknownObject, statusOf } from './graph-errors.ts';
import { hash64 } from './hash.ts';
import { bearerOf, replyJson } from './http.ts';
import { BSUID, phoneDigits } from './identity.ts';
import { isObject, isText, type Json } from './json.ts';
import type { Ledger } from './ledger.ts';
import { createPairLimit } from './limits.ts';
import type { MediaStore } from './media.ts';
import { CATEGORIES, FATE, type SendLog, type SendRecord } from './send-log.ts';
import { isReadReceipt, validateReadReceipt, validateSend } from './send-validation.ts';
import type { Settings } from './settings.ts';
import type { StatusSchedule } from './status-schedule.ts';
import { findTemplate, validateTemplate } from './template-validation.ts';
import type { PhoneNumber, Template, World } from './world.ts';

export interface SendDeps {
  world: World;
  settings: Settings;
  log: SendLog;
  totals: () => Ledger;
  customers: Customers;
  chats: Chats;
  schedule: StatusSchedule;
  media: MediaStore;
  events: Events;
}

export interface Sends {
  /** POST /{number}/messages or /marketing_messages with its raw body. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    numberId: string,
    raw: string,
    isMarketing: boolean,
  ): void;
  clear(): void;
}

type Outcome = 'normal' | 'reset_before' | 'limited' | 'broken' | 'silent' | 'reset_after';

/** Who a message goes to, after `to` and `recipient` were read. */
interface Recipient {
  /** Digits or BSUID: what statuses say. */
  address: string;
  input: string;
  byUserId: boolean;
  /** A BSUID in `to`: accepted and never delivered (facts §3.5). */
  isLost: boolean;
}

/**
 * The send endpoint: the hot path of the simulator. One JSON.parse, checks without exceptions or promises, one record
 * in the log and one entry in the timing wheel per message.
 */
export function createSends(deps: SendDeps): Sends {
  const { world, settings, log, totals, customers, chats, schedule, media, events } = deps;
  const pairs = createPairLimit();
  const recipientHash = { hi: 0, lo: 0 };
  const messageHash = { hi: 0, lo: 0 };
  const pair = { hi: 0, lo: 0 };
  const fate = { bits: 0, failCode: 0 };
  const context = { hasMedia: (id: string) => media.get(id) !== undefined };
  const record: SendRecord = {
    numberIndex: 0,
    fate: 0,
    failCode: 0,
    category: 0,
    byUserId: false,
    acceptedAt: 0,
    to: '',
    biz: '',
  };
  let sequence = 0;

  function handle(
    request: IncomingMessage,
    response: ServerResponse,
    numberId: string,
    raw: string,
    isMarketing: boolean,
  ): void {
    const number = world.numbersById.get(numberId);
    const outcome = settings.hasSendFaults ? drawOutcome() : 'normal';
    if (outcome === 'reset_before') {
      reset(response, number);
      return;
    }
    if (outcome === 'silent' && settings.random() >= settings.faults.timeout_accept_share) {
      silence(response, number);
      return;
    }
    const answer = respond(request, number, numberId, raw, isMarketing, outcome);
    if (typeof answer !== 'string') {
      totals().reject(answer.code);
      number?.ledger.reject(answer.code);
      finish(response, statusOf(answer), errorBody(answer));
    } else if (outcome === 'reset_after') reset(response, number);
    else if (outcome === 'silent') silence(response, number);
    else finish(response, 200, answer);
  }

  function drawOutcome(): Outcome {
    const { faults } = settings;
    let point = settings.random();
    const rates: [Outcome, number][] = [
      ['reset_before', faults.rate_reset_before_accept],
      ['reset_after', faults.rate_reset_after_accept],
      ['silent', faults.rate_timeout],
      ['limited', faults.rate_429],
      ['broken', faults.rate_5xx],
    ];
    for (const [outcome, rate] of rates) {
      point -= rate;
      if (point < 0) return outcome;
    }
    return 'normal';
  }

  function respond(
    request: IncomingMessage,
    number: PhoneNumber | undefined,
    numberId: string,
    raw: string,
    isMarketing: boolean,
    outcome: Outcome,
  ): string | Refusal {
    const token = bearerOf(request);
    if (token === undefined) return refuse(104, 'no access token');
    const allowed = world.tokens.get(token);
    if (allowed === undefined) return refuse(190, 'unknown access token');
    if (number === undefined) return refuseUnknownObject('POST', numberId);
    if (!allowed.has(number.waba)) return refuse(200, `The token has no access to WABA ${number.waba.id}.`);
    if (outcome === 'limited')
      return refuse(130429, 'Message failed to send because of a simulated rate limit.');
    if (outcome === 'broken')
      return refuse(settings.random() < 0.5 ? 131000 : 131016, 'Simulated server error.');
    let body: unknown;
    try {
      body = JSON.parse(raw);
    } catch {
      return refuse(100, 'The request body is not valid JSON.');
    }
    if (!isObject(body)) return refuse(100, 'The request body must be a JSON object.');
    if (isReadReceipt(body)) return validateReadReceipt(body) ?? '{"success":true}';
    if (!number.registered) return refuse(133010, `Number ${number.id} is not registered.`);
    return send(number, body, raw, isMarketing);
  }

  function send(number: PhoneNumber, body: Json, raw: string, isMarketing: boolean): string | Refusal {
    const invalid = validateSend(body, context);
    if (invalid !== null) return invalid;
    const recipient = recipientOf(body);
    if ('code' in recipient) return recipient;
    if (recipient.address === number.digits)
      return refuse(131021, 'Sender and recipient are the same number.');
    const template = body.type === 'template' ? templateOf(number, body.template, recipient) : undefined;
    if (template !== undefined && 'code' in template) return template;
    if (isMarketing && template?.category !== 'MARKETING') {
      return refuse(131055, 'Only marketing templates can be sent with marketing_messages.');
    }
    const customer = recipient.byUserId
      ? customers.byUserId(recipient.address)
      : customers.byPhone(recipient.address);
    const now = Date.now();
    const { enforce_window } = settings.faults;
    const isOutside =
      template === undefined &&
      enforce_window !== false &&
      !isWindowOpen(customer, number.id, Math.floor(now / 1000));
    if (isOutside && enforce_window === true) {
      return refuse(131047, 'More than 24 hours have passed since the customer last replied to this number.');
    }
    hash64(recipient.address, 1, recipientHash);
    const limited = checkLimits(number);
    if (limited !== null) return limited;
    const { held_share } = settings.faults;
    const isHeld = template !== undefined && held_share > 0 && settings.random() < held_share;
    const ref = accept(number, body, recipient, template, customer, isOutside, isMarketing, isHeld, now);
    chats.recordSend(number, customer?.key ?? recipient.address, customer !== undefined, ref, raw, now);
    events.touch();
    return acceptedBody(recipient, ref, template && (isHeld ? 'held_for_quality_assessment' : 'accepted'));
  }

  function recipientOf({ to, recipient }: Json): Recipient | Refusal {
    if (to !== undefined) {
      if (typeof to !== 'string' && typeof to !== 'number') return refuse(100, 'Param to must be a string.');
      const input = String(to);
      const digits = phoneDigits(input);
      if (digits !== undefined) return { address: digits, input, byUserId: false, isLost: false };
      if (!BSUID.test(input)) return refuse(131009, `(${input}) is not a valid WhatsApp number.`);
      return { address: input.replace(/\D/g, ''), input, byUserId: false, isLost: true };
    }
    if (recipient === undefined) return refuse(100, 'The parameter to is required.');
    if (!isText(recipient) || !BSUID.test(recipient)) {
      return refuse(100, 'Param recipient must be a business-scoped user ID.');
    }
    return { address: recipient, input: recipient, byUserId: true, isLost: false };
  }

  function templateOf(number: PhoneNumber, content: unknown, recipient: Recipient): Template | Refusal {
    if (!isObject(content)) return refuse(131008, "Parameter 'template' is required.");
    const template = findTemplate(number.waba, content);
    if ('code' in template) return template;
    if (recipient.byUserId && template.shape.hasOtpButton) {
      return refuse(131062, 'Authentication templates with a code button need a phone number.');
    }
    return validateTemplate(template, content) ?? template;
  }

  function checkLimits(number: PhoneNumber): Refusal | null {
    const { unthrottled, enforce_pair_limit } = settings.faults;
    const now = performance.now();
    number.pace.count(now);
    if (unthrottled) return null;
    if (!number.second.take(now)) {
      return refuse(
        130429,
        `Message failed to send because number ${number.id} exceeds ${number.mps} messages a second.`,
      );
    }
    if (!enforce_pair_limit) return null;
    pair.hi = (recipientHash.hi ^ Math.imul(number.index + 1, 0x9e3779b1)) >>> 0;
    pair.lo = recipientHash.lo;
    return pairs.take(pair, now)
      ? null
      : refuse(131056, 'Too many messages from this number to the same user.');
  }

  function accept(
    number: PhoneNumber,
    body: Json,
    recipient: Recipient,
    template: Template | undefined,
    customer: Customer | undefined,
    isOutside: boolean,
    isMarketing: boolean,
    isHeld: boolean,
    now: number,
  ): number {
    const biz = typeof body.biz_opaque_callback_data === 'string' ? body.biz_opaque_callback_data : '';
    sequence += 1;
    if (biz === '') messageHash.lo = sequence;
    else hash64(biz, 2, messageHash);
    settings.plan.decide(recipientHash.lo, messageHash.lo, fate);
    if (recipient.isLost) fate.bits = 0;
    else if (isHeld && settings.random() < settings.faults.held_dropped_share) fail(132015);
    else if (isOutside) fail(131047);
    else if (customer?.marketingStopped && template?.category === 'MARKETING') fail(131050);
    else if (body.type === 'reaction' && fate.bits & FATE.sent) fate.bits = FATE.sent;
    for (const ledger of [totals(), number.ledger]) {
      ledger.accept(recipientHash.hi, recipientHash.lo, messageHash.hi, messageHash.lo, biz !== '');
      ledger.decide(fate.bits);
    }
    record.numberIndex = number.index;
    record.fate = fate.bits;
    record.failCode = fate.failCode;
    record.category = categoryOf(template, isMarketing);
    record.byUserId = recipient.byUserId;
    record.acceptedAt = Math.floor(now / 1000);
    record.to = recipient.address;
    record.biz = biz;
    const ref = log.append(record);
    schedule.accept(ref);
    return ref;
  }

  function fail(code: number): void {
    fate.bits = FATE.failed;
    fate.failCode = code;
  }

  function acceptedBody(recipient: Recipient, ref: number, messageStatus: string | undefined): string {
    const input = JSON.stringify(recipient.input);
    const id = recipient.byUserId ? `"user_id":${input}` : `"wa_id":"${recipient.address}"`;
    const status = messageStatus === undefined ? '' : `,"message_status":"${messageStatus}"`;
    return `{"messaging_product":"whatsapp","contacts":[{"input":${input},${id}}],"messages":[{"id":"${log.wamid(ref)}"${status}}]}`;
  }

  function reset(response: ServerResponse, number: PhoneNumber | undefined): void {
    totals().reset();
    number?.ledger.reset();
    response.socket?.resetAndDestroy();
  }

  function silence(response: ServerResponse, number: PhoneNumber | undefined): void {
    totals().timeout();
    number?.ledger.timeout();
    setTimeout(() => response.socket?.destroy(), settings.faults.timeout_ms).unref();
  }

  function finish(response: ServerResponse, status: number, body: string): void {
    const { min, max } = settings.faults.latency_ms;
    if (max === 0) replyJson(response, status, body);
    else setTimeout(replyJson, Math.round(min + settings.random() * (max - min)), response, status, body);
  }

  return { handle, clear: () => pairs.clear() };
}

function categoryOf(template: Template | undefined, isMarketing: boolean): number {
  if (isMarketing) return CATEGORIES.indexOf('marketing_lite');
  if (template === undefined) return CATEGORIES.indexOf('service');
  const known: readonly string[] = CATEGORIES;
  return Math.max(known.indexOf(template.category.toLowerCase()), 0);
}
