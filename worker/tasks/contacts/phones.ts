import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

export type PhoneFault = 'phone_missing' | 'phone_needs_country' | 'phone_exponent' | 'phone_invalid';

/** What each fault means to whoever made the file. */
export const PHONE_FAULTS: Record<PhoneFault, string> = {
  phone_missing: 'The row has no phone number.',
  phone_needs_country:
    'The number has no country: write it with + and country code, or choose a default country.',
  phone_exponent:
    'A spreadsheet has rounded the number and lost its last digits: format the column as text and enter it again.',
  phone_invalid: 'No country has such a phone number.',
};

/**
 * Reads phone numbers as people write them and gives them in E.164, checked against the numbering plans of all countries
 * (libphonenumber).
 * @param defaultCountry for numbers without country code; two letters
 */
export function createPhoneReader(defaultCountry: string | null) {
  const country =
    defaultCountry !== null && isSupportedCountry(defaultCountry)
      ? (defaultCountry as CountryCode)
      : undefined;
  const code = country === undefined ? undefined : getCountryCallingCode(country);

  /** The number in E.164, or null. */
  function parse(text: string): string | null {
    const number = parsePhoneNumberFromString(text, {
      ...(country === undefined ? {} : { defaultCountry: country }),
      extract: false,
    });
    return number?.isValid() && number.ext === undefined ? number.number : null;
  }

  return function readPhone(cell: string): { phone: string } | { fault: PhoneFault } {
    const text = cell.trim();
    if (text === '') return { fault: 'phone_missing' };
    if (/^[+-]?[0-9]+([.,][0-9]+)?e\+?[0-9]+$/i.test(text)) return { fault: 'phone_exponent' };
    // Spreadsheets and people hide a number's characters behind these.
    const written = text
      .replace(/^tel:/i, '')
      .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
      .replace(/^00(?=[1-9])/, '+');
    if (written.length > 40) return { fault: 'phone_invalid' };
    // WhatsApp's own way, 4915112345678: libphonenumber would find a landline of Germany in it.
    const phone =
      (code !== undefined && written.startsWith(code) ? parse(`+${written}`) : null) ?? parse(written);
    if (phone !== null) return { phone };
    const isComplete = /^\(?\+/.test(written) || written.replace(/[^0-9]/g, '').length < 5;
    return { fault: country === undefined && !isComplete ? 'phone_needs_country' : 'phone_invalid' };
  };
}
