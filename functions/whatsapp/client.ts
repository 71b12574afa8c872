import { z } from 'zod';
import { buildEnvelope, type OutboundMessage } from './envelope.ts';
import { mediaForm } from './media-form.ts';
import {
  type GraphOutcome,
  outcomeOfRefusal,
  outcomeOfSend,
  parseBody,
  type SendOutcome,
} from './outcome.ts';
import {
  handleSchema,
  mediaSchema,
  phoneNumberSchema,
  successSchema,
  templateCreatedSchema,
  templatePageSchema,
  tokenSchema,
  uploadSchema,
  uploadStateSchema,
} from './responses.ts';
import {
  classifyTransportError,
  type GraphRequest,
  type GraphResponse,
  type GraphTransport,
} from './transport.ts';

/** What every call takes beside its own arguments. */
export interface CallOptions {
  timeoutMs?: number;
  signal?: AbortSignal;
}

const numberFields = 'id,display_phone_number,verified_name,quality_rating,status,throughput';
const templateFields = 'id,name,language,status,category,components,quality_score,rejected_reason';

/**
 * The client of Meta's Graph API, the only code that calls it. No call throws: an outcome says what happened.
 * @param deps.baseUrl with the version, e.g. `https://graph.facebook.com/v26.0`
 * @param deps.request the transport; see `GraphTransport`
 * @param deps.timeoutMs longest wait for an answer, when a call does not say
 */
export function createGraphClient(deps: { baseUrl: string; request: GraphTransport; timeoutMs?: number }) {
  const base = deps.baseUrl.replace(/\/+$/, '');
  const defaultTimeoutMs = deps.timeoutMs ?? 30_000;

  async function call<Schema extends z.ZodType>(
    schema: Schema,
    token: string,
    request: Pick<GraphRequest, 'method'> & {
      path: string;
      json?: unknown;
      stream?: ReadableStream<Uint8Array>;
      headers?: Record<string, string>;
    },
    options: CallOptions = {},
  ): Promise<GraphOutcome<z.infer<Schema>>> {
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, ...request.headers };
    const outgoing: GraphRequest = {
      method: request.method,
      url: base + request.path,
      headers,
      ...timing(options),
    };
    if (request.stream) {
      outgoing.body = request.stream;
    } else if (request.json !== undefined) {
      headers['content-type'] = 'application/json';
      outgoing.body = JSON.stringify(request.json);
    }
    let response: GraphResponse;
    try {
      response = await deps.request(outgoing);
    } catch (error) {
      return classifyTransportError(error);
    }
    const body = parseBody(response.body);
    const parsed = response.status >= 200 && response.status < 300 ? schema.safeParse(body) : null;
    return parsed?.success ? { kind: 'ok', value: parsed.data } : outcomeOfRefusal(response, body);
  }

  function timing(options: CallOptions): Pick<GraphRequest, 'timeoutMs' | 'signal'> {
    const { timeoutMs = defaultTimeoutMs, signal } = options;
    return signal ? { timeoutMs, signal } : { timeoutMs };
  }

  return {
    /**
     * `POST /{phone_number_id}/messages`. The hot path: no schema, one concatenation, one JSON.parse.
     * @param body the envelope of `buildEnvelope`, as an object or as JSON text
     */
    async sendMessage(
      phoneNumberId: string,
      token: string,
      body: string | Record<string, unknown>,
      options: CallOptions = {},
    ): Promise<SendOutcome> {
      if (options.signal?.aborted) {
        return { kind: 'not_sent', reason: 'aborted' };
      }
      let response: GraphResponse;
      try {
        response = await deps.request({
          method: 'POST',
          url: `${base}/${phoneNumberId}/messages`,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
          ...timing(options),
        });
      } catch (error) {
        return classifyTransportError(error);
      }
      return outcomeOfSend(response);
    },

    /** Builds the envelope and sends it. @throws EnvelopeError before anything is sent */
    sendOutbound(phoneNumberId: string, token: string, message: OutboundMessage, options: CallOptions = {}) {
      return this.sendMessage(phoneNumberId, token, JSON.stringify(buildEnvelope(message)), options);
    },

    /** Marks an inbound message (and all before it) as read; may show the typing bubble for up to 25 s. */
    markRead(phoneNumberId: string, token: string, wamid: string, typing = false) {
      const status = { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
      const json = typing ? { ...status, typing_indicator: { type: 'text' } } : status;
      return call(successSchema, token, {
        method: 'POST',
        path: `/${segment(phoneNumberId)}/messages`,
        json,
      });
    },

    getPhoneNumber(phoneNumberId: string, token: string) {
      return call(phoneNumberSchema, token, {
        method: 'GET',
        path: `/${segment(phoneNumberId)}?fields=${numberFields}`,
      });
    },

    /** The numbers of a WABA: the proof that a number belongs to it. */
    async listPhoneNumbers(wabaId: string, token: string) {
      const path = `/${segment(wabaId)}/phone_numbers?fields=${numberFields}&limit=100`;
      return call(z.looseObject({ data: z.array(phoneNumberSchema) }), token, { method: 'GET', path });
    },

    /** Subscribes the app of the token to the webhooks of a WABA. Harmless when repeated. */
    subscribeApp(wabaId: string, token: string) {
      return call(successSchema, token, { method: 'POST', path: `/${segment(wabaId)}/subscribed_apps` });
    },

    /** What a token is worth. The URL holds the token: never log it. */
    debugToken(inputToken: string, token: string = inputToken) {
      const path = `/debug_token?input_token=${encodeURIComponent(inputToken)}`;
      return call(tokenSchema, token, { method: 'GET', path });
    },

    /** Creates a template. @param template name, category, language, components … as Meta documents them */
    createTemplate(wabaId: string, token: string, template: Record<string, unknown>) {
      const path = `/${segment(wabaId)}/message_templates`;
      return call(templateCreatedSchema, token, { method: 'POST', path, json: template });
    },

    /** Replaces the components of a template that Meta has decided on, and with them its review. Harmless when repeated. */
    editTemplate(templateId: string, token: string, change: Record<string, unknown>) {
      return call(successSchema, token, { method: 'POST', path: `/${segment(templateId)}`, json: change });
    },

    /** One page of templates; pass `paging.cursors.after` of the last page as `after`. */
    listTemplates(
      wabaId: string,
      token: string,
      page: { after?: string; limit?: number; name?: string } = {},
    ) {
      const query = new URLSearchParams({ fields: templateFields, limit: String(page.limit ?? 100) });
      if (page.after !== undefined) query.set('after', page.after);
      if (page.name !== undefined) query.set('name', page.name);
      const path = `/${segment(wabaId)}/message_templates?${query}`;
      return call(templatePageSchema, token, { method: 'GET', path });
    },

    /** Deletes a template in all languages, or in the one of `templateId`. */
    deleteTemplate(wabaId: string, token: string, name: string, templateId?: string) {
      const query = new URLSearchParams(templateId === undefined ? { name } : { hsm_id: templateId, name });
      return call(successSchema, token, {
        method: 'DELETE',
        path: `/${segment(wabaId)}/message_templates?${query}`,
      });
    },

    /** Uploads a file, streaming; its id lives 30 days. `size` in bytes is what the stream holds. */
    uploadMedia(
      phoneNumberId: string,
      token: string,
      file: { stream: ReadableStream<Uint8Array>; size: number; type: string; name: string },
      options: CallOptions = {},
    ) {
      const { stream, headers } = mediaForm(file);
      const path = `/${segment(phoneNumberId)}/media`;
      const request = { method: 'POST', path, stream, headers } as const;
      return call(z.looseObject({ id: z.string().min(1) }), token, request, {
        timeoutMs: 200_000,
        ...options,
      });
    },

    /** Opens an upload that can be resumed (Graph API, Resumable Upload): for the sample of a template's header. */
    openUpload(appId: string, token: string, file: { name: string; length: number; type: string }) {
      const query = new URLSearchParams({
        file_name: file.name,
        file_length: String(file.length),
        file_type: file.type,
      });
      return call(uploadSchema, token, { method: 'POST', path: `/${segment(appId)}/uploads?${query}` });
    },

    /** Sends a file, or what is missing of it, to an open upload; the answer is its handle. */
    continueUpload(
      uploadId: string,
      token: string,
      { stream, offset, length }: { stream: ReadableStream<Uint8Array>; offset: number; length: number },
      options: CallOptions = {},
    ) {
      const headers = {
        ...uploadAuthorization(token),
        file_offset: String(offset),
        'content-length': String(length),
        'content-type': 'application/octet-stream',
      };
      const request = { method: 'POST', path: `/${uploadId}`, stream, headers } as const;
      return call(handleSchema, token, request, { timeoutMs: 200_000, ...options });
    },

    /** How much of a file an open upload has. */
    readUpload(uploadId: string, token: string) {
      const headers = uploadAuthorization(token);
      return call(uploadStateSchema, token, { method: 'GET', path: `/${uploadId}`, headers });
    },

    /** Where a file can be fetched for the next 5 minutes. */
    getMedia(mediaId: string, token: string, phoneNumberId?: string) {
      const query = phoneNumberId === undefined ? '' : `?phone_number_id=${segment(phoneNumberId)}`;
      return call(mediaSchema, token, { method: 'GET', path: `/${segment(mediaId)}${query}` });
    },
  };
}

/** The client as its users see it. */
export type GraphClient = ReturnType<typeof createGraphClient>;

/** Calls on an open upload take the token under another word than all others (Graph API, Resumable Upload). */
function uploadAuthorization(token: string): Record<string, string> {
  return { authorization: `OAuth ${token}` };
}

/** An id from outside may not add a path or a query of its own. */
function segment(id: string): string {
  return encodeURIComponent(id);
}
