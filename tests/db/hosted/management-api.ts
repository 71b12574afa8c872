import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A deployment as the CLI posted it. */
export interface Deployment {
  slug: string;
  /** Uploaded files by their path in the project. */
  files: Map<string, string>;
  metadata: Record<string, unknown>;
}

export interface ManagementApi {
  url: string;
  deployments: Deployment[];
  close(): Promise<void>;
}

/** The part of Supabase's Management API that `functions deploy --use-api` talks to; it keeps what it is given. */
export async function startManagementApi(): Promise<ManagementApi> {
  const deployments: Deployment[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.setHeader('content-type', 'application/json');
    if (!url.pathname.endsWith('/functions/deploy')) {
      response.end('[]');
      return;
    }
    const slug = url.searchParams.get('slug') ?? '';
    deployments.push(
      await readDeployment(slug, request.headers['content-type'] ?? '', Buffer.concat(chunks)),
    );
    response.statusCode = 201;
    response.end(JSON.stringify(answerFor(slug)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deployments,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readDeployment(slug: string, contentType: string, body: Buffer): Promise<Deployment> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData();
  const files = new Map<string, string>();
  for (const part of form.getAll('file')) {
    if (typeof part !== 'string') files.set(part.name, await part.text());
  }
  const metadata = form.get('metadata');
  const text = typeof metadata === 'string' ? metadata : ((await metadata?.text()) ?? '{}');
  return { slug, files, metadata: JSON.parse(text) as Record<string, unknown> };
}

function answerFor(slug: string) {
  const paths = { entrypoint_path: 'index.ts', import_map: true, import_map_path: 'deno.json' };
  return {
    id: slug,
    slug,
    name: slug,
    status: 'ACTIVE',
    version: 1,
    created_at: 1,
    updated_at: 1,
    verify_jwt: false,
    ...paths,
  };
}
