import type { JSONValue } from 'postgres';
import { classifyErrorCode } from '../../../functions/whatsapp/errors.ts';
import { normaliseWebhook } from '../../../functions/whatsapp/webhook.ts';
import type { ChangeItem, MessageItem, StatusItem } from '../../../functions/whatsapp/webhook-items.ts';
import { parseWebhookJson } from '../../../functions/whatsapp/webhook-json.ts';

/** A webhook body as it was stored. */
export interface RawEvent {
  id: string;
  body: string;
}

/** Part of a webhook that could not be applied, and why. */
export interface DeadItem {
  raw_event_id: string;
  path: string;
  reason: string;
}

/** What a batch of bodies holds, as the SQL functions take it. */
export interface SortedItems {
  statuses: JSONValue[];
  messages: JSONValue[];
  changes: JSONValue[];
  dead: DeadItem[];
}

/** Takes bodies apart and sorts their items by the function that applies them; what cannot be read is dead already. */
export function sortItems(events: RawEvent[]): SortedItems {
  const sorted: SortedItems = { statuses: [], messages: [], changes: [], dead: [] };
  for (const { id, body } of events) {
    let parsed: unknown;
    try {
      parsed = parseWebhookJson(body);
    } catch {
      sorted.dead.push({ raw_event_id: id, path: '', reason: 'The body is not JSON.' });
      continue;
    }
    const { items, rejected } = normaliseWebhook(parsed);
    for (const part of rejected) sorted.dead.push({ raw_event_id: id, ...part });
    for (const item of items) {
      if (item.kind === 'status') sorted.statuses.push(statusRow(id, item));
      else if (item.kind === 'message') sorted.messages.push(messageRow(id, item));
      else sorted.changes.push(changeRow(id, item));
    }
  }
  return sorted;
}

function statusRow(raw_event_id: string, item: StatusItem): JSONValue {
  return {
    raw_event_id,
    path: item.path,
    phone_number_id: item.phone_number_id,
    message_id: item.message_id,
    wamid: item.wamid,
    status: item.status,
    at: item.timestamp,
    error: item.error && errorRow(item.error),
    pricing: asJson(item.pricing),
  };
}

function errorRow(error: NonNullable<StatusItem['error']>): JSONValue {
  const known = classifyErrorCode(error.code);
  return {
    class: known.class,
    scope: known.scope,
    wait: known.retry_after_s,
    code: error.code,
    message: error.details ?? error.title,
  };
}

function messageRow(raw_event_id: string, item: MessageItem): JSONValue {
  return {
    raw_event_id,
    path: item.path,
    phone_number_id: item.phone_number_id,
    wamid: item.wamid,
    at: item.timestamp,
    type: item.type,
    body: item.body,
    content: asJson(item.content),
    context_wamid: item.context_wamid,
    phone: item.from_phone,
    bsuid: item.bsuid,
    parent_bsuid: item.parent_bsuid,
    username: item.username,
    profile_name: item.profile_name,
    group_id: item.group_id,
  };
}

function changeRow(raw_event_id: string, item: ChangeItem): JSONValue {
  return {
    raw_event_id,
    path: item.path,
    field: item.field,
    waba_id: item.waba_id,
    phone_number_id: item.phone_number_id,
    at: item.timestamp,
    value: asJson(item.value),
  };
}

/** The cast hands parts of Meta's body on as the JSON they are. */
function asJson(value: Record<string, unknown> | null): JSONValue {
  return value as JSONValue;
}
