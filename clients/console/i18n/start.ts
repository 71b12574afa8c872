import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { recall, remember } from '../lib/storage.ts';
import { door } from './en/door.ts';
import type { En } from './en/index.ts';
import { LANGUAGES, type Language } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: En;
  }
}

i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'common',
  resources: { en: door },
  interpolation: { escapeValue: false }, // React escapes
});

/** Other languages are read when they are asked for. */
const LOADERS: Record<Exclude<Language, 'en'>, () => Promise<Record<string, object>>> = {
  es: async () => (await import('./es/index.ts')).es,
  ar: async () => (await import('./ar/index.ts')).ar,
};

export async function speak(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'common')) {
    for (const [namespace, words] of Object.entries(await LOADERS[language]())) {
      i18next.addResourceBundle(language, namespace, words);
    }
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = LANGUAGES[language].dir;
  remember('language', language);
}

/** The language of last time, else the first of the browser's that the console speaks. */
export function preferredLanguage(): Language {
  const wanted = [recall('language'), ...navigator.languages].map((tag) => tag?.slice(0, 2) ?? '');
  return wanted.find((tag): tag is Language => tag in LANGUAGES) ?? 'en';
}
