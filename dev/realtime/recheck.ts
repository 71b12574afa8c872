/**
 * Asks the policies again about everybody in a private topic, so that a removed member stops receiving soon.
 *
 * Hosted Realtime asks again only when the client sends a new token, which takes up to the lifetime of a token; a server
 * for development should show a removed right within seconds.
 */
import type { Authorize } from './authorization.ts';
import { type Membership, mayRead, type Rooms, unauthorized } from './rooms.ts';

export interface Recheck {
  /** Asks about everybody now. Rejects when Postgres does not answer; nobody is removed then. */
  run(): Promise<void>;
  stop(): void;
}

/** Starts asking every `intervalMs`, counted from the end of the round before. */
export function createRecheck(options: {
  rooms: Rooms;
  authorize: Authorize;
  intervalMs: number;
  log(message: string): void;
}): Recheck {
  const { rooms, authorize, intervalMs, log } = options;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const run = async (): Promise<void> => {
    const members = rooms.privateMembers();
    const groups = new Map<string, Membership[]>();
    for (const member of members) {
      // Headers differ by connection and policies may read them, so they are part of the question.
      const key = JSON.stringify([member.topic, member.identity.claims, member.peer.headers]);
      const group = groups.get(key);
      if (group) group.push(member);
      else groups.set(key, [member]);
    }
    await Promise.all(
      [...groups.values()].map(async (group) => {
        const first = group[0];
        if (!first) return;
        const { topic, identity, peer } = first;
        const rights = await authorize({ topic, identity, headers: peer.headers });
        for (const member of group) {
          // A newer token was judged by itself.
          if (member.identity.token !== identity.token) continue;
          if (mayRead(rights)) member.rights = rights;
          else rooms.close(member, unauthorized(topic));
        }
      }),
    );
  };

  const next = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      run()
        .catch((error: unknown) => {
          log(`rights not rechecked: ${error instanceof Error ? error.message : String(error)}`);
        })
        .finally(next);
    }, intervalMs);
  };
  next();

  return {
    run,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
