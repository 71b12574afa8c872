const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

/** A smallest file of each kind of inbound message, with its type: what a customer sends when the caller gives no file. */
export const SAMPLES: Record<string, { mimeType: string; bytes: Buffer }> = {
  image: {
    mimeType: 'image/png',
    bytes: base64(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    ),
  },
  sticker: { mimeType: 'image/webp', bytes: base64('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==') },
  video: { mimeType: 'video/mp4', bytes: Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1') },
  audio: {
    mimeType: 'audio/ogg; codecs=opus',
    bytes: Buffer.concat([Buffer.from('OggS\0\x02', 'latin1'), Buffer.alloc(22), Buffer.from('OpusHead')]),
  },
  document: { mimeType: 'application/pdf', bytes: Buffer.from(PDF) },
};

function base64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}
