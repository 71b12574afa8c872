import type { EmailDriver } from '@supabase/lite';
import { createTransport } from 'nodemailer';

interface MailOptions {
  /** Mail server, `smtp://host:port`. */
  smtpUrl: string;
  /** What lite takes for the address of Auth in its links. */
  siteUrl: string;
  /** Where Auth really answers. */
  apiUrl: string;
}

/**
 * Sends Auth's mails to the local mailbox. On a hosted project Auth has an address of its own; lite puts its links under the
 * site's, so they are led to the right one here.
 */
export function createMailDriver({ smtpUrl, siteUrl, apiUrl }: MailOptions): EmailDriver {
  const transport = createTransport(smtpUrl);
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({
        from: 'Wabase <wabase@example.com>',
        to,
        subject,
        text: text?.replaceAll(`${siteUrl}/auth/v1/`, `${apiUrl}/auth/v1/`),
      });
    },
  };
}
