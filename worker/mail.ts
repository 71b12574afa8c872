import { createTransport } from 'nodemailer';
import type { Environment } from './environment.ts';

/** A mail of plain text to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What became of a mail: with the mail server, or refused for good. Everything else is thrown, to be tried again. */
export type MailOutcome = { kind: 'sent' } | { kind: 'refused'; reason: string };

/** Sends mail, and knows where its links lead. */
export interface Mailer {
  appUrl: string;
  send(mail: Mail): Promise<MailOutcome>;
  close(): void;
}

/** Longest that a mail server may take for each step. */
const STEP_MS = 20_000;

/** A mailer from the worker's environment; null when it names no mail server. */
export function createMailer({
  SMTP_URL,
  MAIL_FROM,
  APP_URL,
}: Pick<Environment, 'SMTP_URL' | 'MAIL_FROM' | 'APP_URL'>): Mailer | null {
  if (SMTP_URL === undefined || MAIL_FROM === undefined || APP_URL === undefined) return null;
  const { protocol, hostname, port, username, password } = new URL(SMTP_URL);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    pool: true,
    maxConnections: 2,
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
  });
  return {
    appUrl: APP_URL,
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({ from: MAIL_FROM, to: { name: '', address: to }, subject, text });
        return { kind: 'sent' };
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: number; code?: string };
        // RFC 5321, 4.2.1: 5yz is a refusal that stays one. That we may not sign in can be put right.
        if (responseCode !== undefined && responseCode >= 500 && code === 'EENVELOPE')
          return { kind: 'refused', reason: `The mail server refused the address (${responseCode}).` };
        throw error;
      }
    },
    close: () => transport.close(),
  };
}
