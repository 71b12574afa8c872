import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerPreflight, isPreflight } from './cors.ts';
import { createForwarder } from './forward.ts';
import { route, type Upstreams } from './routes.ts';
import { forwardUpgrade } from './upgrade.ts';

/** The one address of the project: sends each request to the server that a hosted project would send it to. */
export function createGateway(upstreams: Upstreams): Server {
  const forwarder = createForwarder();
  const server = createServer({ noDelay: true, keepAliveTimeout: 65_000 }, (request, response) => {
    const target = route(request.url ?? '/', upstreams);
    if ('status' in target) return answer(response, target.status, target.body);
    if (target.cors && isPreflight(request)) return answerPreflight(request, response);
    forwarder.forward(request, response, target.to, target.path, target.cors);
  });
  server.on('upgrade', (request, client, head) => {
    const target = route(request.url ?? '/', upstreams);
    if ('status' in target || target.to !== upstreams.realtime) {
      client.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    (client as Socket).setNoDelay?.(true);
    forwardUpgrade(request, client, head, target.to);
  });
  server.on('close', () => void forwarder.close());
  return server;
}

function answer(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'access-control-allow-origin': '*',
  });
  response.end(text);
}
