import type { en } from '../en/index.ts';
import type { Translation } from '../languages.ts';
import { auth } from './auth.ts';
import { common } from './common.ts';

export const es: Translation<typeof en> = { common, auth };
