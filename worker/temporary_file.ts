import { mkdtemp, open, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Does something with the path of a file that does not exist yet and is gone afterwards. */
export async function withTemporaryPath<T>(use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'wabase-'));
  try {
    return await use(join(folder, 'file'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Puts what comes in a file without a name, so that nothing is left of it even after a kill -9, and does something with it.
 * @param maxBytes a longer content ends with `tooLarge()`
 */
export async function withContentInFile<T>(
  content: AsyncIterable<Uint8Array>,
  { maxBytes, tooLarge }: { maxBytes: number; tooLarge: () => Error },
  use: (fd: number) => Promise<T>,
): Promise<T> {
  const file = await withTemporaryPath(async (path) => {
    const opened = await open(path, 'wx+', 0o600);
    await unlink(path);
    return opened;
  });
  try {
    let length = 0;
    for await (const bytes of content) {
      length += bytes.length;
      if (length > maxBytes) throw tooLarge();
      await file.write(bytes);
    }
    return await use(file.fd);
  } finally {
    await file.close();
  }
}
