import { describe, expect, test } from 'vitest';
import { csvCell, withoutApostrophe } from '../../worker/tables/write_csv.ts';
import { readAttribute } from '../../worker/tasks/contacts/attribute_cells.ts';
import { looksLikeHeader, suggestColumns } from '../../worker/tasks/contacts/column_names.ts';
import { createPhoneReader } from '../../worker/tasks/contacts/phones.ts';
import { createSeenPhones } from '../../worker/tasks/contacts/seen_phones.ts';

describe('phones', () => {
  const phones: [string, string | null, string][] = [
    ['+49 151 12345678', null, '+4915112345678'],
    ['0049 151 12345678', null, '+4915112345678'],
    ['+49 (0)151 12345678', null, '+4915112345678'],
    ['tel:+1-415-555-2671', null, '+14155552671'],
    ['\u202a+447911123456\u202c', null, '+447911123456'],
    ['0151/12345678', 'DE', '+4915112345678'],
    ['4915112345678', 'DE', '+4915112345678'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['14155552671', 'US', '+14155552671'],
    ['393 123 4567', 'IT', '+393931234567'],
    ['98765 43210', 'IN', '+919876543210'],
    ['919876543210', 'IN', '+919876543210'],
  ];
  test.each(phones)('%s in %s', (cell, country, phone) => {
    expect(createPhoneReader(country)(cell)).toEqual({ phone });
  });
  const faults: [string, string | null, string][] = [
    ['', 'DE', 'phone_missing'],
    ['unknown', 'DE', 'phone_invalid'],
    ['+49 151 12', 'DE', 'phone_invalid'],
    ['+4915112345678 ext. 3', 'DE', 'phone_invalid'],
    ['4.91511E+12', 'DE', 'phone_exponent'],
    ['4,91511e12', null, 'phone_exponent'],
    ['0151 12345678', null, 'phone_needs_country'],
    ['4915112345678', null, 'phone_needs_country'],
    ['1'.repeat(1000), 'DE', 'phone_invalid'],
  ];
  test.each(faults)('%s in %s: %s', (cell, country, fault) => {
    expect(createPhoneReader(country)(cell)).toMatchObject({ fault });
  });

  test('a file remembers in which row each of 100,000 phones came first', () => {
    const seen = createSeenPhones();
    for (let row = 1; row <= 100_000; row++)
      expect(seen.firstRow(`+4915${10_000_000 + row * 7}`, row)).toBe(row);
    for (let row = 1; row <= 100_000; row += 97) {
      expect(seen.firstRow(`+4915${10_000_000 + row * 7}`, 200_000)).toBe(row);
    }
  });
});

describe('cells of attributes', () => {
  const attribute = (type: 'number' | 'boolean' | 'date' | 'option' | 'text') => ({
    key: 'a',
    type,
    options: type === 'option' ? ['Gold', 'Silver'] : [],
  });
  const values: [
    string,
    'number' | 'boolean' | 'date' | 'option' | 'text',
    unknown,
    'iso' | 'dmy' | 'mdy',
  ][] = [
    ['1234.5', 'number', 1234.5, 'iso'],
    ['1.234,5', 'number', 1234.5, 'iso'],
    ['1,234,567', 'number', 1_234_567, 'iso'],
    ["1'234.50", 'number', 1234.5, 'iso'],
    ['-0,5', 'number', -0.5, 'iso'],
    ['Ja', 'boolean', true, 'iso'],
    ['0', 'boolean', false, 'iso'],
    ['gold', 'option', 'Gold', 'iso'],
    ['2024-02-29', 'date', '2024-02-29', 'dmy'],
    ['2024-02-29T10:00:00', 'date', '2024-02-29', 'iso'],
    ['3.4.2024', 'date', '2024-04-03', 'dmy'],
    ['3/4/2024', 'date', '2024-03-04', 'mdy'],
    ['=1+1', 'text', '=1+1', 'iso'],
  ];
  test.each(values)('%s as %s is %s', (cell, type, value, dates) => {
    expect(readAttribute(cell, attribute(type), dates)).toEqual({ value });
  });
  const faults: [string, 'number' | 'boolean' | 'date' | 'option' | 'text'][] = [
    ['1.234', 'number'],
    ['1e999', 'number'],
    ['many', 'number'],
    ['perhaps', 'boolean'],
    ['31.02.2024', 'date'],
    ['2024-13-01', 'date'],
    ['Bronze', 'option'],
    ['x'.repeat(2001), 'text'],
  ];
  test.each(faults)('%s as %s is refused', (cell, type) => {
    expect(readAttribute(cell, attribute(type), 'dmy')).toHaveProperty('fault');
  });
});

test('names of columns suggest what they are for, once each', () => {
  const attributes = [{ key: 'birth_date', label: 'Geburtstag' }];
  const uses = suggestColumns(
    ['Full Name', 'Handy-Nummer', 'WhatsApp', 'Geburtstag', 'Tags', 'Notes'],
    attributes,
  );
  expect(uses).toEqual([
    { field: 'name' },
    { field: 'phone' },
    undefined,
    { field: 'attribute', key: 'birth_date' },
    { field: 'labels' },
    undefined,
  ]);
  expect(looksLikeHeader(['Name', 'Phone'])).toBe(true);
  expect(looksLikeHeader(['Ann', '0151 12345678'])).toBe(false);
});

test('formulas get an apostrophe in CSV and lose it on the way back; phones and plain texts have none', () => {
  for (const formula of ['=1+1', '@SUM(A1)', '-2+3', '+1+cmd|x', '\tx']) {
    expect(csvCell(formula)).toBe(`"'${formula}"`);
    expect(withoutApostrophe(`'${formula}`)).toBe(formula);
  }
  for (const text of ['+4915112345678', 'Ann', "'Ann", '1+1']) {
    expect(csvCell(text)).toBe(`"${text}"`);
    expect(withoutApostrophe(text)).toBe(text);
  }
});
