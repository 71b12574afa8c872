create function private.take_tokens(account public.whatsapp_accounts, wanted int) returns int
language sql volatile
set search_path = ''
as $$
  with bucket as (
    select b.whatsapp_account_id, b.brand_id,
      least(greatest(account.throughput_mps * 0.05, 1),
        b.tokens + account.throughput_mps * 0.95 * extract(epoch from clock_timestamp() - b.refilled_at)) as tokens,
      coalesce(b.cooling_until > clock_timestamp(), false) as is_cooling
    from private.token_buckets b
    where b.whatsapp_account_id = account.id and b.brand_id = account.brand_id
    for update
  )
  update private.token_buckets b
  set tokens = bucket.tokens - case when bucket.is_cooling then 0 else least(wanted, floor(bucket.tokens)) end,
    refilled_at = clock_timestamp()
  from bucket
  where b.whatsapp_account_id = bucket.whatsapp_account_id and b.brand_id = bucket.brand_id
  returning case when bucket.is_cooling then 0 else least(wanted, floor(bucket.tokens))::int end
$$;
comment on function private.take_tokens(public.whatsapp_accounts, int) is
  'Refills the number''s bucket and takes up to `wanted` tokens. A twentieth of throughput_mps may be saved up and the rest '
  'flows in within a second, so that no second, wherever it begins, sees more than Meta allows. None while the number cools down. '
  'Holds the bucket''s row lock until commit. Returns how many were taken.';
