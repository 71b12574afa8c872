import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'fixtures');

/** The number and account that the fixtures speak of. */
export const NUMBER = { phoneNumberId: '1065403521001', wabaId: '1022901293001', display: '+15550100001' };

/** A webhook body for every field and message type of Meta's documentation: one story of one number, told in no order. */
export const fixtures: { name: string; body: string }[] = readdirSync(FOLDER)
  .sort()
  .map((file) => ({ name: file.replace(/\.json$/, ''), body: readFileSync(join(FOLDER, file), 'utf8') }));

/** The smallest part of a webhook that makes sense alone: one message, status, list of errors or change. */
export interface Atom {
  wabaId: string;
  time: number | undefined;
  field: string;
  value: Record<string, unknown>;
}

interface Body {
  entry: { id: string; time?: number; changes: { field: string; value: Record<string, unknown> }[] }[];
}

/** Takes bodies apart into atoms. Numbers that JavaScript would round stay as they are written, as marked texts. */
export function atomsOf(bodies: string[]): Atom[] {
  return bodies.flatMap((body) =>
    // The fixtures are ours, and in Meta's shape.
    (JSON.parse(body.replaceAll(/: (\d{16,})/g, ': "#$1"')) as Body).entry.flatMap((entry) =>
      entry.changes.flatMap(({ field, value }) =>
        splitValue(field, value).map((part) => ({ wabaId: entry.id, time: entry.time, field, value: part })),
      ),
    ),
  );
}

function splitValue(field: string, value: Record<string, unknown>): Record<string, unknown>[] {
  if (field !== 'messages') return [value];
  const { messages, statuses, errors, ...rest } = value;
  const parts = Object.entries({ messages, statuses }).flatMap(([key, items]) =>
    Array.isArray(items) ? items.map((item) => ({ ...rest, [key]: [item] })) : [],
  );
  return errors === undefined ? parts : [...parts, { ...rest, errors }];
}

/** Puts atoms into one body, an entry each; neighbours of field messages share a change as Meta's batches do. */
export function bodyOf(atoms: Atom[]): string {
  const entries: Body['entry'] = [];
  let last: Record<string, unknown> | undefined;
  for (const { wabaId, time, field, value } of atoms) {
    if (field === 'messages' && last !== undefined) {
      for (const key of ['contacts', 'messages', 'statuses', 'errors']) {
        const more = value[key];
        if (Array.isArray(more)) last[key] = [...((last[key] as unknown[] | undefined) ?? []), ...more];
      }
      continue;
    }
    const copy = { ...value };
    last = field === 'messages' ? copy : undefined;
    entries.push({ id: wabaId, ...(time !== undefined && { time }), changes: [{ field, value: copy }] });
  }
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: entries });
  return body.replaceAll(/"#(\d{16,})"/g, '$1');
}
