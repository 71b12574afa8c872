import postgres from 'postgres';

/** What a function needs of a connection pool: one statement at a time. */
export type Database = ReturnType<typeof createDatabase>;

/**
 * Makes the connection pool of a function. Connections are opened at the first query and closed when idle, because
 * Supabase runs many short-lived isolates.
 * @param options.arrays true when arrays are sent as parameters
 * @param options.prepare named prepared statements; false behind a transaction pooler, which does not keep them
 */
export function createDatabase(options: {
  url: string;
  prepare: boolean;
  pool: number;
  name: string;
  arrays?: boolean;
}) {
  return postgres(options.url, {
    max: options.pool,
    prepare: options.prepare,
    // The lookup of array types costs a query at each connect; only a function that sends arrays needs it.
    fetch_types: options.arrays ?? false,
    idle_timeout: 60,
    connect_timeout: 10,
    connection: { application_name: `wabase-${options.name}` },
    onnotice: () => {},
  });
}
