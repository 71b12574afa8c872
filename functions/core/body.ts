import { type Bytes, fromUtf8 } from './encoding.ts';
import { appError } from './errors.ts';

/**
 * Reads a body of at most `limit` bytes; null when it is larger.
 * A declared length is checked before a byte is read (HTTP then guarantees it); a chunked body is read only until
 * it passes the limit, so that memory stays bounded whatever the sender says.
 */
export async function readBytes(request: Request, limit: number): Promise<Bytes | null> {
  const declared = request.headers.get('content-length');
  if (declared !== null && /^\d+$/.test(declared)) {
    return Number(declared) > limit ? null : new Uint8Array(await request.arrayBuffer());
  }
  if (!request.body) {
    return new Uint8Array(0);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/**
 * Reads a JSON body of at most `limit` bytes.
 * @throws AppError body_too_large, body_invalid
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const bytes = await readBytes(request, limit);
  if (!bytes) {
    throw appError('body_too_large', { hint: `At most ${limit} bytes are accepted.` });
  }
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch (cause) {
    throw appError('body_invalid', { cause });
  }
}
