import type { En } from '../en/index.ts';
import type { Translation } from '../languages.ts';
import { auth } from './auth.ts';
import { common } from './common.ts';

/** The frame of the console and its doors; the rest falls back to English. */
export const ar: Translation<En> = { common, auth };
