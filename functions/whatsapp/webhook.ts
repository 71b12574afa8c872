import type { z } from 'zod';
import { cleanJson, TooDeepError } from './clean-json.ts';
import type { NormalisedWebhook, RejectedPart, WebhookItem } from './webhook-items.ts';
import { createContactFinder, normaliseMessage } from './webhook-message.ts';
import {
  changeSchema,
  entrySchema,
  envelopeSchema,
  messageSchema,
  messagesValueSchema,
  statusSchema,
} from './webhook-schemas.ts';
import { normaliseStatus } from './webhook-status.ts';

/** Where the parts of a change belong. */
export interface ChangeOrigin {
  waba_id: string;
  phone_number_id: string;
  path: string;
}

/** Collects items; a bad part is noted with its path and costs no other. */
interface Collector {
  items: WebhookItem[];
  rejected: RejectedPart[];
}

/**
 * Takes a webhook body apart: one item a message, status or other change, in the order received.
 *
 * Pure and total: it never throws, whatever the body is. What cannot be read lands in `rejected`, and everything
 * else is returned, because Meta batches up to 1,000 updates of several accounts in one POST.
 * Unknown fields and message types pass: facts change faster than code.
 * @param body the parsed JSON body
 */
export function normaliseWebhook(body: unknown): NormalisedWebhook {
  const out: Collector = { items: [], rejected: [] };
  const envelope = read(envelopeSchema, body, '', out);
  envelope?.entry.forEach((part, entryIndex) => {
    const entryPath = `entry[${entryIndex}]`;
    const entry = read(entrySchema, part, entryPath, out);
    entry?.changes.forEach((change, changeIndex) => {
      const path = `${entryPath}.changes[${changeIndex}]`;
      guard(path, out, () => collectChange(entry.id, entry.time ?? null, change, path, out));
    });
  });
  return out;
}

function collectChange(
  wabaId: string,
  time: string | null,
  part: unknown,
  path: string,
  out: Collector,
): void {
  const change = read(changeSchema, part, path, out);
  if (!change) {
    return;
  }
  if (change.field === 'messages') {
    collectMessages(wabaId, time, change.value, `${path}.value`, out);
    return;
  }
  out.items.push({
    kind: 'change',
    path,
    waba_id: wabaId,
    phone_number_id: phoneNumberIdOf(change.value),
    timestamp: time,
    field: fieldOf(change.field, change.value),
    value: cleanJson(change.value),
  });
}

function collectMessages(
  wabaId: string,
  time: string | null,
  part: Record<string, unknown>,
  path: string,
  out: Collector,
): void {
  const value = read(messagesValueSchema, part, path, out);
  if (!value) {
    return;
  }
  const originOf = (itemPath: string): ChangeOrigin => ({
    waba_id: wabaId,
    phone_number_id: value.metadata.phone_number_id,
    path: itemPath,
  });
  if (value.messages && value.messages.length > 0) {
    const findContact = createContactFinder(value.contacts ?? []);
    value.messages.forEach((item, index) => {
      const itemPath = `${path}.messages[${index}]`;
      guard(itemPath, out, () => {
        const message = read(messageSchema, item, itemPath, out);
        if (!message) {
          return;
        }
        const found = normaliseMessage(originOf(itemPath), message, findContact);
        if (found === null) {
          out.rejected.push({ reason: 'no sender: neither a phone nor a BSUID', path: itemPath });
        } else {
          out.items.push(found);
        }
      });
    });
  }
  value.statuses?.forEach((item, index) => {
    const itemPath = `${path}.statuses[${index}]`;
    guard(itemPath, out, () => {
      const status = read(statusSchema, item, itemPath, out);
      if (status) {
        out.items.push(normaliseStatus(originOf(itemPath), status));
      }
    });
  });
  if (value.errors && value.errors.length > 0) {
    out.items.push({
      kind: 'change',
      ...originOf(`${path}.errors`),
      timestamp: time,
      field: 'messages',
      value: { errors: cleanJson(value.errors) },
    });
  }
}

/** Meta's own sample of a quality update names the wrong field, so the keys decide. */
function fieldOf(field: string, value: Record<string, unknown>): string {
  return field === 'message_template_status_update' && 'new_quality_score' in value
    ? 'message_template_quality_update'
    : field;
}

function phoneNumberIdOf(value: Record<string, unknown>): string | null {
  const { metadata } = value;
  if (typeof metadata !== 'object' || metadata === null || !('phone_number_id' in metadata)) {
    return null;
  }
  const id = metadata.phone_number_id;
  return typeof id === 'string' ? id : null;
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  part: unknown,
  path: string,
  out: Collector,
): z.infer<Schema> | null {
  const parsed = schema.safeParse(part);
  if (parsed.success) {
    return parsed.data;
  }
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  out.rejected.push({ reason: `${where === '' ? '' : `${where}: `}${issue?.message ?? 'invalid'}`, path });
  return null;
}

function guard(path: string, out: Collector, collect: () => void): void {
  try {
    collect();
  } catch (error) {
    // RangeError: a payload nested so deeply that a schema ran out of stack.
    if (!(error instanceof TooDeepError || error instanceof RangeError)) {
      throw error;
    }
    out.rejected.push({ reason: 'nested too deeply', path });
  }
}
