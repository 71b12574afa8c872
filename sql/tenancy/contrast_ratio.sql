create function private.contrast_ratio(color text, other text) returns numeric
language sql immutable parallel safe
set search_path = ''
as $$
  select round(((max(luminance) + 0.05) / (min(luminance) + 0.05))::numeric, 2)
  from (
    select sum(weight * case when channel <= 0.04045 then channel / 12.92 else power((channel + 0.055) / 1.055, 2.4) end) as luminance
    from unnest(array[color, other]) with ordinality as given (hex, place),
      lateral (values (2, 0.2126::float8), (4, 0.7152), (6, 0.0722)) as weights (at, weight),
      lateral (select get_byte(decode(substr(hex, at, 2), 'hex'), 0) / 255.0::float8 as channel) as channels
    group by place
  ) as luminances
$$;
comment on function private.contrast_ratio(text, text) is
  'Contrast of two #rrggbb colours, 1 to 21, by https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio; text needs 4.5.';
