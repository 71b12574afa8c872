/**
 * The frames of the Realtime protocol, versions 1.0.0 (JSON objects) and 2.0.0 (JSON arrays and binary broadcasts).
 *
 * Pure functions: bytes in, values out. Shapes: supabase-js `lib/serializer.ts`; binary kinds 3 (a client's broadcast)
 * and 4 (a broadcast to a client) are Supabase's own, the rest is Phoenix's.
 */

export type Vsn = '1.0.0' | '2.0.0';

/** A broadcast on its way to members. The body stays as bytes: the server has no need to look into it. */
export interface Broadcast {
  /** Name without the `realtime:` prefix. */
  topic: string;
  event: string;
  encoding: 'json' | 'binary';
  body: Buffer;
  meta?: Record<string, unknown>;
}

/** A frame from a client. `payload` is unchecked, except that of a broadcast, which is a {@link Broadcast}. */
export interface ClientFrame {
  joinRef: string | null;
  ref: string | null;
  /** As on the wire, with `realtime:`. */
  topic: string;
  event: string;
  payload: unknown;
  /** Present when the event is `broadcast` and its content is well formed. */
  broadcast?: Omit<Broadcast, 'topic'>;
}

/** Thrown for bytes that are not a frame; the message says what is wrong. */
export class FrameError extends Error {}

const PUSH_KIND = 3;
const BROADCAST_KIND = 4;
const JSON_ENCODING = 1;
const MAX_FIELD_BYTES = 255;

/** Reads `vsn` of the connection's query string. The server's default is 1.0.0, as hosted. */
export function parseVsn(value: string | null): Vsn | undefined {
  if (value === null || value.startsWith('1.')) return '1.0.0';
  return value.startsWith('2.') ? '2.0.0' : undefined;
}

/** Decodes one WebSocket message. Throws {@link FrameError}. */
export function decodeFrame(vsn: Vsn, data: Buffer, isBinary: boolean): ClientFrame {
  if (isBinary) {
    if (vsn === '1.0.0') throw new FrameError('binary frames need protocol 2.0.0');
    return decodePush(data);
  }
  const value = parseJson(data);
  if (vsn === '2.0.0') {
    if (!Array.isArray(value) || value.length !== 5) throw new FrameError('expected an array of five');
    return textFrame(value[0], value[1], value[2], value[3], value[4]);
  }
  if (!isObject(value)) throw new FrameError('expected an object');
  return textFrame(value.join_ref, value.ref, value.topic, value.event, value.payload);
}

/** Encodes anything but a broadcast (replies, system messages, presence). */
export function encodeMessage(
  vsn: Vsn,
  joinRef: string | null,
  ref: string | null,
  topic: string,
  event: string,
  payload: unknown,
): string {
  if (vsn === '2.0.0') return JSON.stringify([joinRef, ref, topic, event, payload]);
  return JSON.stringify({ topic, event, payload, ref, join_ref: joinRef });
}

/**
 * Encodes a broadcast for a client: kind 4 in version 2.0.0, a JSON object in 1.0.0. Undefined when that version cannot
 * carry it (a binary body in 1.0.0).
 */
export function encodeBroadcast(vsn: Vsn, message: Broadcast): Buffer | string | undefined {
  const wireTopic = `realtime:${message.topic}`;
  if (vsn === '2.0.0') {
    const topic = Buffer.from(wireTopic);
    const event = Buffer.from(message.event);
    const meta = Buffer.from(message.meta ? JSON.stringify(message.meta) : '');
    const fits = [topic, event, meta].every((field) => field.length <= MAX_FIELD_BYTES);
    if (fits) {
      const encoding = message.encoding === 'json' ? JSON_ENCODING : 0;
      const head = Buffer.from([BROADCAST_KIND, topic.length, event.length, meta.length, encoding]);
      return Buffer.concat([head, topic, event, meta, message.body]);
    }
  }
  if (message.encoding === 'binary') return undefined;
  const payload: Record<string, unknown> = {
    type: 'broadcast',
    event: message.event,
    payload: JSON.parse(message.body.toString()),
  };
  if (message.meta) payload.meta = message.meta;
  return encodeMessage(vsn, null, null, wireTopic, 'broadcast', payload);
}

function decodePush(data: Buffer): ClientFrame {
  if (data[0] !== PUSH_KIND || data.length < 7) throw new FrameError('unknown binary frame');
  let offset = 7;
  const field = (index: number): string => {
    const end = offset + (data[index] ?? 0);
    if (end > data.length) throw new FrameError('binary frame is cut off');
    const text = data.toString('utf8', offset, end);
    offset = end;
    return text;
  };
  const [joinRef, ref, topic, event] = [field(1), field(2), field(3), field(4)];
  field(5); // Options such as `persist`, which this server does not offer.
  const encoding = data[6] === JSON_ENCODING ? 'json' : 'binary';
  const body = data.subarray(offset);
  // Every member would choke on broken JSON, so it ends here.
  if (encoding === 'json') parseJson(body);
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic,
    event: 'broadcast',
    payload: undefined,
    broadcast: { event, encoding, body },
  };
}

function textFrame(
  joinRef: unknown,
  ref: unknown,
  topic: unknown,
  event: unknown,
  payload: unknown,
): ClientFrame {
  if (typeof topic !== 'string' || typeof event !== 'string') throw new FrameError('topic or event missing');
  const frame: ClientFrame = { joinRef: refOf(joinRef), ref: refOf(ref), topic, event, payload };
  if (event === 'broadcast' && isObject(payload) && typeof payload.event === 'string') {
    const body = Buffer.from(JSON.stringify(payload.payload ?? {}));
    frame.broadcast = { event: payload.event, encoding: 'json', body };
  }
  return frame;
}

function refOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    throw new FrameError('not JSON');
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
