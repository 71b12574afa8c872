import type { Database, Tables, TablesUpdate } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

/** A tenant as the platform's own people see it: plan, counts and states, none of its content. */
export type Tenant = Database['public']['Functions']['platform_tenants']['Returns'][number];

/** A tenant that waits for an answer about its plan. */
export type OpenPlanRequest = Database['public']['Functions']['platform_plan_requests']['Returns'][number];

/** A change of what is sold or switched. */
export type PlatformChange = Database['public']['Functions']['platform_changes']['Returns'][number];
export type FeatureFlag = Tables<'feature_flags'>;
/** What a template message costs in a country; `ZZ` is everywhere else. */
export type MessageRate = Tables<'message_rates'>;

/** State of the pipeline as a whole. */
export interface PlatformHealth {
  database: string;
  workers: number;
  oldest_waiting_event_seconds: number;
  queued_messages: number;
  unknown_messages: number;
  waiting_events: number;
  failed_events: number;
  dead_items_today: number;
  rejected_webhooks_today: number;
  /** Organizations by status. */
  organizations: Record<string, number> | null;
  /** Numbers by connection status, `paused` apart. */
  numbers: Record<string, number> | null;
  audit_sealed_until: string | null;
}

/** What the platform's own people may do; everybody else gets `permission_denied`. Plans and flags are tables of their own. */
export interface Platform {
  /** @param page.after id of the last tenant of the page before */
  tenants(page?: { search?: string; after?: string; limit?: number }): Promise<Tenant[]>;
  health(): Promise<PlatformHealth>;
  /** Who changed plans and feature flags, latest first. @param page.before id of the last change of the page before */
  changes(page?: { before?: string; limit?: number }): Promise<PlatformChange[]>;
  flags(): Promise<FeatureFlag[]>;
  /** Changes a flag for all tenants; overrides and clients follow with their next request. */
  changeFlag(key: string, change: TablesUpdate<'feature_flags'>): Promise<FeatureFlag>;
  /** Prices of messages by country. Those that came with the installation are examples until they are changed. */
  rates(): Promise<MessageRate[]>;
  /** Adds a country's price or replaces it. */
  setRate(rate: Omit<MessageRate, 'is_example'>): Promise<MessageRate>;
  removeRate(country: string): Promise<void>;
  /** Open requests for other plans, the oldest first, up to 200. */
  planRequests(): Promise<OpenPlanRequest[]>;
  /**
   * Grants a request, which changes the plan at once, or declines it; the tenant is told. One that was answered stays as it is. Returns its status.
   * @throws WabaseError `plan_request_not_found`
   */
  answerPlanRequest(requestId: string, isGranted: boolean, answer?: string): Promise<string>;
  /** Shuts a tenant: its people see nothing, its numbers send no more. Returns the status. */
  suspend(organizationId: string): Promise<string>;
  /** Opens it again. Returns the status. */
  reactivate(organizationId: string): Promise<string>;
}

export function createPlatform(supabase: Supabase): Platform {
  return {
    tenants: ({ search, after, limit } = {}) =>
      rows(
        supabase.rpc('platform_tenants', {
          ...(search !== undefined && { search }),
          ...(after !== undefined && { after }),
          ...(limit !== undefined && { page_size: limit }),
        }),
      ),
    async health() {
      // The function's comment is the contract of its JSON.
      return (await rows(supabase.rpc('platform_health'))) as unknown as PlatformHealth;
    },
    changes: ({ before, limit } = {}) =>
      rows(
        supabase.rpc('platform_changes', {
          ...(before !== undefined && { before_id: before }),
          ...(limit !== undefined && { page_size: limit }),
        }),
      ),
    flags: () => rows(supabase.from('feature_flags').select().order('key')),
    changeFlag: (key, change) =>
      rows(supabase.from('feature_flags').update(change).eq('key', key).select().single()),
    rates: () => rows(supabase.from('message_rates').select().order('country')),
    setRate: (rate) => rows(supabase.from('message_rates').upsert(rate).select().single()),
    async removeRate(country) {
      await rows(supabase.from('message_rates').delete().eq('country', country).select());
    },
    planRequests: () => rows(supabase.rpc('platform_plan_requests')),
    answerPlanRequest: (plan_request_id, is_granted, answer) =>
      rows(
        supabase.rpc('platform_answer_plan_request', {
          plan_request_id,
          is_granted,
          ...(answer !== undefined && { answer }),
        }),
      ),
    suspend: (organizationId) =>
      rows(supabase.rpc('platform_suspend_organization', { organization_id: organizationId })),
    reactivate: (organizationId) =>
      rows(supabase.rpc('platform_reactivate_organization', { organization_id: organizationId })),
  };
}
