import type { Sql } from 'postgres';

/**
 * Notes every send whose outcome becomes unknown from now on, when and how it is settled, and whether one was queued again without
 * evidence, which must never happen.
 */
export async function watchDoubt(sql: Sql) {
  await sql.unsafe(`
    create table public.doubts (message_id uuid not null, since timestamptz not null default clock_timestamp(), until timestamptz,
      is_blind boolean);
    create index doubts_open_idx on public.doubts (message_id) where until is null;
    create function public.note_doubt() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      if tg_op = 'UPDATE' and new.status = 'unknown' then
        insert into public.doubts (message_id) values (new.message_id);
      else
        update public.doubts d
        set until = clock_timestamp(), is_blind = tg_op = 'UPDATE' and new.status = 'queued' and old.evidence_at is null
        where d.message_id = old.message_id and d.until is null;
      end if;
      return null;
    end
    $$;
    create trigger enter_doubt after update on private.outbox for each row
      when (old.status <> 'unknown' and new.status = 'unknown') execute function public.note_doubt();
    create trigger leave_doubt after update on private.outbox for each row
      when (old.status = 'unknown' and new.status <> 'unknown') execute function public.note_doubt();
    create trigger end_doubt after delete on private.outbox for each row
      when (old.status = 'unknown') execute function public.note_doubt();`);

  return {
    /** unknown: how often; in seconds how long the longest and the median took; blind resends. */
    async figures(): Promise<Record<string, number>> {
      const [row] = await sql<Record<string, number>[]>`
        select count(*)::int as unknown, (count(*) filter (where until is null))::int as unknown_left,
          (count(*) filter (where is_blind))::int as blind_resends,
          coalesce(round(extract(epoch from max(until - since)), 1), 0)::float8 as settled_slowest_s,
          coalesce(round((percentile_cont(0.5) within group (order by extract(epoch from until - since)))::numeric, 1), 0)::float8
            as settled_median_s
        from public.doubts`;
      return { ...row };
    },
  };
}
