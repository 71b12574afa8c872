import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { readJson } from './body.ts';
import { type CallerDesk, createCallerDesk } from './caller.ts';
import { createObjectTable, type ObjectTable } from './database.ts';
import { sendObject } from './download.ts';
import { refusals, toStorageError } from './errors.ts';
import { createFiles, type Files } from './files.ts';
import { parseObjectKey, requireName } from './keys.ts';
import { createObjects, type Objects, parse, parseMove } from './objects.ts';
import { createUploads, type Uploads } from './uploads.ts';

export interface StorageConfig {
  /** Role supabase_storage_admin. */
  dbUrl: string;
  jwtSecret: string;
  apiKeys: string[];
  /** Where the contents are kept. */
  folder: string;
}

/** How long a signed upload URL is good for, as hosted. */
const UPLOAD_SECONDS = 2 * 60 * 60;

const expiresIn = z.number().int().min(1);
const signRequest = z.object({ expiresIn });
const signManyRequest = z.object({ expiresIn, paths: z.array(z.string()).min(1).max(1000) });

interface Services {
  desk: CallerDesk;
  table: ObjectTable;
  files: Files;
  objects: Objects;
  uploads: Uploads;
}

/** One request, and the part of its path behind the route. */
interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  rest: string;
  query: URLSearchParams;
}

/** Answers with JSON what it returns; undefined when it has answered itself. */
type Handler = (services: Services, call: Call) => Promise<unknown>;

/** `<method> <beginning of the path>` → handler; the longest that fits wins. */
const ROUTES: Record<string, Handler> = {
  'GET object/sign/': downloadSigned,
  'HEAD object/sign/': downloadSigned,
  'GET object/info/authenticated/': info,
  'GET object/info/': info,
  'GET object/authenticated/': download,
  'HEAD object/authenticated/': download,
  'GET object/': download,
  'HEAD object/': download,
  'POST object/sign/': sign,
  'POST object/upload/sign/': signUpload,
  'PUT object/upload/sign/': uploadSigned,
  'POST object/list/': async ({ desk, objects }, { request, rest }) =>
    objects.list(await desk.of(request), decodeURIComponent(rest), await readJson(request)),
  'POST object/move': async ({ desk, objects }, { request }) =>
    objects.move(await desk.of(request), await readJson(request)),
  'POST object/copy': async ({ desk, uploads }, { request }) => {
    const { from, to } = parseMove(await readJson(request));
    return uploads.copy(await desk.of(request), from, to, wantsUpsert(request));
  },
  'POST object/': async ({ desk, uploads }, { request, rest }) =>
    uploads.upload(await desk.of(request), request, parseObjectKey(rest), wantsUpsert(request)),
  'PUT object/': async ({ desk, uploads }, { request, rest }) =>
    uploads.upload(await desk.of(request), request, parseObjectKey(rest), true),
  'DELETE object/': remove,
};

/**
 * A Storage server for development: what supabase-js's storage client uses, with Supabase's meaning of the policies on
 * storage.objects (upload is INSERT, upsert also SELECT and UPDATE, reading SELECT, removing DELETE and SELECT).
 */
export function createStorageServer(config: StorageConfig): { server: Server; close(): Promise<void> } {
  const table = createObjectTable(config.dbUrl);
  const files = createFiles(config.folder);
  const desk = createCallerDesk(config);
  const services: Services = {
    desk,
    table,
    files,
    objects: createObjects({ objects: table, files }),
    uploads: createUploads({ objects: table, files }),
  };
  const server = createServer((request, response) => {
    handle(services, request, response).catch((error: unknown) => refuse(request, response, error));
  });
  server.requestTimeout = 0; // a slow upload of a large file is not an attack on a developer's machine
  return { server, close: () => table.close() };
}

async function handle(services: Services, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '', query = ''] = (request.url ?? '/').split('?', 2);
  if (path === '/healthz') return answer(response, { status: 'ok' });
  const inside = path.replace(/^\/storage\/v1\//, '');
  const wanted = `${request.method} ${inside}`;
  const route = Object.keys(ROUTES)
    .filter((beginning) => wanted.startsWith(beginning))
    .sort((a, b) => b.length - a.length)[0];
  const handler = ROUTES[route ?? ''];
  if (route === undefined || handler === undefined) throw refusals.noRoute(request.method ?? '', path);
  const rest = wanted.slice(route.length);
  const result = await handler(services, { request, response, rest, query: new URLSearchParams(query) });
  if (result !== undefined) answer(response, result);
}

async function download({ desk, table, files }: Services, { request, response, rest, query }: Call) {
  const object = await table.find(
    await desk.of(request),
    parseObjectKey(rest),
    'storage.object.get_authenticated',
  );
  await sendObject(files, request, response, object, query.get('download'));
}

async function downloadSigned({ desk, table, files }: Services, { request, response, rest, query }: Call) {
  const key = parseObjectKey(rest);
  await desk.verify('download', key, query.get('token'));
  await sendObject(files, request, response, await table.findSigned(key), query.get('download'));
}

async function info({ desk, objects }: Services, { request, rest }: Call) {
  return objects.info(await desk.of(request), parseObjectKey(rest));
}

async function sign({ desk, table }: Services, { request, rest }: Call) {
  const caller = await desk.of(request);
  const body = await readJson(request);
  if (rest.includes('/')) {
    const key = parseObjectKey(rest);
    const { expiresIn: seconds } = parse(signRequest, body);
    await table.find(caller, key, 'storage.object.sign');
    return { signedURL: signedPath('sign', key, await desk.sign('download', key, seconds)) };
  }
  const { paths, expiresIn: seconds } = parse(signManyRequest, body);
  const bucket = decodeURIComponent(rest);
  const visible = await table.asCaller(
    caller,
    'storage.object.sign_many',
    (transaction) => transaction<{ name: string }[]>`
      select name from storage.objects where bucket_id = ${bucket} and name = any (${paths})`,
  );
  const names = new Set(visible.map(({ name }) => name));
  return Promise.all(
    paths.map(async (path) => {
      if (!names.has(path)) {
        return {
          error: 'Either the object does not exist or you do not have access to it',
          path,
          signedURL: null,
        };
      }
      const key = { bucket, name: path };
      return {
        error: null,
        path,
        signedURL: signedPath('sign', key, await desk.sign('download', key, seconds)),
      };
    }),
  );
}

async function signUpload({ desk, uploads }: Services, { request, rest }: Call) {
  const caller = await desk.of(request);
  const key = parseObjectKey(rest);
  const upsert = wantsUpsert(request);
  await readJson(request);
  await uploads.requireRight(caller, key, upsert);
  const token = await desk.sign('upload', key, UPLOAD_SECONDS, { owner: caller.userId, upsert });
  return { url: signedPath('upload/sign', key, token), token };
}

async function uploadSigned({ desk, uploads }: Services, { request, rest, query }: Call) {
  const key = parseObjectKey(rest);
  const { owner, upsert } = await desk.verify('upload', key, query.get('token'));
  return uploads.uploadSigned(request, key, owner, upsert);
}

async function remove({ desk, objects }: Services, { request, rest }: Call) {
  const caller = await desk.of(request);
  if (rest.includes('/')) return objects.removeOne(caller, parseObjectKey(rest));
  const body = await readJson(request);
  return objects.remove(caller, decodeURIComponent(rest), body);
}

function wantsUpsert(request: IncomingMessage): boolean {
  return request.headers['x-upsert'] === 'true';
}

function signedPath(route: string, key: { bucket: string; name: string }, token: string): string {
  return `/object/${route}/${key.bucket}/${requireName(key.name)}?token=${token}`;
}

function answer(response: ServerResponse, body: unknown, status = 200): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** What is left of the request is read first: a client that is still sending would see a broken connection instead. */
function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const refusal = toStorageError(error);
  if (refusal.code === 'InternalError') console.error(error);
  if (response.headersSent || response.destroyed) return void response.destroy();
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const { code, error: short, message, statusCode } = refusal;
  const tell = () =>
    answer(
      response,
      { statusCode: String(statusCode), code, error: short, message },
      statusCode === 500 ? 500 : 400,
    );
  if (request.readableEnded || request.destroyed) tell();
  else request.on('end', tell).resume();
}
