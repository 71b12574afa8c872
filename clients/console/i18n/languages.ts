/** The languages that the console speaks. */
export const LANGUAGES = {
  en: { name: 'English', dir: 'ltr' },
  es: { name: 'Español', dir: 'ltr' },
  ar: { name: 'العربية', dir: 'rtl' },
} as const;

export type Language = keyof typeof LANGUAGES;

/** The words of a language: the same names as in English, other texts. Plural forms may be more or fewer. */
export type Translation<Words> = {
  [Name in keyof Words]?: Words[Name] extends string ? string : Translation<Words[Name]>;
};

/** As `Translation`, with nothing left out: a text that is missing in a full language is a type error. */
export type FullTranslation<Words> = {
  [Name in keyof Words]: Words[Name] extends string ? string : FullTranslation<Words[Name]>;
};
