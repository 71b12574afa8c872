import { WabaseError } from './errors.ts';
import type { Supabase } from './scope.ts';

/** Seconds that a signed address is good for: long enough to begin a download. */
const SIGNED_FOR = 60;

/** What a file is, by the end of its name: browsers leave the type of some empty, and buckets take only those they know. */
const TYPES: Record<string, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Stores a file under a name that the database gave. @throws WabaseError `storage_refused` */
export async function uploadFile(
  supabase: Supabase,
  bucket: string,
  path: string,
  file: Blob,
): Promise<void> {
  const contentType = TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const { error } = await supabase.storage.from(bucket).upload(path, file, { contentType });
  if (error) throw refused(error);
}

/** An address under which a file can be fetched without further proof for a minute. @throws WabaseError `storage_refused` */
export async function signedUrl(
  supabase: Supabase,
  bucket: string,
  path: string,
  download?: string,
): Promise<string> {
  const { data, error } = await supabase.storage
    .from(bucket)
    .createSignedUrl(path, SIGNED_FOR, download === undefined ? {} : { download });
  if (error) throw refused(error);
  return data.signedUrl;
}

function refused(error: { message: string; status?: number | undefined }): WabaseError {
  return new WabaseError({
    status: error.status ?? 0,
    code: '',
    slug: 'storage_refused',
    message: error.message,
    hint: 'Check the size and type of the file, and your permission in the brand.',
  });
}
