import postgres from 'postgres';

/** The worker's connections. Direct or session mode: advisory locks and LISTEN need a session. */
export function createDatabase(url: string, connections: number) {
  return postgres(url, {
    max: connections,
    idle_timeout: 0,
    connect_timeout: 10,
    max_lifetime: null,
    connection: { application_name: 'wabase-worker' },
    onnotice: () => {},
  });
}

export type Database = ReturnType<typeof createDatabase>;
