import { type Refusal, refuse } from './graph-errors.ts';
import type { Json } from './json.ts';
import { type Media, type MediaStore, mediaLimit } from './media.ts';

const URL_LIFE_MS = 5 * 60 * 1000;

/** Stores a multipart upload (facts §6.5). */
export async function uploadMedia(
  media: MediaStore,
  numberId: string,
  contentType: string,
  body: Buffer,
): Promise<Json | Refusal> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    return refuse(100, 'The request must be multipart/form-data with a file.');
  }
  if (form.get('messaging_product') !== 'whatsapp')
    return refuse(100, 'The parameter messaging_product is required.');
  const file = form.get('file');
  if (!(file instanceof File)) return refuse(100, 'The parameter file is required.');
  const type = form.get('type');
  const mimeType =
    (typeof type === 'string' && type.includes('/') ? type : file.type).split(';')[0]?.trim() ?? '';
  const limit = mediaLimit(mimeType);
  if (limit === undefined)
    return refuse(100, `Param file must be a file with a supported type - got "${mimeType}".`);
  if (file.size > limit) return refuse(131053, `A file of type ${mimeType} may have ${limit} bytes at most.`);
  if (file.size === 0) return refuse(131053, 'The file is empty.');
  return { id: media.put(numberId, Buffer.from(await file.arrayBuffer()), mimeType, file.name).id };
}

/** The answer of GET /{media}: a URL that lives for five minutes. */
export function describeMedia(media: Media, origin: string): Json {
  media.urlIssuedAt = Date.now();
  return {
    messaging_product: 'whatsapp',
    url: `${origin}/_media/${media.id}`,
    mime_type: media.mimeType,
    sha256: media.sha256,
    file_size: media.bytes.length,
    id: media.id,
  };
}

/** True while the last URL of the media may be fetched. */
export function isUrlAlive(media: Media): boolean {
  return Date.now() - media.urlIssuedAt < URL_LIFE_MS;
}
