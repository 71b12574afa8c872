import { randomBytes } from 'node:crypto';

/** What becomes of a message, as bits: which statuses it gets. */
export const FATE = { sent: 1, delivered: 2, read: 4, failed: 8, skipDelivered: 16 } as const;

/** Stages a status can report, in the order they are numbered in the log. */
export const STAGES = ['sent', 'delivered', 'read', 'failed'] as const;
export type Stage = (typeof STAGES)[number];

/** Pricing categories of facts: what `pricing.category` says on the status. */
export const CATEGORIES = ['service', 'utility', 'marketing', 'authentication', 'marketing_lite'] as const;
export type Category = (typeof CATEGORIES)[number];

/** One accepted send, as it is written. `reference` fields are read back with the getters of the log. */
export interface SendRecord {
  numberIndex: number;
  fate: number;
  failCode: number;
  category: number;
  /** True when addressed by `recipient` (a BSUID) instead of a phone. */
  byUserId: boolean;
  acceptedAt: number;
  to: string;
  biz: string;
}

export interface SendLog {
  /** Writes a record, returns its reference (stable until `clear`). */
  append(record: SendRecord): number;
  /** Reads a record; undefined when it is so old that its chunk was dropped. */
  read(ref: number): SendRecord | undefined;
  fate(ref: number): number;
  numberIndex(ref: number): number;
  /** Highest stage whose webhook went out: 0 none, 1 sent, 2 delivered, 3 read, 4 failed. */
  reached(ref: number): number;
  reach(ref: number, stage: number): void;
  /** Says that no more statuses will come for the message: its chunk may be dropped. */
  settle(ref: number): void;
  /** The wamid of a reference: made from it, so that it need not be kept. */
  wamid(ref: number): string;
  each(visit: (record: SendRecord) => void): void;
  clear(): void;
}

const CHUNK = 1 << 20;
const HEAD = 18;
/** Records that are settled are kept for /_sim/stats?biz_prefix= up to this many bytes (about 6 million sends). */
const KEEP_CHUNKS = 400;

interface Chunk {
  bytes: Buffer;
  used: number;
  open: number;
}

/**
 * Accepted sends in chunks of raw bytes (about 70 bytes each), outside the garbage-collected heap. Objects were
 * rejected: a million of them with their strings are 90 MB of heap that every major collection has to walk.
 */
export function createSendLog(): SendLog {
  let chunks: (Chunk | undefined)[] = [];
  let kept = 0;
  let oldest = 0;
  // Random per run and per reset: wamids are unique keys in the database of whoever sends.
  let epoch = newEpoch();

  function newEpoch(): string {
    return randomBytes(9).toString('base64').replaceAll('+', 'x').replaceAll('/', 'y');
  }

  function chunkOf(ref: number): Chunk | undefined {
    return chunks[Math.floor(ref / CHUNK)];
  }

  function dropOldest(): void {
    while (kept > KEEP_CHUNKS && oldest < chunks.length - 1) {
      const chunk = chunks[oldest];
      if (chunk !== undefined && chunk.open > 0) return;
      chunks[oldest] = undefined;
      oldest += 1;
      kept -= 1;
    }
  }

  function readAt(bytes: Buffer, at: number): SendRecord {
    const toLength = bytes[at + 7] ?? 0;
    const bizLength = bytes.readUInt16LE(at + 16);
    const bizAt = at + HEAD + toLength;
    return {
      numberIndex: bytes.readUInt16LE(at),
      fate: bytes[at + 2] ?? 0,
      category: bytes[at + 4] ?? 0,
      byUserId: bytes[at + 5] === 1,
      failCode: bytes.readUInt32LE(at + 8),
      acceptedAt: bytes.readUInt32LE(at + 12),
      to: bytes.toString('latin1', at + HEAD, bizAt),
      biz: bytes.toString('utf8', bizAt, bizAt + bizLength),
    };
  }

  return {
    append(record) {
      const bizLength = Buffer.byteLength(record.biz);
      const size = HEAD + record.to.length + bizLength;
      let chunk = chunks[chunks.length - 1];
      if (chunk === undefined || chunk.used + size > CHUNK) {
        chunk = { bytes: Buffer.allocUnsafeSlow(CHUNK), used: 0, open: 0 };
        chunks.push(chunk);
        kept += 1;
        dropOldest();
      }
      const { bytes, used: at } = chunk;
      bytes.writeUInt16LE(record.numberIndex, at);
      bytes[at + 2] = record.fate;
      bytes[at + 3] = 0;
      bytes[at + 4] = record.category;
      bytes[at + 5] = record.byUserId ? 1 : 0;
      bytes[at + 6] = 0;
      bytes[at + 7] = record.to.length;
      bytes.writeUInt32LE(record.failCode, at + 8);
      bytes.writeUInt32LE(record.acceptedAt, at + 12);
      bytes.writeUInt16LE(bizLength, at + 16);
      bytes.write(record.to, at + HEAD, 'latin1');
      bytes.write(record.biz, at + HEAD + record.to.length, 'utf8');
      chunk.used += size;
      chunk.open += 1;
      return (chunks.length - 1) * CHUNK + at;
    },
    read(ref) {
      const chunk = chunkOf(ref);
      return chunk === undefined ? undefined : readAt(chunk.bytes, ref % CHUNK);
    },
    fate: (ref) => chunkOf(ref)?.bytes[(ref % CHUNK) + 2] ?? 0,
    numberIndex(ref) {
      const bytes = chunkOf(ref)?.bytes;
      return bytes === undefined ? -1 : bytes.readUInt16LE(ref % CHUNK);
    },
    reached: (ref) => chunkOf(ref)?.bytes[(ref % CHUNK) + 3] ?? 0,
    reach(ref, stage) {
      const chunk = chunkOf(ref);
      if (chunk !== undefined) chunk.bytes[(ref % CHUNK) + 3] = stage;
    },
    settle(ref) {
      const chunk = chunkOf(ref);
      if (chunk !== undefined) chunk.open -= 1;
    },
    wamid: (ref) => `wamid.HBgL${epoch}${ref.toString(36).padStart(9, '0')}AA==`,
    each(visit) {
      for (const chunk of chunks) {
        if (chunk === undefined) continue;
        for (let at = 0; at < chunk.used; ) {
          const record = readAt(chunk.bytes, at);
          at += HEAD + (chunk.bytes[at + 7] ?? 0) + chunk.bytes.readUInt16LE(at + 16);
          visit(record);
        }
      }
    },
    clear() {
      chunks = [];
      kept = 0;
      oldest = 0;
      epoch = newEpoch();
    },
  };
}
