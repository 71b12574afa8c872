import { isUtf8 } from 'node:buffer';
import { MAX_ROW_LENGTH } from './table_error.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const LF = 10;
const CR = 13;

/**
 * The encoding that the first bytes of a text show, and how many of them are a byte order mark. Without a mark, text in
 * UTF-16 is told by its zero bytes, which stand at every second place where it is Latin; all else is taken for UTF-8.
 */
export function detectEncoding(head: Uint8Array): { encoding: Encoding; mark: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  const pairs = Math.min(head.length, 4096) >> 1;
  const zeros = [0, 0];
  for (let i = 0; i < pairs * 2; i++) if (head[i] === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > pairs * 0.4 && even < pairs * 0.1) return { encoding: 'utf-16le', mark: 0 };
  if (even > pairs * 0.4 && odd < pairs * 0.1) return { encoding: 'utf-16be', mark: 0 };
  return { encoding: 'utf-8', mark: 0 };
}

/** Turns bytes into text, a block at a time. `found()` tells the encodings that were met. */
export interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
  found(): Encoding | 'utf-8, windows-1252';
}

/**
 * Decodes a file. Lines that are no valid UTF-8 are read as windows-1252, line by line: files that were put together from two
 * sources exist, and a stray byte far down must not spoil what comes before it.
 * @param forced the encoding that somebody chose; then nothing is guessed
 */
export function createDecoder(encoding: Encoding, forced: boolean): Decoder {
  if (encoding === 'utf-8' && !forced) return createLineDecoder();
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return {
    write: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
    found: () => encoding,
  };
}

function createLineDecoder(): Decoder {
  const windows1252 = new TextDecoder('windows-1252');
  let rest = Buffer.alloc(0);
  let hasUtf8 = false;
  let hasWindows = false;

  function decodeLines(bytes: Buffer): string {
    if (isUtf8(bytes)) {
      const text = bytes.toString('utf8');
      hasUtf8 ||= text.length !== bytes.length;
      return text;
    }
    let text = '';
    let start = 0;
    while (start < bytes.length) {
      let end = bytes.indexOf(LF, start) + 1;
      if (end === 0) end = bytes.length;
      const line = bytes.subarray(start, end);
      if (isUtf8(line)) {
        const decoded = line.toString('utf8');
        hasUtf8 ||= decoded.length !== line.length;
        text += decoded;
      } else {
        hasWindows = true;
        text += windows1252.decode(line);
      }
      start = end;
    }
    return text;
  }

  return {
    write(bytes) {
      const block = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      let end = block.lastIndexOf(LF) + 1;
      if (end === 0) end = block.lastIndexOf(CR) + 1;
      // A line that does not end is given on in pieces; the reader of rows will refuse it.
      if (end === 0 && block.length > MAX_ROW_LENGTH) end = block.length;
      rest = Buffer.from(block.subarray(end));
      return end === 0 ? '' : decodeLines(block.subarray(0, end));
    },
    end() {
      const last = rest;
      rest = Buffer.alloc(0);
      return decodeLines(last);
    },
    found: () => (hasWindows ? (hasUtf8 ? 'utf-8, windows-1252' : 'windows-1252') : 'utf-8'),
  };
}
