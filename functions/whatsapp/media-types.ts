/** Types that a file's first bytes can show to be something else, with the test for each. */
const SIGNATURES: Record<string, (head: Uint8Array) => boolean> = {
  'image/jpeg': (head) => startsWith(head, [0xff, 0xd8, 0xff]),
  'image/png': (head) => startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/webp': (head) => hasText(head, 0, 'RIFF') && hasText(head, 8, 'WEBP'),
  'video/mp4': (head) => hasText(head, 4, 'ftyp'),
  'video/3gpp': (head) => hasText(head, 4, 'ftyp'),
  'audio/mp4': (head) => hasText(head, 4, 'ftyp'),
  'audio/ogg': (head) => hasText(head, 0, 'OggS'),
  'audio/amr': (head) => hasText(head, 0, '#!AMR'),
  'audio/mpeg': (head) => hasText(head, 0, 'ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0),
  'audio/aac': (head) => (head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0) || hasText(head, 4, 'ftyp'),
  'application/pdf': (head) => hasText(head, 0, '%PDF-'),
  'text/plain': (head) => !head.includes(0),
};
const ZIP = (head: Uint8Array) => hasText(head, 0, 'PK');
const OLE = (head: Uint8Array) => startsWith(head, [0xd0, 0xcf, 0x11, 0xe0]);
for (const part of ['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation']) {
  SIGNATURES[`application/vnd.openxmlformats-officedocument.${part}`] = ZIP;
}
for (const type of ['msword', 'vnd.ms-excel', 'vnd.ms-powerpoint']) SIGNATURES[`application/${type}`] = OLE;

/** Types of each kind of message (Cloud API, media reference). A document may be anything. */
const KINDS: Record<string, RegExp> = {
  image: /^image\/(?:jpeg|png|webp)$/,
  video: /^video\/(?:mp4|3gpp)$/,
  audio: /^audio\/(?:aac|amr|mpeg|mp4|ogg)$/,
  sticker: /^image\/webp$/,
};

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'video/3gpp': '3gp',
  'text/plain': 'txt',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/octet-stream': 'bin',
};

/** Bytes that must be read before `storedType` can tell. */
export const HEAD_BYTES = 512;

/**
 * The type under which a received file is stored, or null when it is not what it claims to be. A document that is of no known
 * type, or not of the one it claims, is kept as `application/octet-stream`: it can be saved, and no browser shows it.
 * @param kind image, video, audio, document or sticker
 * @param claimed the sender's type, with or without parameters
 */
export function storedType(kind: string, claimed: string, head: Uint8Array): string | null {
  const type = claimed.split(';')[0]?.trim().toLowerCase() ?? '';
  const isOfType = SIGNATURES[type]?.(head) === true;
  if (kind === 'document') return isOfType ? type : 'application/octet-stream';
  return isOfType && KINDS[kind]?.test(type) === true ? type : null;
}

/** The ending of a stored file's name. */
export function extensionOf(type: string): string {
  return EXTENSIONS[type] ?? type.split('/')[1] ?? 'bin';
}

function startsWith(head: Uint8Array, bytes: number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

function hasText(head: Uint8Array, at: number, text: string): boolean {
  return startsWith(
    head.subarray(at),
    [...text].map((letter) => letter.charCodeAt(0)),
  );
}
