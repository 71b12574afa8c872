import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refusals } from './errors.ts';

/** What was written. */
export interface Written {
  size: number;
  /** MD5 in hex: what S3 answers as ETag. */
  md5: string;
}

/**
 * The contents of objects on disk, one file a version, named by an id of ours: nothing that a client says becomes a
 * file's name. A file is complete once it has its final name.
 */
export function createFiles(folder: string) {
  const partial = join(folder, 'partial');
  // What a stopped server left half-written.
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const fileOf = (version: string) => join(folder, version);

  return {
    /**
     * Streams a body to disk in constant memory. What comes after the limit is read and dropped, so that the client
     * hears the refusal instead of a broken connection.
     */
    async write(version: string, body: AsyncIterable<Uint8Array>, limit: number): Promise<Written> {
      const hash = createHash('md5');
      const file = join(partial, version);
      let size = 0;
      const count = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          if (size > limit) return done();
          hash.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(body, count, createWriteStream(file));
        if (size > limit) throw refusals.tooLarge();
        await rename(file, fileOf(version));
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
      return { size, md5: hash.digest('hex') };
    },
    /** The bytes from `start` to `end`, both included. */
    read: (version: string, range?: { start: number; end: number }) =>
      createReadStream(fileOf(version), range),
    exists: (version: string) =>
      stat(fileOf(version)).then(
        () => true,
        () => false,
      ),
    copy: (from: string, to: string) => copyFile(fileOf(from), fileOf(to)),
    async remove(versions: string[]): Promise<void> {
      for (const version of versions) await rm(fileOf(version), { force: true });
    },
  };
}

export type Files = ReturnType<typeof createFiles>;
