import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorBody, type Refusal, refuse } from './graph-errors.ts';
import { replyJson } from './http.ts';
import type { Json } from './json.ts';
import type { Settings } from './settings.ts';

/** What Meta's resumable upload takes for the sample of a template's header (facts §6.1). */
const TYPES = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'];
const MAX_BYTES = 100 * 1024 * 1024;

interface Upload {
  length: number;
  /** Bytes that came; the file itself is of no use here. */
  received: number;
  wasCut: boolean;
}

/** Sessions of Graph's resumable upload: opened for an app, filled from an offset, each whole one gives a handle. */
export function createUploads(settings: Settings) {
  const sessions = new Map<string, Upload>();
  const handles = new Set<string>();

  return {
    /** POST /{app}/uploads */
    open(query: URLSearchParams): Json | Refusal {
      const length = Number(query.get('file_length'));
      const type = query.get('file_type') ?? '';
      if (!Number.isInteger(length) || length < 1 || length > MAX_BYTES) {
        return refuse(100, `Param file_length must be 1 to ${MAX_BYTES}.`);
      }
      if (!TYPES.includes(type)) return refuse(100, `Param file_type must be one of ${TYPES.join(', ')}.`);
      const id = `upload:${randomUUID()}`;
      sessions.set(id, { length, received: 0, wasCut: false });
      return { id };
    },

    /** GET /{session} */
    offset(id: string): Json | Refusal {
      const upload = sessions.get(id);
      return upload === undefined
        ? refuse(100, 'Unknown upload session.')
        : { id, file_offset: upload.received };
    },

    /** POST /{session}: takes bytes as they come, so that what came before a cut is kept. */
    receive(id: string, request: IncomingMessage, response: ServerResponse): void {
      const upload = sessions.get(id);
      const refuseWith = (message: string) => replyJson(response, 400, errorBody(refuse(100, message)));
      if (upload === undefined || Number(request.headers.file_offset) !== upload.received) {
        refuseWith(upload ? `Header file_offset must be ${upload.received}.` : 'Unknown upload session.');
        return;
      }
      const cutAt = upload.wasCut ? 0 : settings.faults.upload_cut_bytes;
      request.on('data', (bytes: Buffer) => {
        if (request.destroyed) return;
        const kept = cutAt === 0 ? bytes.length : Math.min(bytes.length, cutAt - upload.received);
        upload.received += kept;
        if (cutAt > 0 && upload.received >= cutAt) {
          upload.wasCut = true;
          request.destroy();
        }
      });
      request.on('error', () => {});
      request.on('end', () => {
        if (upload.received !== upload.length) {
          refuseWith(`The upload has ${upload.received} of ${upload.length} bytes.`);
          return;
        }
        const handle = `4::${Buffer.from(id).toString('base64url')}`;
        handles.add(handle);
        replyJson(response, 200, JSON.stringify({ h: handle }));
      });
    },

    /** Whether a handle of ours was never given out; handles of other origin are anybody's. */
    isInvented: (handle: string) => handle.startsWith('4::') && !handles.has(handle),

    clear(): void {
      sessions.clear();
      handles.clear();
    },
  };
}

export type Uploads = ReturnType<typeof createUploads>;
