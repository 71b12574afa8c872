/** A file on its way to Meta. */
export interface MediaFile {
  stream: ReadableStream<Uint8Array>;
  /** Bytes in the stream. */
  size: number;
  type: string;
  name: string;
}

/**
 * The multipart form of `POST /{phone_number_id}/media` (RFC 7578) as a stream with its length: FormData would need the
 * whole file in memory, and a form of unknown length would be sent in chunks, which Meta does not document.
 */
export function mediaForm(file: MediaFile): {
  stream: ReadableStream<Uint8Array>;
  headers: Record<string, string>;
} {
  const boundary = `wabase-${crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const before = encoder.encode(
    `${field('messaging_product', 'whatsapp')}${field('type', file.type)}--${boundary}\r\n` +
      `content-disposition: form-data; name="file"; filename="${quoted(file.name)}"\r\ncontent-type: ${file.type}\r\n\r\n`,
  );
  const after = encoder.encode(`\r\n--${boundary}--\r\n`);
  const form = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => controller.enqueue(before),
    flush: (controller) => controller.enqueue(after),
  });
  return {
    stream: file.stream.pipeThrough(form),
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(before.length + file.size + after.length),
    },
  };
}

/** A name inside quotes: what would end them, or the header, is escaped as browsers do. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
