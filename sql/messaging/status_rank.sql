create function private.ranked_statuses() returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  select array['queued', 'canceled', 'sending', 'unknown', 'accepted', 'sent', 'failed', 'delivered', 'read', 'played']
$$;
comment on function private.ranked_statuses() is 'The delivery states in order.';

create function private.status_rank(status text) returns int
language sql immutable parallel safe
set search_path = ''
as $$ select array_position(private.ranked_statuses(), status) $$;
comment on function private.status_rank(text) is
  'Order of the delivery states. A status is applied only when it ranks higher than the present one, so any order and any '
  'repetition of webhooks ends in the same state; delivery outranks a failure reported for the same message.';

create function private.statuses_from(status text) returns text[]
language sql immutable parallel safe
set search_path = ''
as $$ select (private.ranked_statuses())[private.status_rank(status):] $$;
comment on function private.statuses_from(text) is 'A delivery state and those above it; asked for once, where rows are many.';
