import { createHmac } from 'node:crypto';

/**
 * A secret of the demo, derived from the data folder's secret key: random to everybody else, the same at every start, so
 * that nothing more has to be kept in a file.
 */
function derive(secretKey: string, purpose: string): string {
  return createHmac('sha256', secretKey).update(`wabase demo: ${purpose}`).digest('base64url');
}

/** Password of a demo user in one data folder. */
export function demoPassword(secretKey: string, email: string): string {
  return derive(secretKey, `password of ${email}`).slice(0, 20);
}

/** Access token of a demo WABA at the simulator. */
export function demoAccessToken(secretKey: string, wabaId: string): string {
  return `EAAG${derive(secretKey, `token of ${wabaId}`)}`;
}
