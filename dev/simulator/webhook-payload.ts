import type { Customers } from './customers.ts';
import { webhookError } from './graph-errors.ts';
import { userIdOf } from './identity.ts';
import type { PairQueue } from './pair-queue.ts';
import { CATEGORIES, FATE, type SendLog, type SendRecord, STAGES } from './send-log.ts';
import { STAGE } from './status-schedule.ts';
import type { World } from './world.ts';

/** An update that is not a status: inbound messages, template events, anything raw. */
export interface RawUpdate {
  wabaId: string;
  field: string;
  /** JSON text of `value`. */
  value: string;
}

export interface PayloadDeps {
  log: SendLog;
  world: World;
  customers: Customers;
}

export interface PayloadBuilder {
  /** Takes up to `max` updates from both queues and makes one body. `updates` is 0 when nothing was left to say. */
  build(
    raws: RawUpdate[],
    statuses: PairQueue,
    max: number,
    shuffle?: () => number,
  ): { body: string; updates: number };
}

interface Group {
  contacts: string[];
  statuses: string[];
}

/** Writes webhook bodies (facts §2.3, §2.6). Strings are joined: twice as fast as JSON.stringify of objects. */
export function createPayloadBuilder({ log, world, customers }: PayloadDeps): PayloadBuilder {
  /** Fields that say who the recipient is; which of them appear is the table of facts §3.3. */
  function identity(record: SendRecord, stage: number): { fields: string; contact: string } {
    const isFailed = stage === STAGE.failed;
    const customer = record.byUserId ? customers.byUserId(record.to) : customers.byPhone(record.to);
    const phone = record.byUserId ? customer?.phone : record.to;
    const userId = record.byUserId ? record.to : (customer?.user_id ?? userIdOf(record.to));
    let fields = phone === undefined ? '' : `,"recipient_id":"${phone}"`;
    if (!isFailed || record.byUserId) fields += `,"recipient_user_id":"${userId}"`;
    if (isFailed) return { fields, contact: '' };
    const username = stage === STAGE.sent ? undefined : customer?.username;
    const profile = username === undefined ? '' : `"profile":${JSON.stringify({ username })},`;
    return {
      fields,
      contact: `{${profile}${phone === undefined ? '' : `"wa_id":"${phone}",`}"user_id":"${userId}"}`,
    };
  }

  function pricing(record: SendRecord, stage: number): string {
    const isPriced =
      stage === STAGE.sent ||
      stage === STAGE.delivered ||
      (stage === STAGE.read && record.fate & FATE.skipDelivered);
    if (!isPriced) return '';
    const category = CATEGORIES[record.category] ?? 'service';
    return `,"pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"${category}"}`;
  }

  function add(groups: Map<number, Group>, code: number, at: number): boolean {
    const ref = Math.floor(code / 8);
    const stage = code % 8;
    const record = log.read(ref);
    if (record === undefined) return false;
    let group = groups.get(record.numberIndex);
    if (group === undefined) {
      group = { contacts: [], statuses: [] };
      groups.set(record.numberIndex, group);
    }
    const { fields, contact } = identity(record, stage);
    const biz = record.biz === '' ? '' : `,"biz_opaque_callback_data":${JSON.stringify(record.biz)}`;
    const errors =
      stage === STAGE.failed ? `,"errors":[${JSON.stringify(webhookError(record.failCode))}]` : '';
    if (contact !== '') group.contacts.push(contact);
    group.statuses.push(
      `{"id":"${log.wamid(ref)}","status":"${STAGES[stage - 1]}","timestamp":"${at}"${fields}${biz}${pricing(record, stage)}${errors}}`,
    );
    return true;
  }

  return {
    build(raws, statuses, max, shuffle) {
      const entries: string[] = raws.splice(0, max).map(({ wabaId, field, value }) => {
        const time = field === 'messages' ? '' : `"time":${Math.floor(Date.now() / 1000)},`;
        return `{"id":"${wabaId}",${time}"changes":[{"value":${value},"field":"${field}"}]}`;
      });
      let updates = entries.length;
      const groups = new Map<number, Group>();
      while (updates < max && statuses.shift())
        if (add(groups, statuses.first, statuses.second)) updates += 1;
      for (const [index, group] of groups) {
        const number = world.numbers[index];
        if (number === undefined) continue;
        if (shuffle !== undefined) shuffleInPlace(group.statuses, shuffle);
        const contacts =
          group.contacts.length > 0 ? `"contacts":[${[...new Set(group.contacts)].join(',')}],` : '';
        entries.push(
          `{"id":"${number.waba.id}","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"${number.digits}","phone_number_id":"${number.id}"},${contacts}"statuses":[${group.statuses.join(',')}]},"field":"messages"}]}`,
        );
      }
      return { body: `{"object":"whatsapp_business_account","entry":[${entries.join(',')}]}`, updates };
    },
  };
}

function shuffleInPlace(items: string[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] ?? '', items[i] ?? ''];
  }
}
