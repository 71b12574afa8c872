create function private.guard_organization() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' or new.timezone is distinct from old.timezone then
    -- A name with a number in it would be read as a POSIX rule, which is no place: only Etc/GMT±n may have one.
    if new.timezone !~ '^(UTC|Etc/GMT[+-][0-9]{1,2}|[A-Za-z_]+(/[A-Za-z_-]+){1,2})$' then
      perform private.fail('PT422', 'timezone_unknown', format('"%s" is no time zone.', new.timezone),
        'Use an IANA name such as Europe/Lisbon.');
    end if;
    begin
      perform now() at time zone new.timezone;
    exception when invalid_parameter_value then
      perform private.fail('PT422', 'timezone_unknown', format('"%s" is no time zone.', new.timezone),
        'Use an IANA name such as Europe/Lisbon.');
    end;
  end if;
  if new.theme_color !~ '^#[0-9a-fA-F]{6}$' or new.theme_text_color !~ '^#[0-9a-fA-F]{6}$' then
    return new; -- the checks of the table say it
  end if;
  if new.theme_color is null then
    new.theme_text_color := null;
  elsif new.theme_text_color is null
    or tg_op = 'UPDATE' and new.theme_color is distinct from old.theme_color
      and new.theme_text_color is not distinct from old.theme_text_color
  then
    -- One of the two always reaches 4.5: the worst background has 4.58 with both.
    new.theme_text_color := case
      when private.contrast_ratio(new.theme_color, '#ffffff') >= 4.5 then '#ffffff'
      else '#000000'
    end;
  elsif private.contrast_ratio(new.theme_color, new.theme_text_color) < 4.5 then
    perform private.fail('PT422', 'theme_contrast_too_low',
      format('Text in %s on %s has a contrast of %s; people need 4.5 to read it.', new.theme_text_color, new.theme_color,
        private.contrast_ratio(new.theme_color, new.theme_text_color)),
      'Leave theme_text_color out to have a readable one chosen, or take colours that differ more.');
  end if;
  new.updated_at := now();
  return new;
end
$$;
comment on function private.guard_organization() is
  'Profile of an organization: a time zone that exists, and a text colour that can be read on the theme colour (WCAG AA, 4.5). '
  'pg_timezone_names would read every zone file for each look-up; converting a time reads one.';

create trigger organizations_guard before insert or update of timezone, theme_color, theme_text_color on public.organizations
  for each row execute function private.guard_organization();
