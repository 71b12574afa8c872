create function private.status_rank(status text) returns int
language sql immutable parallel safe
set search_path = ''
as $$
  select array_position(
    array['queued', 'canceled', 'sending', 'unknown', 'accepted', 'sent', 'failed', 'delivered', 'read', 'played'], status)
$$;
comment on function private.status_rank(text) is
  'Order of the delivery states. A status is applied only when it ranks higher than the present one, so any order and any '
  'repetition of webhooks ends in the same state; delivery outranks a failure reported for the same message.';
