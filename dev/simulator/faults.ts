import { z } from 'zod';

const share = z.number().min(0).max(1);
const milliseconds = z.number().min(0).max(86_400_000);
const range = z
  .union([milliseconds, z.strictObject({ min: milliseconds, max: milliseconds })])
  .transform((value) => (typeof value === 'number' ? { min: value, max: value } : value))
  .refine((value) => value.min <= value.max, 'min is above max');

const shape = {
  /** Delay before the answer of a send; the message is accepted before it. A number or {min, max}. */
  latency_ms: range,
  rate_429: share,
  rate_5xx: share,
  /** Sends that never get an answer: the connection is closed after timeout_ms. */
  rate_timeout: share,
  /** Share of the timed-out sends that were nevertheless accepted. */
  timeout_accept_share: share,
  timeout_ms: milliseconds,
  rate_reset_after_accept: share,
  rate_reset_before_accept: share,
  /** Of the messages that do not fail. */
  delivered_share: share,
  /** Of the delivered messages. */
  read_share: share,
  failed_share: share,
  /** Codes with weights, or a list of codes that are equally likely. */
  failed_codes: z
    .union([z.record(z.string().regex(/^\d+$/), z.number().min(0)), z.array(z.number().int()).min(1)])
    .transform(
      (codes): Record<string, number> =>
        Array.isArray(codes) ? Object.fromEntries(codes.map((code) => [String(code), 1])) : codes,
    ),
  /** Of the failed messages: those that get `sent` before `failed`. */
  failed_after_sent_share: share,
  /** Of the read messages: those for which `delivered` never comes. */
  read_without_delivered_share: share,
  /** Share of webhook POSTs that are sent a second time. */
  duplicate_webhooks: share,
  /** Share of statuses that are overtaken by the ones after them. */
  out_of_order_webhooks: share,
  /** Share of template messages that are answered with held_for_quality_assessment. */
  held_share: share,
  /** Of the held ones: those that are dropped (failed, 132015) instead of released. */
  held_dropped_share: share,
  hold_statuses: z.boolean(),
  /** Free-form outside the 24 h window: refuse with 131047, let it pass, or accept and report it as failed. */
  enforce_window: z.union([z.boolean(), z.literal('webhook')]),
  enforce_pair_limit: z.boolean(),
  /** No limit per number and per pair. */
  unthrottled: z.boolean(),
  status_delays: z.strictObject({ sent: range, delivered: range, read: range }).partial(),
  webhook_batch: z
    .strictObject({
      max_updates: z.number().int().min(1).max(1000),
      max_wait_ms: milliseconds,
      concurrency: z.number().int().min(1).max(256),
      retry_base_ms: milliseconds,
      retry_max_ms: milliseconds,
      timeout_ms: milliseconds,
    })
    .partial(),
  /** The first POST of a file to a resumable upload is cut after so many bytes, which are kept; 0 = never. */
  upload_cut_bytes: z.number().int().min(0),
  /** Time from the creation of a template to its review. */
  template_review_ms: milliseconds,
  seed: z.number().int(),
};

const faultsSchema = z.strictObject(shape).partial();
/** A partial change of the faults, as POST /_sim/faults takes it. */
export type FaultsPatch = z.input<typeof faultsSchema>;
type ParsedPatch = z.output<typeof faultsSchema>;
export type Range = { min: number; max: number };
export interface Faults extends Required<Omit<ParsedPatch, 'status_delays' | 'webhook_batch'>> {
  status_delays: { sent: Range; delivered: Range; read: Range };
  webhook_batch: Required<NonNullable<ParsedPatch['webhook_batch']>>;
}

/** The faults of a well-behaved Meta: no errors, a believable funnel, statuses within two seconds. */
export function defaultFaults(): Faults {
  return {
    latency_ms: { min: 0, max: 0 },
    rate_429: 0,
    rate_5xx: 0,
    rate_timeout: 0,
    timeout_accept_share: 0.5,
    timeout_ms: 60_000,
    rate_reset_after_accept: 0,
    rate_reset_before_accept: 0,
    delivered_share: 0.95,
    read_share: 0.6,
    failed_share: 0.02,
    failed_codes: { 131026: 6, 131049: 3, 131050: 1 },
    failed_after_sent_share: 0.25,
    read_without_delivered_share: 0,
    duplicate_webhooks: 0,
    out_of_order_webhooks: 0,
    held_share: 0,
    held_dropped_share: 0.5,
    hold_statuses: false,
    enforce_window: true,
    enforce_pair_limit: true,
    unthrottled: false,
    status_delays: {
      sent: { min: 50, max: 200 },
      delivered: { min: 200, max: 400 },
      read: { min: 600, max: 1400 },
    },
    webhook_batch: {
      max_updates: 200,
      max_wait_ms: 50,
      concurrency: 8,
      retry_base_ms: 250,
      retry_max_ms: 10_000,
      timeout_ms: 15_000,
    },
    upload_cut_bytes: 0,
    template_review_ms: 500,
    seed: 1,
  };
}

/** A patch that cannot be applied. `known` lists the keys that exist. */
export class FaultsError extends Error {
  readonly known = Object.keys(shape);
}

/** Applies a partial change; nested objects are merged too. Throws FaultsError for an unknown key or a bad value. */
export function applyFaults(current: Faults, patch: unknown): Faults {
  const parsed = faultsSchema.safeParse(patch);
  if (!parsed.success) {
    throw new FaultsError(
      parsed.error.issues
        .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
        .join('; '),
    );
  }
  const { status_delays, webhook_batch, ...rest } = parsed.data;
  return {
    ...current,
    ...rest,
    status_delays: { ...current.status_delays, ...status_delays },
    webhook_batch: { ...current.webhook_batch, ...webhook_batch },
  };
}
