import { createMailbox } from './mailbox.ts';

/** Process entry: takes the mail of the local stack. */
const mailbox = await createMailbox({
  smtpPort: Number(process.env.MAILBOX_SMTP_PORT ?? 1025),
  httpPort: Number(process.env.MAILBOX_PORT ?? 8025),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void mailbox.close().finally(() => process.exit(0));
    setTimeout(() => process.exit(0), 500);
  });
}
