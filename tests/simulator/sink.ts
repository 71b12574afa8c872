import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const statusSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  timestamp: z.string(),
  recipient_id: z.string().optional(),
  recipient_user_id: z.string().optional(),
  biz_opaque_callback_data: z.string().optional(),
  pricing: z.looseObject({ category: z.string() }).optional(),
  errors: z.array(z.looseObject({ code: z.number() })).optional(),
});
export type Status = z.infer<typeof statusSchema>;

const changeSchema = z.object({
  field: z.string(),
  value: z.looseObject({
    contacts: z.array(z.looseObject({})).optional(),
    messages: z.array(z.looseObject({ type: z.string() })).optional(),
    statuses: z.array(statusSchema).optional(),
  }),
});
export type Change = z.infer<typeof changeSchema>;

const bodySchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.object({ id: z.string(), changes: z.array(changeSchema) })),
});

interface Post {
  raw: Buffer;
  headers: IncomingHttpHeaders;
  answered: number;
}

/** A webhook receiver that remembers what came and can be waited for. */
export interface Sink {
  url: string;
  posts: Post[];
  /** Answers with these statuses first, then 200. */
  answerWith(...statuses: number[]): void;
  /** Everything in the POSTs that were answered with 200. */
  changes(): Change[];
  statuses(): Status[];
  /** Resolves with the result of `test` as soon as it is true for what has arrived. */
  until<T>(test: () => T | undefined | false): Promise<T>;
  close(): Promise<void>;
}

/** Starts a receiver on a free port. */
export async function createSink(): Promise<Sink> {
  const posts: Post[] = [];
  const planned: number[] = [];
  let watchers: (() => void)[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://sink');
    if (request.method === 'GET') {
      const isKnown = url.searchParams.get('hub.verify_token') === 'verify-me';
      response.writeHead(isKnown ? 200 : 403).end(isKnown ? url.searchParams.get('hub.challenge') : '');
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answered = planned.shift() ?? 200;
      posts.push({ raw: Buffer.concat(chunks), headers: request.headers, answered });
      response.writeHead(answered).end();
      for (const watch of watchers) watch();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP listener has an AddressInfo.
  const { port } = server.address() as AddressInfo;

  function changes(): Change[] {
    return posts
      .filter((post) => post.answered === 200)
      .flatMap((post) => bodySchema.parse(JSON.parse(post.raw.toString())).entry)
      .flatMap((entry) => entry.changes);
  }

  return {
    url: `http://127.0.0.1:${port}/webhook`,
    posts,
    answerWith: (...statuses) => planned.push(...statuses),
    changes,
    statuses: () => changes().flatMap((change) => change.value.statuses ?? []),
    until(test) {
      return new Promise((resolve) => {
        const watch = () => {
          const result = test();
          if (result === undefined || result === false) return;
          watchers = watchers.filter((one) => one !== watch);
          resolve(result);
        };
        watchers.push(watch);
        watch();
      });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
