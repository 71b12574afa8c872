create function private.counted_status(status text, wamid text, sent_at timestamptz, is_held boolean default false) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when status = 'accepted' and is_held then 'held'
    when status <> 'failed' then status
    when sent_at is not null then 'failed_sent'
    when wamid is not null then 'failed_accepted'
    else 'failed'
  end
$$;
comment on function private.counted_status(text, text, timestamptz, boolean) is
  'The status under which a message counts in its campaign: one that failed after Meta had accepted or sent it keeps its '
  'place in those steps of the funnel, and one that Meta holds back is told apart.';
