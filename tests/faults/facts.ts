import { expect } from 'vitest';
import type { Pipeline } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import { draftCampaign } from '../support/tenant.ts';

/**
 * Sets how long evidence must gather (short enough for a test, longer than the simulator takes to report what it accepted)
 * and after how long a send without any is given up.
 */
export async function setGrace(pipeline: Pipeline, grace: string, expiry = '24 hours'): Promise<void> {
  await pipeline.sql`update private.settings set unknown_grace = ${grace}::interval, unknown_expiry = ${expiry}::interval`;
  await watchUnknown(pipeline);
}

/** Drafts and launches a campaign to every contact; returns its id. */
export async function launch(pipeline: Pipeline): Promise<string> {
  const id = await draftCampaign(pipeline.tenant);
  await pipeline.tenant.asOwner((owner) => owner`select public.launch_campaign(${id})`);
  return id;
}

/** Resolves when the simulator has accepted so many sends. */
export function untilAccepted(pipeline: Pipeline, count: number, timeoutMs = 200_000): Promise<void> {
  const isThere = async () => (await pipeline.stats()).accepted >= count;
  return explained(pipeline, () => until(`${count} sends accepted`, isThere, timeoutMs, 10));
}

/** Adds to a failure where the messages are and what the programs said. */
async function explained(pipeline: Pipeline, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { sql } = pipeline;
    const outbox = await sql`
      select status, count(*)::int, min(claimed_at), min(evidence_at), count(evidence_at)::int as with_evidence
      from private.outbox group by 1`;
    const events = await sql`select state, count(*)::int from private.raw_events group by 1`;
    const jobs =
      await sql`select task_identifier, key, run_at, attempts, locked_by, last_error from graphile_worker.jobs`;
    const { accepted, webhooks } = await pipeline.stats();
    const seen = JSON.stringify({ outbox, events, jobs, accepted, webhooks });
    throw new Error(`${(error as Error).message} ${seen}\n${pipeline.logs().slice(-6000)}`, { cause: error });
  }
}

/** Resolves when every recipient of a campaign has been claimed at least once. */
export async function untilHandedOver({ sql }: Pipeline, campaignId: string): Promise<void> {
  await until('the whole audience is claimed', async () => {
    const [row] = await sql<{ is_over: boolean }[]>`
      select bool_and(next_position > last_position) as is_over from private.campaign_feeds where campaign_id = ${campaignId}`;
    return row?.is_over;
  });
}

/** Resolves when a campaign is completed. */
export function untilCompleted(pipeline: Pipeline, campaignId: string, timeoutMs = 200_000): Promise<void> {
  const isCompleted = async () => {
    const [row] = await pipeline.sql<{ status: string }[]>`
      select status from public.campaigns where id = ${campaignId}`;
    return row?.status === 'completed';
  };
  return explained(pipeline, () => until('the campaign is completed', isCompleted, timeoutMs));
}

/** Notes every send whose outcome becomes unknown from now on, for `countUnknown`. */
export async function watchUnknown({ sql }: Pipeline): Promise<void> {
  await sql.unsafe(`
    create table public.seen_unknown (message_id uuid not null);
    create function public.see_unknown() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      insert into public.seen_unknown values (new.message_id);
      return new;
    end
    $$;
    create trigger see_unknown after update on private.outbox for each row
      when (old.status <> 'unknown' and new.status = 'unknown') execute function public.see_unknown();`);
}

/** How many times a send's outcome was unknown. */
export async function countUnknown({ sql }: Pipeline): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from public.seen_unknown`;
  return row?.n ?? 0;
}

/**
 * What must hold when a campaign is over, whatever went wrong on the way: every recipient accepted exactly once, nothing
 * left in the outbox, and the funnel is both a count of the messages and what the simulator decided.
 */
export async function expectEachOnce(
  pipeline: Pipeline,
  campaignId: string,
  recipients: number,
): Promise<void> {
  const { sql } = pipeline;
  await pipeline.untilDrained();
  const { accepted, distinct_recipients, accepted_more_than_once, decided } = await pipeline.stats();
  expect({ accepted, distinct_recipients, accepted_more_than_once }).toEqual({
    accepted: recipients,
    distinct_recipients: recipients,
    accepted_more_than_once: 0,
  });
  expect(await sql`select status, count(*)::int from private.outbox group by status`).toEqual([]);

  const [funnel] = await sql`
    select status, audience, queued, accepted, sent, delivered, read, failed, skipped, canceled, unknown
    from public.campaign_stats where campaign_id = ${campaignId}`;
  const [counted] = await sql`
    select count(*)::int as audience,
      (count(*) filter (where status in ('queued', 'sending')))::int as queued,
      (count(*) filter (where wamid is not null))::int as accepted,
      (count(*) filter (where sent_at is not null or status in ('delivered', 'read', 'played')))::int as sent,
      (count(*) filter (where status in ('delivered', 'read', 'played')))::int as delivered,
      (count(*) filter (where status in ('read', 'played')))::int as read,
      (count(*) filter (where status = 'failed'))::int as failed,
      0 as skipped,
      (count(*) filter (where status = 'canceled'))::int as canceled,
      (count(*) filter (where status = 'unknown'))::int as unknown
    from public.messages where campaign_id = ${campaignId}`;
  expect(funnel).toEqual({ status: 'completed', ...counted });
  expect(funnel).toMatchObject({
    audience: recipients,
    accepted: recipients,
    sent: decided.sent - decided.lost,
    delivered: decided.delivered,
    read: decided.read,
    failed: decided.failed,
    unknown: 0,
  });
}

/** Prints the figures of a run; vitest shows them with --silent=false. */
export function report(run: string, figures: Record<string, unknown>): void {
  console.log(JSON.stringify({ run, ...figures }));
}
