import type { Json, Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type Template = Tables<'templates'>;

/**
 * What a person writes; `components` as Meta documents them. The sample of a media header is the path that `media.upload` gave:
 * `example: {header_handle: [path]}`; the worker brings it to Meta.
 */
export interface TemplateDraft {
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  components: Json[];
  parameter_format?: 'POSITIONAL' | 'NAMED';
  message_send_ttl_seconds?: number | null;
}

/** Something Meta would refuse, with its place in the draft, e.g. `components[0].text`. */
export interface TemplateProblem {
  path: string;
  message: string;
}

export interface Templates {
  /** The templates of the chosen brand. `metaStatus` e.g. `APPROVED`. */
  list(options?: { metaStatus?: string }): Promise<Template[]>;
  /** @throws WabaseError `not_found` */
  get(templateId: string): Promise<Template>;
  /** What Meta would refuse; empty when the draft may be submitted. Nothing is saved. */
  validate(draft: Partial<TemplateDraft>): Promise<TemplateProblem[]>;
  /**
   * Makes a draft for the WhatsApp Business Account of a number.
   * @throws WabaseError `template_invalid`, `template_exists`, `file_not_found` or `file_invalid` for a sample
   */
  create(whatsappAccountId: string, draft: TemplateDraft): Promise<Template>;
  /**
   * Changes a draft. What Meta has already keeps being sent; the change waits in `draft` until Meta took it.
   * @throws WabaseError `template_invalid`, `template_in_review`, `template_is_at_meta`
   */
  update(templateId: string, change: Partial<TemplateDraft>): Promise<Template>;
  /** @throws WabaseError `template_invalid`, `template_state` */
  requestReview(templateId: string): Promise<Template>;
  withdraw(templateId: string): Promise<Template>;
  /** Approves and lets the worker submit to Meta. @throws WabaseError `second_person_needed`, `template_state` */
  approve(templateId: string): Promise<Template>;
  /** @throws WabaseError `reason_missing`, `second_person_needed`, `template_state` */
  reject(templateId: string, reason: string): Promise<Template>;
  /** Submits once more what Meta could not take. */
  resubmit(templateId: string): Promise<Template>;
  /** Deletes here and at Meta; true when it is gone already. @throws WabaseError `template_in_use` */
  remove(templateId: string): Promise<boolean>;
}

export function createTemplates(supabase: Supabase, scope: Scope): Templates {
  // Types generated for a JSON argument know nothing of its fields.
  const save = (template: object) => rows(supabase.rpc('save_template', { template: template as Json }));
  return {
    list({ metaStatus } = {}) {
      const query = supabase
        .from('templates')
        .select()
        .eq('brand_id', scope.require())
        .order('name')
        .order('language');
      return rows(metaStatus === undefined ? query : query.eq('meta_status', metaStatus));
    },
    get: (templateId) => rows(supabase.from('templates').select().eq('id', templateId).single()),
    // The database documents this shape; generated types know only that it is JSON.
    validate: async (draft) =>
      (await rows(
        supabase.rpc('validate_template', { template: draft as unknown as Json }),
      )) as unknown as TemplateProblem[],
    create: (whatsapp_account_id, draft) => save({ ...draft, whatsapp_account_id }),
    update: (id, change) => save({ ...change, id }),
    requestReview: (template_id) => rows(supabase.rpc('request_template_review', { template_id })),
    withdraw: (template_id) => rows(supabase.rpc('withdraw_template_review', { template_id })),
    approve: (template_id) => rows(supabase.rpc('approve_template', { template_id })),
    reject: (template_id, reason) => rows(supabase.rpc('reject_template', { template_id, reason })),
    resubmit: (template_id) => rows(supabase.rpc('resubmit_template', { template_id })),
    remove: (template_id) => rows(supabase.rpc('delete_template', { template_id })),
  };
}
