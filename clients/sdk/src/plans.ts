import type { BrandFeed, Unsubscribe } from './brand_feed.ts';
import type { Usage } from './context.ts';
import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

export type Plan = Tables<'plans'>;
export type Subscription = Tables<'subscriptions'>;
export type GateDecision = Tables<'gate_decisions'>;
/** A wish for another plan: `open` until the platform's people answer it. */
export type PlanRequest = Tables<'plan_requests'>;
export type Alert = Tables<'alerts'>;

/** Whether the plan lets something pass; the fields after `allowed` say why not. */
export interface PlanAnswer {
  organization_id: string;
  plan: string;
  /** In `shadow` everything is allowed; `decision` still says what would not be. */
  mode: 'enforce' | 'shadow';
  allowed: boolean;
  decision?: 'denied';
  slug?: 'plan_feature_missing' | 'plan_limit_reached' | 'quota_exceeded';
  feature?: string;
  metric?: string;
  period?: 'day' | 'month' | 'total';
  requested?: number;
  limit_value?: number;
  used?: number;
}

/** What is used of the plan now, by limit (`contacts`, `messages_per_day`, …). */
export interface UsageSummary {
  organization_id: string;
  plan: string;
  status: string;
  mode: 'enforce' | 'shadow';
  timezone: string;
  usage: Record<string, Usage>;
}

/**
 * Plans and what is used of them. Without `organizationId` a call is about the organization of the chosen brand, or the
 * caller's only one. What the plan does not include fails with status 402 wherever it is tried; `check` and
 * `checkLimit` tell before, and leave a record of the denial for whoever looks after the plan.
 */
export interface Plans {
  /** What can be bought. */
  list(): Promise<Plan[]>;
  /** The organization's subscription; needs `billing.view`. @throws WabaseError `not_found` */
  subscription(organizationId: string): Promise<Subscription>;
  /** @throws WabaseError `feature_unknown`, `organization_ambiguous`, `permission_denied` */
  check(feature: string, organizationId?: string): Promise<PlanAnswer>;
  /** Whether `n` more would pass now; nothing is taken. @param metric `contacts`, `messages`, `brands`, ... */
  checkLimit(metric: string, n?: number, organizationId?: string): Promise<PlanAnswer>;
  usage(organizationId?: string): Promise<UsageSummary>;
  /** What was asked for beyond the plan, the newest first; needs `billing.view`. */
  decisions(organizationId: string, options?: { before?: string; limit?: number }): Promise<GateDecision[]>;
  /** What the organization was told, such as 80 % of a limit, the newest first. */
  alerts(organizationId: string, options?: { before?: string; limit?: number }): Promise<Alert[]>;
  /**
   * Hears that there is a new alert; read `alerts` then.
   * @throws WabaseError `realtime_refused`, `realtime_unavailable`
   */
  subscribeAlerts(organizationId: string, onAlert: (alert: { kind: string }) => void): Promise<Unsubscribe>;
  /** What the organization asked for, the newest first; needs `billing.view`. */
  requests(organizationId: string, options?: { limit?: number }): Promise<PlanRequest[]>;
  /**
   * Asks the platform's people for another plan; asked again while that is open, it takes the first one's place.
   * @throws WabaseError `permission_denied` without `billing.manage`, `plan_unknown`, `plan_is_yours`
   */
  request(organizationId: string, planKey: string, note?: string): Promise<PlanRequest>;
  /** Takes an open request back. */
  withdrawRequest(requestId: string): Promise<PlanRequest>;
  /** Puts an organization on a plan; for platform admins. @throws WabaseError `permission_denied`, `plan_unknown` */
  change(organizationId: string, planKey: string): Promise<Subscription>;
}

export function createPlans(supabase: Supabase, feed: BrandFeed): Plans {
  const newest = (table: 'gate_decisions' | 'alerts', organizationId: string, limit: number) =>
    supabase
      .from(table)
      .select()
      .eq('organization_id', organizationId)
      .order('id', { ascending: false })
      .limit(limit);
  return {
    list: () => rows(supabase.from('plans').select().order('created_at').order('key')),
    subscription: (organizationId) =>
      rows(supabase.from('subscriptions').select().eq('organization_id', organizationId).single()),
    // The database documents the shapes below; generated types know only that they are JSON.
    check: async (feature, organization_id) =>
      (await rows(supabase.rpc('check_plan', { feature, organization_id }))) as unknown as PlanAnswer,
    checkLimit: async (metric, n, organization_id) =>
      (await rows(supabase.rpc('check_limit', { metric, n, organization_id }))) as unknown as PlanAnswer,
    usage: async (organization_id) =>
      (await rows(supabase.rpc('usage_summary', { organization_id }))) as unknown as UsageSummary,
    async decisions(organizationId, { before, limit = 50 } = {}) {
      const query = newest('gate_decisions', organizationId, limit);
      return (await rows(before === undefined ? query : query.lt('id', before))) as GateDecision[];
    },
    async alerts(organizationId, { before, limit = 50 } = {}) {
      const query = newest('alerts', organizationId, limit);
      return (await rows(before === undefined ? query : query.lt('id', before))) as Alert[];
    },
    subscribeAlerts: (organizationId, onAlert) =>
      feed.listen('organization', organizationId, {
        onEvent({ event, payload }) {
          // The database is the only sender on these channels, so its shape holds.
          if (event === 'alert') onAlert(payload as { kind: string });
        },
      }),
    requests: (organizationId, { limit = 10 } = {}) =>
      rows(
        supabase
          .from('plan_requests')
          .select()
          .eq('organization_id', organizationId)
          .order('id', { ascending: false })
          .limit(limit),
      ),
    request: (organization_id, plan_key, note) =>
      rows(supabase.rpc('request_plan', { organization_id, plan_key, ...(note !== undefined && { note }) })),
    withdrawRequest: (plan_request_id) => rows(supabase.rpc('withdraw_plan_request', { plan_request_id })),
    change: (organization_id, plan_key) => rows(supabase.rpc('change_plan', { organization_id, plan_key })),
  };
}
