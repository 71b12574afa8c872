/** What a column may be for. */
export interface ColumnUse {
  field: 'phone' | 'name' | 'locale' | 'labels' | 'groups' | 'attribute';
  key?: string;
}

const NAMES: [ColumnUse['field'], RegExp][] = [
  [
    'phone',
    /^(phone|phones?_?(no|number)|mobile|mobile_?(phone|number)|cell|cell_?phone|tel|telephone|telefon|telefon_?nummer|rufnummer|handy|handy_?nummer|mobil|mobil_?nummer|whatsapp|whatsapp_?(no|number)|telefono|celular|movil|numero|numero_de_telefone|number|msisdn)$/,
  ],
  [
    'name',
    /^(name|full_?name|contact|contact_?name|display_?name|customer|customer_?name|kunde|vollstandiger_name|nombre|nome|nom)$/,
  ],
  ['locale', /^(locale|language|lang|sprache|idioma|langue)$/],
  ['labels', /^(labels?|tags?|etiketten|etiquetas)$/],
  ['groups', /^(groups?|lists?|gruppen?|listen?|grupos?)$/],
];

/** The name of a column as a key: "Post Code" → post_code. */
export function keyOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** What the names of columns suggest they are for; each use is suggested once, to the first column that has it. */
export function suggestColumns(
  names: string[],
  attributes: { key: string; label: string }[],
): (ColumnUse | undefined)[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const key = keyOf(name);
    const field = NAMES.find(([, pattern]) => pattern.test(key))?.[0];
    const attribute = attributes.find((a) => a.key === key || keyOf(a.label) === key);
    const use: ColumnUse | undefined =
      attribute !== undefined ? { field: 'attribute', key: attribute.key } : field && { field };
    const id = `${use?.field} ${use?.key}`;
    if (use === undefined || taken.has(id)) return undefined;
    taken.add(id);
    return use;
  });
}

/** Whether a first row holds names and not data: no cell of it reads as a phone number. */
export function looksLikeHeader(cells: string[]): boolean {
  return !cells.some((cell) => /^[+(]?[0-9][0-9\s()./-]{5,}$/.test(cell.trim()));
}
