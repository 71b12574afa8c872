import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMailbox } from '../../dev/mailbox/mailbox.ts';
import type { Letter } from '../../dev/mailbox/message.ts';
import { createLogger } from '../../functions/core/log.ts';
import { createWorkerDatabase } from '../../worker/database.ts';
import { createMailer, type Mailer } from '../../worker/mail.ts';
import { createInvitationMail } from '../../worker/tasks/tenancy/mail_invitation.ts';
import { actAs, openWorld, type World } from '../worker/world.ts';

let world: World;
let mailbox: Awaited<ReturnType<typeof createMailbox>>;
let mailer: Mailer;
let database: ReturnType<typeof createWorkerDatabase>;
const lines: string[] = [];
const log = createLogger({ write: (line) => lines.push(line) });
beforeAll(async () => {
  world = await openWorld();
  mailbox = await createMailbox({ smtpPort: 0, httpPort: 0 });
  const made = createMailer({
    SMTP_URL: mailbox.smtpUrl,
    MAIL_FROM: 'Wabase <wabase@example.com>',
    APP_URL: 'https://app.example.com/base',
  });
  if (made === null) throw new Error('There is no mailer.');
  mailer = made;
  database = createWorkerDatabase(world.url('wabase_worker'), 2);
});
afterAll(async () => {
  mailer.close();
  await Promise.all([mailbox.close(), database.end({ timeout: 1 })]);
  await world.close();
});

interface Sent {
  invitation_id: string;
  token: string;
}

async function invite(email: string): Promise<Sent> {
  const [row] = await actAs(
    world.sql,
    'owner',
    (sql) => sql<{ sent: Sent }[]>`select invite_member(${world.id('org_a')}, ${email}, 'agent') as sent`,
  );
  if (row === undefined) throw new Error('Nobody was invited.');
  return row.sent;
}

const deliver = (id: string, by: Mailer | null = mailer) =>
  createInvitationMail({ sql: database, mailer: by, log })({ key: id });

async function lettersTo(address: string): Promise<Letter[]> {
  const response = await fetch(`${mailbox.url}/messages?to=${encodeURIComponent(address)}`);
  return (await response.json()) as Letter[];
}

const tokenIn = (letter: Letter | undefined) => /#token=([0-9a-f]{64})$/m.exec(letter?.text ?? '')?.[1] ?? '';

async function mailState(id: string) {
  const [row] = await world.sql`
    select mail_is_due, mailed_at is not null as is_mailed, mail_error from invitations where id = ${id}`;
  return row;
}

async function accept(email: string, token: string): Promise<unknown> {
  const [user] = await world.sql<{ id: string }[]>`select tests.create_user(${email}) as id`;
  return world.sql.begin(async (sql) => {
    await sql`select tests.sign_in(${user?.id ?? ''})`;
    return sql`select accept_invitation(${token})`;
  });
}

test('the person gets a link in the language of the organization, and takes the seat with it', async () => {
  await world.sql`update organizations set locale = 'es-MX', name = 'Café Sol' where id = ${world.id('org_a')}`;
  const { invitation_id, token } = await invite('ines@example.com');
  await deliver(invitation_id);
  const letters = await lettersTo('ines@example.com');
  expect(letters).toHaveLength(1);
  expect(letters[0]).toMatchObject({ subject: 'Su invitación a Café Sol', from: 'wabase@example.com' });
  expect(letters[0]?.text).toContain('https://app.example.com/base/invitation#token=');
  expect(tokenIn(letters[0])).not.toBe(token);
  expect(lines.join('\n')).not.toContain(tokenIn(letters[0]));
  expect(await mailState(invitation_id)).toEqual({ mail_is_due: false, is_mailed: true, mail_error: null });
  await accept('ines@example.com', tokenIn(letters[0]));
});

test('a job that runs again sends nothing more; after a crash the later mail is the one that holds', async () => {
  await world.sql`update organizations set locale = 'ja' where id = ${world.id('org_a')}`;
  const { invitation_id } = await invite('bo@example.com');
  await deliver(invitation_id);
  await deliver(invitation_id);
  expect(await lettersTo('bo@example.com')).toHaveLength(1);
  await world.sql`update invitations set mail_is_due = true where id = ${invitation_id}`; // it died before its note
  await deliver(invitation_id);
  const [later, first] = await lettersTo('bo@example.com');
  expect(later?.subject).toBe('Your invitation to Café Sol');
  await expect(accept('bo@example.com', tokenIn(first))).rejects.toMatchObject({
    detail: 'invitation_unknown',
  });
});

test('resending kills what was mailed before', async () => {
  const { invitation_id, token } = await invite('cleo@example.com');
  await deliver(invitation_id);
  await actAs(world.sql, 'owner', (sql) => sql`select resend_invitation(${invitation_id})`);
  const [old] = await lettersTo('cleo@example.com');
  for (const dead of [token, tokenIn(old)]) {
    const [row] = await world.sql`
      select count(*)::int as n from private.invitation_tokens where token_hash = sha256(convert_to(${dead}, 'UTF8'))`;
    expect(row).toEqual({ n: 0 });
  }
  await deliver(invitation_id);
  await accept('cleo@example.com', tokenIn((await lettersTo('cleo@example.com'))[0]));
});

test('an address that the mail server refuses is told to who invited, and not tried again', async () => {
  const { invitation_id } = await invite('nobody@example.com');
  await deliver(invitation_id);
  expect(await mailState(invitation_id)).toMatchObject({
    mail_is_due: false,
    is_mailed: false,
    mail_error: 'The mail server refused the address (550).',
  });
});

test('a mail server that is away leaves the mail due', async () => {
  const { invitation_id } = await invite('dana@example.com');
  const away = createMailer({
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'a@example.com',
    APP_URL: 'https://a.example',
  });
  await expect(deliver(invitation_id, away)).rejects.toThrow();
  away?.close();
  expect(await mailState(invitation_id)).toMatchObject({ mail_is_due: true, is_mailed: false });
});

test('nothing is mailed for a revoked invitation, or by a platform without a mail server', async () => {
  const revoked = await invite('emil@example.com');
  await actAs(world.sql, 'owner', (sql) => sql`select revoke_invitation(${revoked.invitation_id})`);
  await deliver(revoked.invitation_id);
  const unmailed = await invite('fay@example.com');
  await deliver(unmailed.invitation_id, null);
  expect([...(await lettersTo('emil@example.com')), ...(await lettersTo('fay@example.com'))]).toEqual([]);
  expect(await mailState(unmailed.invitation_id)).toMatchObject({ mail_is_due: false, is_mailed: false });
  await accept('fay@example.com', unmailed.token);
});

test('the page shows letters as text', async () => {
  const html = await (await fetch(mailbox.url)).text();
  expect(html).toContain('Su invitación a Café Sol');
  expect(html).not.toContain('<script');
});
