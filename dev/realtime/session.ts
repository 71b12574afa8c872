/** One WebSocket: frames in, in order a topic; frames out, unless the reader is too slow. */
import type { WebSocket } from 'ws';
import { type ClientFrame, decodeFrame, FrameError, type Vsn } from './frames.ts';
import type { Identity } from './identity.ts';
import type { SessionDeps } from './join.ts';
import type { Peer } from './rooms.ts';
import { createTopics } from './topics.ts';

export interface SessionOptions {
  socket: WebSocket;
  vsn: Vsn;
  headers: Record<string, string>;
  keyIdentity: Identity;
  /** Bytes that may wait for a slow reader before its connection is dropped. */
  maxBufferedBytes: number;
}

/** Serves one connection until it closes. */
export function startSession(deps: SessionDeps, options: SessionOptions): void {
  const { socket, vsn, headers, keyIdentity } = options;
  /** The last unfinished frame of a topic; the next one waits for it. */
  const unfinished = new Map<string, Promise<void>>();

  const peer: Peer = {
    vsn,
    headers,
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(frame);
      if (socket.bufferedAmount > options.maxBufferedBytes) {
        deps.log('a connection was dropped: it reads too slowly');
        socket.terminate();
      }
    },
  };
  const topics = createTopics(deps, peer, keyIdentity);

  const enqueue = (frame: ClientFrame): void => {
    const { topic } = frame;
    const before = unfinished.get(topic);
    const result = before ? before.then(() => topics.handle(frame)) : topics.handle(frame);
    if (!result) return;
    const next: Promise<void> = result
      .catch((error: unknown) => deps.log(`frame failed: ${error instanceof Error ? error.stack : error}`))
      .finally(() => {
        if (unfinished.get(topic) === next) unfinished.delete(topic);
      });
    unfinished.set(topic, next);
  };

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    try {
      enqueue(decodeFrame(vsn, data, isBinary));
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      deps.log(`a connection was closed: ${error.message}`);
      socket.close(1003, error.message);
    }
  });
  socket.on('close', () => topics.leaveAll());
  // 'close' follows; without a listener an ECONNRESET would end the process.
  socket.on('error', (error) => deps.log(`a connection failed: ${error.message}`));
}
