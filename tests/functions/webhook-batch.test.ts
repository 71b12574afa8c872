import { describe, expect, it } from 'vitest';
import { createBatchedIngest } from '../../functions/whatsapp-webhook/batch.ts';

/** A database whose statements finish when told to. */
function createFakeDatabase() {
  const statements: { bodies: string[]; commit(): void; fail(error: Error): void }[] = [];
  const ingestMany = (bodies: string[]) =>
    new Promise<void>((commit, fail) => {
      statements.push({ bodies, commit, fail });
    });
  return { statements, ingestMany };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('createBatchedIngest', () => {
  it('sends a lone body at once', () => {
    const { statements, ingestMany } = createFakeDatabase();
    void createBatchedIngest({ ingestMany, statements: 1 })('a');
    expect(statements.map(({ bodies }) => bodies)).toEqual([['a']]);
  });

  it('puts what arrives meanwhile into one statement, and resolves each after its own commit', async () => {
    const { statements, ingestMany } = createFakeDatabase();
    const ingest = createBatchedIngest({ ingestMany, statements: 1 });
    const done: string[] = [];
    for (const body of ['a', 'b', 'c']) void ingest(body).then(() => done.push(body));
    statements[0]?.commit();
    await settle();
    expect(done).toEqual(['a']);
    expect(statements.map(({ bodies }) => bodies)).toEqual([['a'], ['b', 'c']]);
    statements[1]?.commit();
    await settle();
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('keeps at most the given number of statements in flight', async () => {
    const { statements, ingestMany } = createFakeDatabase();
    const ingest = createBatchedIngest({ ingestMany, statements: 2 });
    for (const body of ['a', 'b', 'c', 'd']) void ingest(body);
    expect(statements).toHaveLength(2);
    statements[1]?.commit();
    await settle();
    expect(statements.map(({ bodies }) => bodies)).toEqual([['a'], ['b'], ['c', 'd']]);
  });

  it('bounds a statement by bodies and by characters', async () => {
    const { statements, ingestMany } = createFakeDatabase();
    const ingest = createBatchedIngest({ ingestMany, statements: 1 });
    void ingest('first');
    for (let i = 0; i < 250; i++) void ingest('small');
    for (let i = 0; i < 3; i++) void ingest('x'.repeat(3 * 1024 * 1024));
    for (let i = 0; i < 6; i++) {
      statements[i]?.commit();
      await settle();
    }
    expect(statements.map(({ bodies }) => bodies.length)).toEqual([1, 200, 51, 1, 1]);
  });

  it('fails all of a batch when the database is away, and recovers', async () => {
    const { statements, ingestMany } = createFakeDatabase();
    const ingest = createBatchedIngest({ ingestMany, statements: 1 });
    const results = Promise.allSettled([ingest('a'), ingest('b'), ingest('c')]);
    statements[0]?.fail(new Error('gone'));
    await settle();
    statements[1]?.fail(new Error('gone'));
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    const later = ingest('d');
    statements[2]?.commit();
    await expect(later).resolves.toBeUndefined();
  });

  it('does not let one body that cannot be stored hold back the others', async () => {
    const stored: string[] = [];
    const ingestMany = async (bodies: string[]) => {
      await settle();
      if (bodies.includes('bad')) {
        throw Object.assign(new Error('invalid byte sequence'), { code: '22021' });
      }
      stored.push(...bodies);
    };
    const ingest = createBatchedIngest({ ingestMany, statements: 1 });
    const results = await Promise.allSettled(['a', 'b', 'bad', 'c'].map((body) => ingest(body)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(stored).toEqual(['a', 'b', 'c']);
  });
});
