import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Joins a client's connection with the Realtime server's: from the upgrade request on, bytes flow both ways untouched. */
export function forwardUpgrade(request: IncomingMessage, client: Duplex, head: Buffer, port: number): void {
  const server = connect({ port, host: '127.0.0.1', noDelay: true });
  const close = () => {
    client.destroy();
    server.destroy();
  };
  client.on('error', close).on('close', close);
  server.on('close', close).on('error', () => {
    if (client.writable)
      client.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    server.destroy();
  });
  server.on('connect', () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
      lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    }
    server.write(`${lines.join('\r\n')}\r\n\r\n`);
    if (head.length > 0) server.write(head);
    server.pipe(client);
    client.pipe(server);
  });
}
