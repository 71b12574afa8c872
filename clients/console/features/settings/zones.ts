/** Names of time zones that the browser knows, with the one that is set already. */
export function zones(current: string): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes(current) ? known : [current, ...known];
}
