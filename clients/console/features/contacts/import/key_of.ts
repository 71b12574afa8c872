/** A name as the key of an attribute: lower snake case, up to 40 characters. */
export function keyOf(name: string): string {
  const key = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '');
  return key.slice(0, 40) || 'value';
}
