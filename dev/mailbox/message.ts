/** A mail as the mailbox shows it. */
export interface Letter {
  id: number;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
}

/** Reads the subject and the plain text of a mail with one part (RFC 5322, 2045, 2047), which is all that the worker sends. */
export function readMessage(raw: Buffer): { subject: string; text: string } {
  const source = raw.toString('latin1');
  const end = source.search(/\r?\n\r?\n/);
  const head = end === -1 ? source : source.slice(0, end);
  const body = end === -1 ? '' : source.slice(end).replace(/^\r?\n\r?\n/, '');
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase() ?? '7bit';
  return {
    subject: decodeWords(headers.get('subject') ?? ''),
    text: decode(body, encoding).toString('utf8').replaceAll('\r\n', '\n').trimEnd(),
  };
}

function decode(text: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(text, 'base64');
  if (encoding === 'quoted-printable') return quotedPrintable(text.replace(/=\r?\n/g, ''));
  return Buffer.from(text, 'latin1');
}

function quotedPrintable(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** Words in other letters than ASCII: =?UTF-8?Q?Invitaci=C3=B3n?= */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      (kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64')
        : quotedPrintable(word.replaceAll('_', ' '))
      ).toString('utf8'),
    );
}
