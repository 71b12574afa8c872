import type { door } from './door.ts';
import type { work } from './work.ts';

/** The words of the console in English, by part. Other languages have the same names. */
export type En = typeof door & typeof work;
