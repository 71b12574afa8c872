import { z } from 'zod';
import type { Refusal } from './graph-errors.ts';
import { refuse } from './graph-errors.ts';
import type { Json } from './json.ts';
import type { Settings } from './settings.ts';
import { templateComponentsSchema } from './template-shape.ts';
import type { Uploads } from './uploads.ts';
import type { RawUpdate } from './webhook-payload.ts';
import { type Template, templateInputSchema, type Waba, type World } from './world.ts';

interface TemplateRoutesDeps {
  world: World;
  settings: Settings;
  push: (update: RawUpdate) => void;
  uploads: Uploads;
}

export interface TemplateRoutes {
  create(waba: Waba, body: unknown): Json | Refusal;
  list(waba: Waba, query: URLSearchParams, base: string): Json | Refusal;
  read(template: Template, query: URLSearchParams): Json;
  edit(template: Template, body: unknown): Json | Refusal;
  remove(waba: Waba, query: URLSearchParams): Json | Refusal;
  unpause(template: Template): Json | Refusal;
  clear(): void;
}

const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'];
const EDITABLE = ['APPROVED', 'REJECTED', 'PAUSED'];

const UNKNOWN_HANDLE = 'Invalid parameter: header_handle is not a handle of an upload.';

const editSchema = z.object({
  category: z.string().optional(),
  components: templateComponentsSchema.optional(),
  parameter_format: z.string().optional(),
});

/** Templates of a WABA: create, list, read, edit, delete, and Meta's review with its webhook (facts §6.1). */
export function createTemplateRoutes({ world, settings, push, uploads }: TemplateRoutesDeps): TemplateRoutes {
  const reviews = new Set<NodeJS.Timeout>();

  function announce(template: Template, event: string, reason: string | null): void {
    const value = {
      event,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      message_template_category: template.category,
      reason,
      ...(event === 'REJECTED' && {
        rejection_info: { reason: 'Simulated rejection', recommendation: 'Use a name without "reject".' },
      }),
    };
    push({ wabaId: template.waba.id, field: 'message_template_status_update', value: JSON.stringify(value) });
  }

  /** Approves after a moment; a name that contains `reject` is rejected. */
  function review(template: Template): void {
    const timer = setTimeout(() => {
      reviews.delete(timer);
      // Deleted or edited meanwhile: this review is about nothing.
      if (world.templatesById.get(template.id) !== template) return;
      const isRejected = template.name.includes('reject');
      template.status = isRejected ? 'REJECTED' : 'APPROVED';
      template.rejected_reason = isRejected ? 'INVALID_FORMAT' : 'NONE';
      announce(template, template.status, template.rejected_reason);
    }, settings.faults.template_review_ms);
    reviews.add(timer);
  }

  function allOf(waba: Waba): Template[] {
    return [...waba.templates.values()].flatMap((languages) => [...languages.values()]);
  }

  return {
    create(waba, body) {
      const parsed = templateInputSchema.safeParse(body);
      if (!parsed.success) return refuse(100, z.prettifyError(parsed.error));
      const input = parsed.data;
      if (!CATEGORIES.includes(input.category)) {
        return refuse(100, `Param category must be one of {${CATEGORIES.join(', ')}}.`);
      }
      if (!input.components.some(({ type }) => ['BODY', 'CAROUSEL'].includes(type.toUpperCase()))) {
        return refuse(100, 'A template needs a BODY component.');
      }
      if (handlesOf(input.components).some(uploads.isInvented)) return refuse(100, UNKNOWN_HANDLE);
      if (waba.templates.get(input.name)?.has(input.language)) {
        return refuse(2388024, `${input.language} content of template ${input.name} exists already.`);
      }
      const template = world.putTemplate(waba, input, 'PENDING');
      review(template);
      return { id: template.id, status: template.status, category: template.category };
    },
    list(waba, query, base) {
      const [status, name, language] = ['status', 'name', 'language'].map((key) => query.get(key));
      const found = allOf(waba).filter(
        (template) =>
          (status === null || template.status === status?.toUpperCase()) &&
          (name === null || name === undefined || template.name.includes(name)) &&
          (language === null || template.language === language),
      );
      const limit = Math.min(Math.max(Number(query.get('limit') ?? 25) || 25, 1), 1000);
      const after = query.get('after');
      const start = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString());
      if (!Number.isInteger(start)) return refuse(100, 'Param after is not a valid cursor.');
      const page = found.slice(start, start + limit);
      const cursor = (at: number) => Buffer.from(String(at)).toString('base64url');
      const end = start + page.length;
      const next = new URLSearchParams(query);
      next.set('after', cursor(end));
      next.delete('access_token');
      return {
        data: page.map((template) => describe(template, query.get('fields'))),
        ...(page.length > 0 && {
          paging: {
            cursors: { before: cursor(start), after: cursor(end) },
            ...(end < found.length && { next: `${base}/${waba.id}/message_templates?${next}` }),
          },
        }),
      };
    },
    read: (template, query) => describe(template, query.get('fields')),
    edit(template, body) {
      const parsed = editSchema.safeParse(body);
      if (!parsed.success) return refuse(100, z.prettifyError(parsed.error));
      if (!EDITABLE.includes(template.status)) {
        return refuse(100, `A template in status ${template.status} cannot be edited.`);
      }
      const category = parsed.data.category?.toUpperCase() ?? template.category;
      if (category !== template.category && template.status === 'APPROVED') {
        return refuse(100, 'The category of an approved template cannot be changed.');
      }
      review(world.putTemplate(template.waba, { ...template, ...parsed.data, category }, 'PENDING'));
      return { success: true, id: template.id, category };
    },
    remove(waba, query) {
      const name = query.get('name');
      const ids = [
        query.get('hsm_id') ?? '',
        ...(query.get('hsm_ids') ?? '').replace(/[[\]"\s]/g, '').split(','),
      ];
      const wanted = ids.filter((id) => id !== '');
      if (name === null && wanted.length === 0) return refuse(100, 'The parameter name is required.');
      const found = allOf(waba).filter((template) =>
        wanted.length > 0 ? wanted.includes(template.id) : template.name === name,
      );
      if (found.length === 0) return refuse(100, 'The message template does not exist.');
      for (const template of found) world.removeTemplate(template);
      return { success: true };
    },
    unpause(template) {
      if (template.status !== 'PAUSED') return refuse(100, 'The template is not paused.');
      template.status = 'APPROVED';
      announce(template, 'REINSTATED', 'NONE');
      return { success: true };
    },
    clear() {
      for (const timer of reviews) clearTimeout(timer);
      reviews.clear();
    },
  };
}

function describe(template: Template, fields: string | null): Json {
  const { shape: _shape, waba: _waba, ...rest } = template;
  const all: Json = { ...rest, quality_score: { score: 'UNKNOWN' } };
  if (fields === null) return all;
  const wanted = fields.split(',').map((field) => field.trim().split(/[.{(]/)[0] ?? '');
  return Object.fromEntries(
    ['id', ...wanted].filter((field) => field in all).map((field) => [field, all[field]]),
  );
}

/** Handles of sample files that components name. */
function handlesOf(components: unknown): string[] {
  return [...JSON.stringify(components).matchAll(/"header_handle":\["([^"]*)"/g)].map(
    ([, handle]) => handle ?? '',
  );
}
