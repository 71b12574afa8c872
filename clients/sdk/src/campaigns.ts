import type { Audience } from './audience.ts';
import type { BrandFeed, Unsubscribe } from './brand_feed.ts';
import type { Database, Json, Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type Campaign = Tables<'campaigns'>;
/** A campaign as lists show it: without its audience, which may name a hundred thousand people, and without its parameters. */
export type CampaignSummary = Omit<Campaign, 'audience' | 'parameters'>;
export type CampaignMessage = Tables<'campaign_messages'>;

/** Where the text of a template parameter comes from; `fallback` is used when the contact lacks it. */
export interface ParameterRule {
  /** A text unless given; media takes an https address as its value. */
  type?: 'text' | 'payload' | 'coupon_code' | 'image' | 'video' | 'document';
  source: 'constant' | 'name' | 'phone' | 'username' | 'attribute';
  value?: string;
  key?: string;
  fallback?: string;
  parameter_name?: string;
}

/** A rule, or Meta's own object, such as a location. */
export type Parameter = ParameterRule | { type: string; [field: string]: Json | undefined };

/** One of Meta's send components with rules in place of texts. */
export interface ParameterComponent {
  type: string;
  sub_type?: string;
  index?: string;
  parameters?: Parameter[];
  /** Of a carousel; cards are numbered from 0. */
  cards?: { card_index: number; components: ParameterComponent[] }[];
}

export interface NewCampaign {
  name: string;
  whatsapp_account_id: string;
  template_id: string;
  audience: Audience;
  parameters?: ParameterComponent[];
  /** Numbers of the same WhatsApp Business Account that send it too: the audience is shared out between all. */
  further_account_ids?: string[];
}

/** What one number of a campaign has of its audience. */
export type CampaignShare = Database['public']['Functions']['campaign_shares']['Returns'][number];

/** What a launch would do now. */
export interface Preflight {
  audience: number;
  sendable: number;
  excluded: Record<
    'duplicate' | 'invalid_recipient' | 'opted_out' | 'no_consent' | 'missing_parameter',
    number
  >;
  /** What contacts lack for a parameter without a fallback, with up to five of them. */
  missing: {
    source: string;
    key: string | null;
    contacts: number;
    sample: { id: string; name: string | null; phone: string | null }[];
  }[];
  /** By the operator's price list (`platform.rates`); within an open window a utility message is free. */
  cost: {
    category: 'marketing' | 'utility' | 'authentication';
    /** Amount by currency. */
    totals: Record<string, number>;
    /** Messages to countries without a price. */
    unpriced: number;
    /** Some of the prices are examples that nobody has checked. */
    is_example: boolean;
    countries: {
      country: string | null;
      name: string | null;
      messages: number;
      free: number;
      price: number | null;
      currency: string | null;
      amount: number | null;
    }[];
  };
  /** Meta's limit of people a day; `limit` is null when there is none or it is not known. */
  tier: { tier: string | null; limit: number | null; used: number | null; new_people: number; fits: boolean };
  /** What the plan leaves; `left` is null and `limit` -1 where it sets no limit. */
  quota: Record<
    'campaigns_per_month' | 'messages_per_day' | 'messages_per_month',
    { limit: number; left: number | null; needed: number }
  >;
  /** At the number's rate. */
  duration_seconds: number;
  /** What forbids launching; empty when nothing does. */
  problems: { slug: string; message: string }[];
}

/** The funnel: accepted ≥ sent ≥ delivered ≥ read; the others are present states. */
export interface CampaignStats {
  campaign_id: string;
  status: string;
  audience: number;
  queued: number;
  accepted: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
  skipped: number;
  canceled: number;
  unknown: number;
  /** Accepted, but kept back by Meta for now. */
  held: number;
  /** Messages a second that got an outcome lately; 0 while it stands still. */
  rate: number;
  /** How long the queued ones take at that rate. */
  eta_seconds: number | null;
}

/** Why messages came to nothing: `failed` with the class of the error, or `skipped` with the reason. */
export interface CampaignFailure {
  kind: 'failed' | 'skipped';
  reason: string;
  error_code: number | null;
  /** Meta's words for one of them. */
  example: string | null;
  messages: number;
  /** `retry` sends this class again unless told otherwise. */
  can_retry: boolean;
}

/** What happened to one recipient, in order of time. */
export interface RecipientTimeline {
  campaign_id: string;
  contact_id: string;
  position: number;
  status: string;
  skip_reason: string | null;
  message_id: string;
  events: {
    at: string;
    event:
      | 'queued'
      | 'claimed'
      | 'retried'
      | 'accepted'
      | 'sent'
      | 'delivered'
      | 'read'
      | 'failed'
      | 'due'
      | 'unknown';
    message_id?: string;
    attempts?: number;
    wamid?: string;
    error_class?: string;
    error_code?: number;
    error_message?: string;
    retried_as?: string;
  }[];
}

export interface Campaigns {
  /**
   * Campaigns of the chosen brand, the newest first; `get` has the rest of one.
   * @param options.search part of the name
   * @param options.statuses such as `draft`; without it all
   * @param options.before id of the last one of the page before
   */
  list(options?: {
    search?: string;
    statuses?: string[];
    before?: string;
    limit?: number;
  }): Promise<CampaignSummary[]>;
  /** @throws WabaseError `not_found` */
  get(campaignId: string): Promise<Campaign>;
  /** The campaigns of these ids (up to 200), in no order; those that are not there are left out. */
  getMany(campaignIds: string[]): Promise<CampaignSummary[]>;
  /** Makes a draft in the chosen brand. */
  create(campaign: NewCampaign): Promise<Campaign>;
  /**
   * Gives a draft other contents, its numbers among them: all of it or, when something is refused, nothing.
   * @throws WabaseError `campaign_not_draft`, `permission_denied`
   */
  update(campaignId: string, campaign: NewCampaign): Promise<Campaign>;
  /** Deletes a draft. @throws WabaseError `not_found` once it is no draft any more */
  remove(campaignId: string): Promise<void>;
  /** Ids of the numbers that send it beside `whatsapp_account_id`. */
  furtherNumbers(campaignId: string): Promise<string[]>;
  preflight(campaignId: string): Promise<Preflight>;
  /**
   * Freezes the audience and starts sending; a launched campaign is returned as it is.
   * @throws WabaseError `template_not_approved`, `number_not_connected`, `audience_empty`, `permission_denied`, ...
   */
  launch(campaignId: string): Promise<Campaign>;
  /**
   * Launches later, when the clocks of `timezone` (the organization's unless given) show `localTime`, e.g. `2027-03-28T09:00`.
   * @throws WabaseError `schedule_invalid`, `timezone_unknown`, `plan_feature_missing`, ...
   */
  schedule(campaignId: string, localTime: string, timezone?: string): Promise<Campaign>;
  /** Makes a scheduled campaign a draft again. */
  unschedule(campaignId: string): Promise<Campaign>;
  pause(campaignId: string): Promise<Campaign>;
  resume(campaignId: string): Promise<Campaign>;
  cancel(campaignId: string): Promise<Campaign>;
  /**
   * Sends the failed messages of these error classes once more (without `classes`: those that may work now).
   * @throws WabaseError `error_class_unknown`, `quota_exceeded`, ...
   */
  retry(campaignId: string, classes?: string[]): Promise<Campaign>;
  /** A new draft like this campaign. */
  duplicate(campaignId: string, name?: string): Promise<Campaign>;
  /** Sends one contact the message it would get, apart from the campaign. @throws WabaseError `parameter_missing`, ... */
  test(campaignId: string, contactId: string): Promise<void>;
  /** What each of its numbers has of the audience, has handed over and waits with. */
  shares(campaignId: string): Promise<CampaignShare[]>;
  /**
   * Gives what a number has not sent yet to another number, for example because the first is paused; returns how many recipients moved.
   * @throws WabaseError `number_unknown`, `number_not_connected`, `template_of_other_account`, ...
   */
  moveShare(campaignId: string, fromAccountId: string, toAccountId: string): Promise<number>;
  stats(campaignId: string): Promise<CampaignStats>;
  /** The funnels of several campaigns (up to 100) in one request. */
  statsOf(campaignIds: string[]): Promise<CampaignStats[]>;
  /** Why messages came to nothing, the most frequent first. Results as a file: `exports.request({ kind: 'campaign_messages' })`. */
  failures(campaignId: string): Promise<CampaignFailure[]>;
  /** What happened to one recipient. @throws WabaseError `contact_not_found` when the contact is not in the audience */
  timeline(campaignId: string, contactId: string): Promise<RecipientTimeline>;
  /** What became of each recipient, in sending order. @param options.after position of the last one read */
  messages(
    campaignId: string,
    options?: { after?: number; limit?: number; status?: string },
  ): Promise<CampaignMessage[]>;
  /**
   * Hears of a campaign's progress as it happens, at most about once a second; without `campaignId` of all campaigns of
   * the brand. An event carries the whole funnel, so a lost one does no harm.
   * @throws WabaseError `realtime_refused`, `realtime_unavailable`
   */
  subscribe(listener: {
    brandId?: string;
    campaignId?: string;
    onProgress: (stats: CampaignStats) => void;
    onState?: (state: 'live' | 'interrupted') => void;
  }): Promise<Unsubscribe>;
}

/** The columns of `CampaignSummary`. */
const SUMMARY =
  'id, brand_id, organization_id, whatsapp_account_id, template_id, name, status, duplicates, created_by, created_at, started_at, completed_at, failure_reason, pause_reason, scheduled_at, scheduled_local, scheduled_timezone';

export function createCampaigns(supabase: Supabase, scope: Scope, feed: BrandFeed): Campaigns {
  // Unions and interfaces have no index signature, which is all that keeps them from being Json.
  const save = (campaign: NewCampaign & ({ id: string } | { brand_id: string })) =>
    rows(supabase.rpc('save_campaign', { campaign: campaign as unknown as Json }));
  async function furtherNumbers(campaignId: string): Promise<string[]> {
    const query = supabase
      .from('campaign_numbers')
      .select('whatsapp_account_id')
      .eq('campaign_id', campaignId);
    return (await rows(query.order('whatsapp_account_id'))).map((one) => one.whatsapp_account_id);
  }
  return {
    list({ search = '', statuses, before, limit = 50 } = {}) {
      let query = supabase.from('campaigns').select(SUMMARY).eq('brand_id', scope.require());
      if (search.trim() !== '') query = query.ilike('name', `%${search.trim().replace(/[%_\\]/g, '\\$&')}%`);
      if (statuses !== undefined) query = query.in('status', statuses);
      if (before !== undefined) query = query.lt('id', before);
      return rows(query.order('id', { ascending: false }).limit(limit));
    },
    get: (campaignId) => rows(supabase.from('campaigns').select().eq('id', campaignId).single()),
    getMany: (campaignIds) => rows(supabase.from('campaigns').select(SUMMARY).in('id', campaignIds)),
    create: (campaign) => save({ ...campaign, brand_id: scope.require() }),
    update: (id, campaign) => save({ ...campaign, id }),
    async remove(campaignId) {
      await rows(
        supabase.from('campaigns').delete().eq('id', campaignId).eq('status', 'draft').select().single(),
      );
    },
    furtherNumbers,
    // The database documents this shape; generated types know only that it is JSON.
    preflight: async (campaign_id) =>
      (await rows(supabase.rpc('preflight_campaign', { campaign_id }))) as unknown as Preflight,
    launch: (campaign_id) => rows(supabase.rpc('launch_campaign', { campaign_id })),
    schedule: (campaign_id, local_time, timezone) =>
      rows(
        supabase.rpc('schedule_campaign', {
          campaign_id,
          local_time,
          ...(timezone !== undefined && { timezone }),
        }),
      ),
    unschedule: (campaign_id) => rows(supabase.rpc('unschedule_campaign', { campaign_id })),
    pause: (campaign_id) => rows(supabase.rpc('pause_campaign', { campaign_id })),
    resume: (campaign_id) => rows(supabase.rpc('resume_campaign', { campaign_id })),
    retry: (campaign_id, classes) =>
      rows(supabase.rpc('retry_campaign', { campaign_id, ...(classes !== undefined && { classes }) })),
    duplicate: (campaign_id, name) =>
      rows(supabase.rpc('duplicate_campaign', { campaign_id, ...(name !== undefined && { name }) })),
    async test(campaign_id, contact_id) {
      await rows(supabase.rpc('test_campaign', { campaign_id, contact_id }));
    },
    cancel: (campaign_id) => rows(supabase.rpc('cancel_campaign', { campaign_id })),
    shares: (campaign_id) => rows(supabase.rpc('campaign_shares', { campaign_id })),
    moveShare: (campaign_id, from_account_id, to_account_id) =>
      rows(supabase.rpc('move_campaign_share', { campaign_id, from_account_id, to_account_id })),
    async stats(campaignId) {
      const row = await rows(supabase.from('campaign_stats').select().eq('campaign_id', campaignId).single());
      // A view's columns count as nullable; this one coalesces each of its counts.
      return row as CampaignStats;
    },
    async statsOf(campaignIds) {
      if (campaignIds.length === 0) return [];
      return (await rows(
        supabase.from('campaign_stats').select().in('campaign_id', campaignIds),
      )) as CampaignStats[];
    },
    failures: async (campaign_id) =>
      (await rows(supabase.rpc('campaign_failures', { campaign_id }))) as CampaignFailure[],
    // The database documents this shape; generated types know only that it is JSON.
    timeline: async (campaign_id, contact_id) =>
      (await rows(
        supabase.rpc('recipient_timeline', { campaign_id, contact_id }),
      )) as unknown as RecipientTimeline,
    messages(campaignId, { after = 0, limit = 100, status } = {}) {
      const query = supabase
        .from('campaign_messages')
        .select()
        .eq('campaign_id', campaignId)
        .gt('position', after)
        .order('position')
        .limit(limit);
      return rows(status === undefined ? query : query.eq('status', status));
    },
    subscribe: ({ brandId, campaignId, onProgress, onState }) =>
      feed.listen('campaigns', scope.require(brandId), {
        onState,
        onEvent({ event, payload }) {
          if (event !== 'campaign') return;
          // The database is the only sender on these channels (no client has the right), so its shape holds.
          const stats = payload as unknown as CampaignStats;
          if (campaignId === undefined || stats.campaign_id === campaignId) onProgress(stats);
        },
      }),
  };
}
