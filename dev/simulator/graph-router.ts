import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorBody, isRefusal, type Refusal, refuse, refuseUnknownObject, statusOf } from './graph-errors.ts';
import { bearerOf, readBody, replyJson } from './http.ts';
import { isObject, type Json } from './json.ts';
import type { Media, MediaStore } from './media.ts';
import { describeMedia, isUrlAlive, uploadMedia } from './media-routes.ts';
import {
  APP_ID,
  debugToken,
  describeNumber,
  describeWaba,
  exchangeCode,
  registerNumber,
  subscribedApps,
  updateNumber,
} from './number-routes.ts';
import type { Sends } from './send.ts';
import type { TemplateRoutes } from './template-routes.ts';
import type { Uploads } from './uploads.ts';
import type { PhoneNumber, Template, Waba, World } from './world.ts';

interface GraphDeps {
  world: World;
  sends: Sends;
  templates: TemplateRoutes;
  media: MediaStore;
  uploads: Uploads;
}

/** Answers everything that is not the control API or the page. */
export type Graph = (request: IncomingMessage, response: ServerResponse) => void;

const SEND = /^\/(?:v\d+\.\d+\/)?(\d+)\/(messages|marketing_messages)\/?(?:\?|$)/;
const UPLOAD = /^\/(?:v\d+\.\d+\/)?(upload:[\w-]+)\/?(?:\?|$)/;
const MAX_JSON = 4 * 1024 * 1024;
const MAX_UPLOAD = 101 * 1024 * 1024;

interface Call {
  method: string;
  /** What follows the object: `media`, `phone_numbers`, or empty for the object itself. */
  edge: string;
  query: URLSearchParams;
  /** Fields of the body, JSON or form. */
  body: Json;
  contentType: string;
  raw: Buffer;
  origin: string;
  /** Origin with the version of this call, for paging links. */
  base: string;
}

/** Routes Graph calls. Sends take a short cut; everything else is looked up by object id and edge. */
export function createGraph({ world, sends, templates, media, uploads }: GraphDeps): Graph {
  async function answer(call: Call, id: string, wabas: Set<Waba>): Promise<Json | Refusal> {
    const number = world.numbersById.get(id);
    const waba = world.wabas.get(id);
    const template = world.templatesById.get(id);
    const file = media.get(id);
    const owner = number?.waba ?? waba ?? template?.waba ?? world.numbersById.get(file?.numberId ?? '')?.waba;
    if (owner === undefined) return refuseUnknownObject(call.method, id);
    if (!wabas.has(owner)) return refuse(200, `The token has no access to WABA ${owner.id}.`);
    const result =
      number !== undefined
        ? await numberEdge(number, call)
        : waba !== undefined
          ? wabaEdge(waba, call)
          : template !== undefined
            ? templateEdge(template, call)
            : file !== undefined
              ? mediaEdge(file, call)
              : undefined;
    return result ?? refuse(2500, `Unknown path components: /${call.edge} (${call.method})`);
  }

  async function numberEdge(number: PhoneNumber, call: Call): Promise<Json | Refusal | undefined> {
    switch (`${call.method} ${call.edge}`) {
      case 'GET ':
        return describeNumber(number, call.query.get('fields'));
      case 'POST ':
        return updateNumber(number, call.body);
      case 'POST register':
        return registerNumber(number, call.body);
      case 'POST deregister':
        number.registered = false;
        return { success: true };
      case 'POST media':
        return uploadMedia(media, number.id, call.contentType, call.raw);
    }
    return undefined;
  }

  function wabaEdge(waba: Waba, call: Call): Json | Refusal | undefined {
    if (call.edge === 'subscribed_apps') return subscribedApps(waba, call.method, call.body);
    switch (`${call.method} ${call.edge}`) {
      case 'GET ':
        return describeWaba(waba, call.query.get('fields'));
      case 'GET phone_numbers':
        return { data: waba.numbers.map((number) => describeNumber(number, call.query.get('fields'))) };
      case 'POST message_templates':
        return templates.create(waba, call.body);
      case 'GET message_templates':
        return templates.list(waba, call.query, call.base);
      case 'DELETE message_templates':
        return templates.remove(waba, call.query);
    }
    return undefined;
  }

  function templateEdge(template: Template, call: Call): Json | Refusal | undefined {
    switch (`${call.method} ${call.edge}`) {
      case 'GET ':
        return templates.read(template, call.query);
      case 'POST ':
        return templates.edit(template, call.body);
      case 'POST unpause':
        return templates.unpause(template);
    }
    return undefined;
  }

  function mediaEdge(file: Media, call: Call): Json | Refusal | undefined {
    const numberId = call.query.get('phone_number_id');
    if (numberId !== null && numberId !== file.numberId) return refuseUnknownObject(call.method, file.id);
    switch (`${call.method} ${call.edge}`) {
      case 'GET ':
        return describeMedia(file, call.origin);
      case 'DELETE ':
        return { success: media.remove(file.id) };
    }
    return undefined;
  }

  /** The bytes behind a media URL: a bearer with access is needed, and the URL must be fresh. */
  function download(response: ServerResponse, id: string, wabas: Set<Waba> | undefined): void {
    const file = media.get(id);
    const owner = world.numbersById.get(file?.numberId ?? '')?.waba;
    if (wabas === undefined || (owner !== undefined && !wabas.has(owner))) {
      replyJson(response, 401, errorBody(refuse(190, 'a media URL needs the bearer token')));
    } else if (file === undefined || !isUrlAlive(file)) {
      replyJson(response, 404, errorBody(refuse(100, 'Media gone.')));
    } else {
      response.writeHead(200, { 'content-type': file.mimeType, 'content-length': file.bytes.length });
      response.end(file.bytes);
    }
  }

  /** Calls that are not sends. */
  async function route(request: IncomingMessage, response: ServerResponse, raw: Buffer): Promise<void> {
    const origin = `http://${request.headers.host ?? '127.0.0.1'}`;
    const url = new URL(request.url ?? '/', origin);
    const parts = url.pathname.split('/').filter((part) => part !== '');
    const method = request.method ?? 'GET';
    const token = bearerOf(request, url.searchParams);
    const wabas = token === undefined ? undefined : world.tokens.get(token);
    if (parts[0] === '_media') return download(response, parts[1] ?? '', wabas);
    const version = /^v\d+\.\d+$/.test(parts[0] ?? '') ? `/${parts.shift()}` : '';
    const path = parts.join('/');
    if (method === 'GET' && path === 'oauth/access_token')
      return finish(response, exchangeCode(world, url.searchParams));
    if (token === undefined) return finish(response, refuse(104, 'no access token'));
    if (method === 'GET' && path === 'debug_token') {
      return finish(response, debugToken(world, url.searchParams.get('input_token')));
    }
    if (wabas === undefined) return finish(response, refuse(190, 'unknown access token'));
    const contentType = request.headers['content-type'] ?? '';
    const body = parseBody(contentType, raw);
    if (body === undefined) return finish(response, refuse(100, 'The request body is not valid JSON.'));
    const [id = '', ...edge] = parts;
    if (id === APP_ID && method === 'POST' && edge.join('/') === 'uploads')
      return finish(response, uploads.open(url.searchParams));
    const call: Call = {
      method,
      edge: edge.join('/'),
      query: url.searchParams,
      body,
      contentType,
      raw,
      origin,
      base: `${origin}${version}`,
    };
    finish(
      response,
      /^\d+$/.test(id) ? await answer(call, id, wabas) : refuse(2500, `Unknown path components: /${path}`),
    );
  }

  return (request, response) => {
    const send = request.method === 'POST' ? SEND.exec(request.url ?? '') : null;
    const upload = UPLOAD.exec(request.url ?? '')?.[1];
    if (upload !== undefined) {
      const token = bearerOf(request);
      if (token === undefined || !world.tokens.has(token))
        finish(response, refuse(190, 'unknown access token'));
      else if (request.method === 'POST') uploads.receive(upload, request, response);
      else finish(response, uploads.offset(upload));
      return;
    }
    const isUpload = send === null && request.headers['content-type']?.startsWith('multipart/');
    readBody(request, isUpload ? MAX_UPLOAD : MAX_JSON, (error, raw) => {
      if (error !== undefined) return finish(response, refuse(100, error.message));
      if (send !== null) {
        return sends.handle(
          request,
          response,
          send[1] ?? '',
          raw.toString(),
          send[2] === 'marketing_messages',
        );
      }
      route(request, response, raw).catch((reason: unknown) => {
        finish(response, refuse(131000, reason instanceof Error ? reason.message : 'unknown error'));
      });
    });
  };
}

function finish(response: ServerResponse, result: Json | Refusal): void {
  if (isRefusal(result)) replyJson(response, statusOf(result), errorBody(result));
  else replyJson(response, 200, JSON.stringify(result));
}

function parseBody(contentType: string, raw: Buffer): Json | undefined {
  if (raw.length === 0 || contentType.startsWith('multipart/')) return {};
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(raw.toString()));
  }
  try {
    const body: unknown = JSON.parse(raw.toString());
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}
