import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../functions/core/log.ts';
import { createGraphClient } from '../../functions/whatsapp/client.ts';
import { createWorkerDatabase } from '../../worker/database.ts';
import { StorageFailure } from '../../worker/storage.ts';
import { createHeaderSample } from '../../worker/tasks/templates/header_sample.ts';
import { createTemplateSubmission } from '../../worker/tasks/templates/submit.ts';
import { createPooledTransport } from '../../worker/transport.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { PHONE_NUMBER_ID, TOKEN, WABA_ID } from '../support/tenant.ts';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(300_000)]);
const account = { phone_number_id: PHONE_NUMBER_ID, waba_id: WABA_ID, token: TOKEN };

let pipeline: Pipeline;
let close: () => Promise<void>;
let graph: ReturnType<typeof createGraphClient>;
/** What Storage holds. */
const files = new Map<string, Buffer>();
const storage = {
  async download(_bucket: string, path: string): Promise<ReadableStream<Uint8Array>> {
    const file = files.get(path);
    if (file === undefined) throw new StorageFailure('NoSuchKey', 404, 'there is none');
    return new Blob([new Uint8Array(file)]).stream();
  },
};

beforeAll(async () => {
  pipeline = await startPipeline();
  const { transport, close: end } = createPooledTransport({ connections: 4 });
  close = end;
  graph = createGraphClient({ baseUrl: `${pipeline.simulatorUrl}/v26.0`, request: transport });
});
afterAll(async () => {
  await close();
  await pipeline.stop();
});

test('a sample goes to Meta and its handle into the header of the template', async () => {
  const { sql, tenant } = pipeline;
  const path = `${tenant.organizationId}/${tenant.brandId}/1/cat.png`;
  files.set(path, PNG);
  const [row] = await sql<{ id: string }[]>`
    insert into public.templates (organization_id, brand_id, waba_id, name, language, category, review_status, submission,
      components)
    values (${tenant.organizationId}, ${tenant.brandId}, ${WABA_ID}, 'with_picture', 'en_US', 'UTILITY', 'approved', 'queued',
      ${sql.json([
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: [path] } },
        { type: 'BODY', text: 'Look.' },
      ])})
    returning id`;
  const database = createWorkerDatabase(pipeline.database.url('wabase_worker'), 1);
  const log = createLogger({ level: 'error' });
  const credentials = { read: async () => account };
  const submit = createTemplateSubmission({ sql: database, graph, storage, credentials, log });
  await submit({ key: row?.id });
  await database.end();
  const page = await graph.listTemplates(WABA_ID, TOKEN, { name: 'with_picture' });
  expect(page.kind === 'ok' && page.value.data[0]?.components?.[0]).toEqual({
    type: 'HEADER',
    format: 'IMAGE',
    example: { header_handle: [expect.stringMatching(/^4::/)] },
  });
  expect(
    await sql`select submission, submission_error from public.templates where id = ${row?.id ?? ''}`,
  ).toEqual([{ submission: 'submitted', submission_error: null }]);
});

test('an upload that is cut goes on from where Meta has it', async () => {
  files.set('cat.png', PNG);
  await pipeline.changeFaults({ upload_cut_bytes: 100_000 });
  const sizes: number[] = [];
  const watched = {
    ...graph,
    continueUpload(...args: Parameters<typeof graph.continueUpload>) {
      sizes.push(args[2].length);
      return graph.continueUpload(...args);
    },
  };
  const handle = await createHeaderSample({ graph: watched, storage })(account, 'cat.png', 'IMAGE');
  expect(handle).toMatch(/^4::/);
  expect(sizes).toEqual([PNG.length, PNG.length - 100_000]);
  await pipeline.changeFaults({ upload_cut_bytes: 0 });
});

test('what Meta would refuse is said before anything is sent', async () => {
  files.set('lie.png', Buffer.from('%PDF-1.7 pretends'));
  files.set('large.png', Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]));
  const upload = createHeaderSample({ graph, storage });
  await expect(upload(account, 'lie.png', 'IMAGE')).rejects.toThrow(/image\/jpeg or image\/png/);
  await expect(upload(account, 'lie.png', 'DOCUMENT')).resolves.toMatch(/^4::/);
  await expect(upload(account, 'cat.png', 'VIDEO')).rejects.toThrow(/video\/mp4/);
  await expect(upload(account, 'large.png', 'IMAGE')).rejects.toThrow(/too large: .* 5 MB/);
  await expect(upload(account, 'nowhere.png', 'IMAGE')).rejects.toThrow(/not there any more/);
  await expect(createHeaderSample({ graph, storage: null })(account, 'cat.png', 'IMAGE')).rejects.toThrow(
    /no file storage/,
  );
});
