create function private.button_problems(path text, button jsonb, category text) returns setof private.template_problem
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_type text := upper(button ->> 'type');
  v_url text := button ->> 'url';
begin
  if v_type not in ('OTP', 'CATALOG', 'MPM', 'COPY_CODE', 'REQUEST_CONTACT_INFO') then
    return query select * from private.length_problems(path || '.text', button ->> 'text', 25);
  end if;
  return query
  select path || problem.field, problem.message
  from (values
    ('', format('%s is no kind of button.', coalesce(button ->> 'type', 'This')),
      v_type is null or v_type not in ('QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'OTP', 'FLOW', 'CATALOG', 'MPM',
        'REQUEST_CONTACT_INFO', 'VOICE_CALL')),
    ('.url', 'An address of at most 2000 characters that begins with https:// or http:// is needed.',
      v_type = 'URL' and (coalesce(v_url, '') !~ '^https?://[^\s]+$' or char_length(v_url) > 2000)),
    ('.url', 'An address takes one parameter, {{1}}, at its very end.',
      v_type = 'URL' and v_url ~ '\{\{' and v_url !~ '^[^{}]+\{\{1\}\}$'),
    ('.example', 'Give an example of the part that is filled in.',
      v_type = 'URL' and v_url ~ '\{\{' and coalesce(jsonb_typeof(button -> 'example'), '') <> 'array'),
    ('.phone_number', 'A phone number with country code is needed, like +16505550100.',
      v_type = 'PHONE_NUMBER' and coalesce(button ->> 'phone_number', '') !~ '^\+?[0-9]{5,20}$'),
    ('.example', 'Give an example code of at most 15 characters.',
      v_type = 'COPY_CODE' and char_length(coalesce(button ->> 'example', button -> 'example' ->> 0, '')) not between 1 and 15),
    ('.flow_id', 'A Flow button names its Flow by flow_id, flow_name or flow_json.',
      v_type = 'FLOW' and not button ?| array['flow_id', 'flow_name', 'flow_json']),
    ('.otp_type', 'otp_type is COPY_CODE, ONE_TAP or ZERO_TAP.',
      v_type = 'OTP' and coalesce(upper(button ->> 'otp_type'), '') not in ('COPY_CODE', 'ONE_TAP', 'ZERO_TAP')),
    ('.supported_apps', 'One-tap and zero-tap buttons name the apps: [{"package_name": "…", "signature_hash": "…"}].',
      v_type = 'OTP' and upper(button ->> 'otp_type') in ('ONE_TAP', 'ZERO_TAP')
        and not jsonb_path_exists(button, '$.supported_apps[*] ? (exists(@.package_name) && exists(@.signature_hash))')),
    ('', 'A code button belongs to authentication templates, all other buttons to the others.',
      (v_type = 'OTP') <> (category = 'AUTHENTICATION'))
  ) as problem (field, message, is_there)
  where problem.is_there;
end
$$;
comment on function private.button_problems(text, jsonb, text) is
  'What Meta refuses in one button of a template (Meta, template components: labels of 25 characters, addresses of 2000).';

create function private.buttons_problems(path text, buttons jsonb, category text) returns setof private.template_problem
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_types text[];
begin
  if coalesce(jsonb_typeof(buttons), '') <> 'array' or jsonb_array_length(buttons) = 0 then
    return next (path, 'A list of buttons is needed here.')::private.template_problem;
    return;
  end if;
  v_types := array(select upper(b ->> 'type') from jsonb_array_elements(buttons) as b);
  return query
  select found.* from jsonb_array_elements(buttons) with ordinality as b (button, n),
    lateral private.button_problems(format('%s[%s]', path, n - 1), b.button, category) as found;
  return query
  select path, problem.message
  from (values
    ('At most 10 buttons.', cardinality(v_types) > 10),
    ('At most 2 buttons with an address.', cardinality(array_positions(v_types, 'URL')) > 2),
    ('At most 1 button that calls a number.', cardinality(array_positions(v_types, 'PHONE_NUMBER')) > 1),
    ('At most 1 button that copies a code.', cardinality(array_positions(v_types, 'COPY_CODE')) > 1),
    ('A code button stands alone.', 'OTP' = any (v_types) and cardinality(v_types) > 1),
    ('Quick replies stand together: all before or all after the other buttons.',
      'QUICK_REPLY' = any (v_types) and (
        select count(*) from generate_series(1, cardinality(v_types)) as i
        where v_types[i] = 'QUICK_REPLY' and v_types[i - 1] is distinct from 'QUICK_REPLY') > 1)
  ) as problem (message, is_there)
  where problem.is_there;
end
$$;
comment on function private.buttons_problems(text, jsonb, text) is
  'What Meta refuses in the buttons of a template together: how many of each kind, and their order (Meta, template components).';
