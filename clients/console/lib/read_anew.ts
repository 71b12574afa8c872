import type { QueryClient } from '@tanstack/react-query';

/**
 * Has what is shown under a key read anew. Also what is being read for the first time at this moment, which invalidating alone
 * would leave as it is: it may have been read before the news came.
 */
export async function readAnew(queries: QueryClient, queryKey: readonly unknown[]): Promise<void> {
  await queries.cancelQueries({ queryKey });
  await queries.invalidateQueries({ queryKey });
}
