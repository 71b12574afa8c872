import { auth } from './auth.ts';
import { common } from './common.ts';

/** What one reads before being let in, and everywhere: with it every visit begins. */
export const door = { common, auth };
