import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { Mailer } from '../../mail.ts';
import { invitationText } from './invitation_text.ts';

const payloadSchema = z.object({ key: z.uuid() });

const dueSchema = z.object({
  email: z.string(),
  expires_at: z.coerce.date(),
  organization: z.string(),
  locale: z.string(),
  invited_by: z.string().nullable(),
  token: z.string(),
});

/**
 * Mails an invitation. The token of the mail is made when it is sent and stored nowhere. A worker that dies between the mail
 * server's answer and our note of it sends a second mail, whose link works where that of the first does no more.
 */
export function createInvitationMail(deps: { sql: Database; mailer: Mailer | null; log: Logger }) {
  const { sql, mailer, log } = deps;

  return async function mailInvitation(payload: unknown): Promise<void> {
    const id = payloadSchema.parse(payload).key;
    await sql`select private.answer('tenancy/mail_invitation', ${id})`;
    if (mailer === null) {
      await sql`select private.invitation_mailed(${id}, false)`;
      return;
    }
    const [row] = await sql<{ due: unknown }[]>`select private.invitation_to_mail(${id}) as due`;
    if (row === undefined || row.due === null) return;
    const { email, token, ...words } = dueSchema.parse(row.due);
    const link = new URL('invitation', mailer.appUrl.endsWith('/') ? mailer.appUrl : `${mailer.appUrl}/`);
    // Behind the #: it is sent to no server and stands in no log.
    link.hash = new URLSearchParams({ token }).toString();
    const outcome = await mailer.send({ to: email, ...invitationText({ ...words, link: link.href }) });
    await sql`select private.invitation_mailed(${id}, ${outcome.kind === 'sent'},
      ${outcome.kind === 'refused' ? outcome.reason : null})`;
    log.info('invitation_mailed', { invitation_id: id, outcome: outcome.kind });
  };
}
