type Rgb = [number, number, number];

function parse(color: string): Rgb | null {
  const digits = /^#([0-9a-f]{6})$/i.exec(color)?.[1];
  if (digits === undefined) return null;
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as Rgb;
}

/** Relative luminance (WCAG 2.2, 1.4.3). */
function luminance(color: Rgb): number {
  const [r, g, b] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, moved towards `goal` until it can be read on `ground`. */
function readable(color: Rgb, ground: Rgb, goal: Rgb): Rgb {
  for (let part = 0; part < 1; part += 0.05) {
    const mixed = color.map((value, i) => Math.round(value + ((goal[i] ?? 0) - value) * part)) as Rgb;
    if (contrast(mixed, ground) >= 5.6) return mixed;
  }
  return goal;
}

const hex = (color: Rgb) => `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`;

/**
 * The tokens that an organization's colour sets. Buttons wear it as it is, with the text colour that the database found
 * readable on it; text in that colour is darkened or lightened until it can be read (5.6:1 on the plain
 * surface, which leaves 4.5:1 on the tinted ones).
 */
export function accentTokens(
  themeColor: string | null,
  themeTextColor: string | null,
  isDark: boolean,
): Record<string, string> {
  const color = themeColor === null ? null : parse(themeColor);
  if (color === null || themeColor === null) return {};
  const ink = themeTextColor ?? (contrast(color, [255, 255, 255]) >= 4.5 ? '#ffffff' : '#000000');
  const text = isDark
    ? readable(color, [40, 44, 50], [255, 255, 255])
    : readable(color, [240, 243, 246], [0, 0, 0]);
  return { '--accent': themeColor, '--accent-ink': ink, '--accent-text': hex(text) };
}
