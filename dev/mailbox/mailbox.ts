import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { type Letter, readMessage } from './message.ts';

/** Letters that are kept; older ones leave. */
const KEPT = 500;

export interface MailboxOptions {
  /** Port of the mail server; 0 takes a free one. */
  smtpPort: number;
  /** Port of the page. */
  httpPort: number;
}

/** A mail server that delivers nothing and shows everything: GET / for people, GET /messages?to=… as JSON. */
export async function createMailbox({ smtpPort, httpPort }: MailboxOptions) {
  const letters: Letter[] = [];
  let received = 0;

  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, done) {
      // An address to try out what a mail server refuses for good.
      if (address.startsWith('nobody@'))
        done(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
      else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received += 1;
        letters.push({
          id: received,
          at: new Date().toISOString(),
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          ...readMessage(Buffer.concat(chunks)),
        });
        if (letters.length > KEPT) letters.shift();
        done();
      });
    },
  });
  smtp.on('error', () => {}); // a client that goes away in the middle

  const http = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://mailbox');
    const to = url.searchParams.get('to')?.toLowerCase();
    const shown = letters
      .filter((letter) => to === undefined || letter.to.some((address) => address.toLowerCase() === to))
      .toReversed();
    if (request.method !== 'GET') answer(response, 405, 'text/plain', 'Only GET.');
    else if (url.pathname === '/messages') answer(response, 200, 'application/json', JSON.stringify(shown));
    else if (url.pathname === '/') answer(response, 200, 'text/html', page(shown));
    else answer(response, 404, 'text/plain', 'There is only / and /messages.');
  });

  smtp.listen(smtpPort, '127.0.0.1');
  http.listen(httpPort, '127.0.0.1');
  await Promise.all([once(smtp.server, 'listening'), once(http, 'listening')]);
  const portOf = (address: unknown) => (address as { port: number }).port; // both listen on TCP
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server.address())}`,
    url: `http://127.0.0.1:${portOf(http.address())}`,
    async close(): Promise<void> {
      http.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => smtp.close(() => resolve())),
        new Promise<void>((resolve) => http.close(() => resolve())),
      ]);
    },
  };
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response
    .writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' })
    .end(body);
}

function page(letters: Letter[]): string {
  const shown = letters.map(
    ({ at, from, to, subject, text }) => `<article><h2>${escaped(subject)}</h2>
<p>${escaped(at)} · from ${escaped(from)} to ${escaped(to.join(', '))}</p><pre>${linked(escaped(text))}</pre></article>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mailbox</title>
<style>body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}article{border-top:1px solid #ccc}
pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>
<h1>Mailbox</h1><p>What the worker mailed. Nothing leaves this machine.</p>
${shown.length === 0 ? '<p>No mail yet.</p>' : shown.join('\n')}</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function linked(text: string): string {
  return text.replace(/https?:\/\/\S+/g, (url) => `<a href="${url}">${url}</a>`);
}
