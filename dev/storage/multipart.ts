import { refusals } from './errors.ts';

/** A form that is being received: its fields, and its one file as a stream that must be read to the end. */
export interface Form {
  fields: Record<string, string>;
  contentType: string;
  file: AsyncGenerator<Buffer>;
}

const HEADERS_END = Buffer.from('\r\n\r\n');
const MOST_HEADER = 16 * 1024;
const MOST_FIELD = 64 * 1024;

/**
 * Reads a multipart/form-data body (RFC 7578) as supabase-js sends it from a browser: some fields, then the file. Memory is
 * bounded by the size of one field, whatever the size of the file.
 */
export async function readForm(body: AsyncIterable<Uint8Array>, contentType: string): Promise<Form> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (boundary === null) throw refusals.invalidRequest('The form has no boundary');
  const reader = createPartReader(body, Buffer.from(`\r\n--${boundary[1] ?? boundary[2] ?? ''}`));
  const fields: Record<string, string> = {};
  for (;;) {
    const headers = await reader.nextPart();
    if (headers === null) throw refusals.invalidRequest('The form has no file');
    const name = /;\s*name="([^"]*)"/i.exec(headers)?.[1] ?? '';
    if (/;\s*filename=/i.test(headers)) {
      const type = /^content-type:\s*(.+)$/im.exec(headers)?.[1]?.trim() ?? 'application/octet-stream';
      return { fields, contentType: type, file: reader.content() };
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of reader.content()) {
      size += chunk.length;
      if (size > MOST_FIELD) throw refusals.invalidRequest(`The field ${name} is too long`);
      chunks.push(chunk);
    }
    fields[name] = Buffer.concat(chunks).toString('utf8');
  }
}

function createPartReader(body: AsyncIterable<Uint8Array>, delimiter: Buffer) {
  const source = body[Symbol.asyncIterator]();
  // The first boundary has no line break before it; with one it looks like all the others.
  let buffer: Buffer = Buffer.from('\r\n');
  let isBody = true;

  async function more(): Promise<void> {
    const next = await source.next();
    if (next.done) throw refusals.invalidRequest('The form ends too early');
    buffer = Buffer.concat([buffer, next.value]);
  }

  /** Yields what comes before the next boundary and stops behind it. */
  async function* content(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = buffer.indexOf(delimiter);
      if (at !== -1) {
        const rest = buffer.subarray(0, at);
        buffer = buffer.subarray(at + delimiter.length);
        isBody = false;
        if (rest.length > 0) yield rest;
        return;
      }
      // A boundary may be cut in two: its possible beginning is kept back.
      const safe = buffer.length - delimiter.length;
      if (safe > 0) {
        const ready = buffer.subarray(0, safe);
        buffer = buffer.subarray(safe);
        yield ready;
      }
      await more();
    }
  }

  return {
    content,
    /** The headers of the next part, null behind the last one. */
    async nextPart(): Promise<string | null> {
      if (isBody) for await (const _ of content());
      while (buffer.length < 2) await more();
      if (buffer.subarray(0, 2).toString() === '--') return null;
      let end = buffer.indexOf(HEADERS_END);
      while (end === -1) {
        if (buffer.length > MOST_HEADER) throw refusals.invalidRequest('The headers of a part are too long');
        await more();
        end = buffer.indexOf(HEADERS_END);
      }
      const headers = buffer.subarray(2, end).toString('utf8');
      buffer = buffer.subarray(end + HEADERS_END.length);
      isBody = true;
      return headers;
    },
  };
}
