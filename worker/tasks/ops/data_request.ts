import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { Storage } from '../../storage.ts';
import { filesToSearch, findPersonInFiles } from '../contacts/find_person.ts';

/** Messages read at once, and rows a step of an erasure looks at: bounds memory and the length of a transaction. */
const PAGE = 500;
const STEP = 2_000;

export const dataRequestPayload = z.object({ key: z.uuid() });

const erasureStep = z.discriminatedUnion('next', [
  z.object({ next: z.enum(['more', 'wait', 'done']) }),
  filesToSearch.extend({ next: z.literal('search') }),
]);

interface Beginning {
  organization_id: string;
  brand_id: string;
  copy: Record<string, unknown[]>;
}

interface PersonMessage {
  message: { id: string };
  files: string[];
}

/**
 * Works on a person's demand: a copy of everything the brand holds about him, as a zip of JSON and media in the bucket
 * exports, or his erasure, step by step. Whoever takes the job after a crash goes on: an export is made anew under the same
 * name, an erasure continues where it was. Memory does not grow with the person's messages.
 */
export function createDataRequest(deps: {
  sql: Database;
  /** Null without Storage: exports then cannot be kept, and no import has a file. */
  storage: Pick<Storage, 'download' | 'upload'> | null;
  log: Logger;
}) {
  const { sql, storage, log } = deps;

  return async function dataRequest(
    payload: unknown,
    { stopping }: { stopping: AbortSignal },
  ): Promise<void> {
    const id = dataRequestPayload.parse(payload).key;
    await sql`select private.answer('ops/data_request', ${id})`;
    const [row] = await sql<{ beginning: Beginning | null }[]>`
      select private.begin_person_export(${id}) as beginning`;
    if (row?.beginning) await exportPerson(id, row.beginning);
    else await erasePerson(id, stopping);
  };

  async function erasePerson(id: string, stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const [row] = await sql<{ step: unknown }[]>`select private.erase_person(${id}, ${STEP}) as step`;
      const step = erasureStep.parse(row?.step);
      if (step.next === 'done') return log.info('person_erased', { data_request_id: id });
      // The bell for waiting requests rings every minute.
      if (step.next === 'wait') return;
      if (step.next === 'search') {
        const imports = storage ? await findPersonInFiles(storage, step) : [];
        await sql`select private.erase_import_files(${id}, ${imports})`;
      }
    }
  }

  async function exportPerson(id: string, { organization_id, brand_id, copy }: Beginning): Promise<void> {
    if (!storage) {
      await sql`select private.end_data_request(${id}, null, null, 'This installation has no Storage for the worker.')`;
      return;
    }
    const folder = await mkdtemp(join(tmpdir(), 'wabase-export-'));
    try {
      const file = join(folder, 'person.zip');
      const counts = await writeZip(id, copy, file, storage);
      const path = `${organization_id}/${brand_id}/${id}/person.zip`;
      await storage.upload('exports', path, file, 'application/zip');
      await sql`select private.end_data_request(${id}, ${path}, ${sql.json(counts)}, null)`;
      log.info('person_exported', { data_request_id: id, ...counts });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async function writeZip(
    id: string,
    copy: Record<string, unknown[]>,
    file: string,
    from: Pick<Storage, 'download'>,
  ): Promise<{ messages: number; files: number }> {
    const zip = new ZipFile();
    const written = pipeline(zip.outputStream, createWriteStream(file));
    const counts = { messages: 0, files: 0 };
    for (const [table, rows] of Object.entries(copy))
      zip.addBuffer(Buffer.from(JSON.stringify(rows, null, 2)), `${table}.json`);
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const [row] = await sql<{ page: PersonMessage[] | null }[]>`
        select private.read_person_messages(${id}, ${after}, ${PAGE}) as page`;
      const page = row?.page;
      if (!page) break;
      const number = String(Math.floor(counts.messages / PAGE) + 1).padStart(4, '0');
      zip.addBuffer(
        Buffer.from(
          JSON.stringify(
            page.map(({ message }) => message),
            null,
            2,
          ),
        ),
        `messages-${number}.json`,
      );
      for (const name of page.flatMap(({ files }) => files)) {
        const [message, own] = name.split('/').slice(-2);
        zip.addReadStreamLazy(`media/${message}/${own}`, (give) => {
          from
            .download('media', name)
            // The stream of fetch and that of Node are one type at run time, two in the type libraries.
            .then((body) => give(null, Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])))
            .catch((error) => give(error, Readable.from([])));
        });
        counts.files += 1;
      }
      counts.messages += page.length;
      after = page.at(-1)?.message.id ?? after;
    }
    zip.end();
    await written;
    return counts;
  }
}
