import type { ServerResponse } from 'node:http';

/** Tells open pages (server-sent events) that something changed; they fetch what they show. */
export interface Events {
  /** Says that something changed. Free when no page is open; at most one event in 200 ms. */
  touch(): void;
  subscribe(response: ServerResponse): void;
  close(): void;
}

const QUIET_MS = 200;

/** Makes the broadcaster of the page's event stream. */
export function createEvents(): Events {
  const clients = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;

  function announce(): void {
    timer = undefined;
    for (const client of clients) client.write('event: change\ndata: {}\n\n');
  }

  return {
    touch() {
      if (clients.size > 0) timer ??= setTimeout(announce, QUIET_MS);
    },
    subscribe(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 1000\n\n');
      clients.add(response);
      response.on('close', () => clients.delete(response));
    },
    close() {
      clearTimeout(timer);
      for (const client of clients) client.end();
      clients.clear();
    },
  };
}
