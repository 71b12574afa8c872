/** The join of a topic: what the client asks for, whether it may, and what it is told first. */
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { z } from 'zod';
import { ALL_RIGHTS, type Authorize } from './authorization.ts';
import type { Broadcast } from './frames.ts';
import { type Identity, type IdentityDesk, isKeyOrEmpty } from './identity.ts';
import { fetchReplay } from './messages.ts';
import { type Membership, mayRead, type Peer, push, type Rooms, unauthorized } from './rooms.ts';

/** What a session needs from the server. */
export interface SessionDeps {
  rooms: Rooms;
  authorize: Authorize;
  identities: IdentityDesk;
  sql: Sql;
  allowPublic: boolean;
  log(message: string): void;
}

/** A refusal that the client sees as the error of its `subscribe`. */
export class JoinError extends Error {}

const joinPayload = z.object({
  config: z
    .object({
      broadcast: z
        .object({
          ack: z.boolean().default(false),
          self: z.boolean().default(false),
          replay: z.object({ since: z.number(), limit: z.number().int().optional() }).nullish(),
        })
        .nullish(),
      presence: z.object({ key: z.string().default(''), enabled: z.boolean().default(false) }).nullish(),
      postgres_changes: z.array(z.unknown()).nullish(),
      private: z.boolean().default(false),
    })
    .nullish(),
  access_token: z.string().nullish(),
});

export interface JoinRequest {
  peer: Peer;
  /** Identity of the connection's API key, for a join without a user's token. */
  keyIdentity: Identity;
  /** Without `realtime:`. */
  topic: string;
  joinRef: string | null;
  ref: string | null;
  payload: unknown;
}

/** What the phx_join reply says on success. No bindings: postgres_changes is not offered. */
const ACCEPTED = { status: 'ok', response: { postgres_changes: [] } };

/**
 * Joins and answers. Throws {@link JoinError} with the text for the client; nothing has been sent then.
 * `isGone` is asked after every wait, because the client may have left meanwhile; undefined is returned in that case.
 */
export async function join(
  deps: SessionDeps,
  request: JoinRequest,
  isGone: () => boolean,
): Promise<Membership | undefined> {
  const { peer, topic } = request;
  const parsed = joinPayload.safeParse(request.payload ?? {});
  if (!parsed.success) throw new JoinError('InvalidJoinPayload: the config of the channel is malformed');
  const config = parsed.data.config ?? { private: false };
  if (config.postgres_changes?.length) {
    throw new JoinError(
      'PostgresChangesNotSupported: this server does not offer postgres_changes; ' +
        'use Broadcast from Database (realtime.send or realtime.broadcast_changes) on a private channel',
    );
  }
  if (!config.private && !deps.allowPublic) {
    throw new JoinError('PrivateOnly: This project only allows private channels');
  }

  const token = parsed.data.access_token;
  const identity = token && !isKeyOrEmpty(token) ? await deps.identities.ofToken(token) : request.keyIdentity;
  const rights = config.private
    ? await deps.authorize({ topic, identity, headers: peer.headers })
    : ALL_RIGHTS;
  if (rights.error) deps.log(`a policy on realtime.messages failed for topic ${topic}: ${rights.error}`);
  if (!mayRead(rights)) throw new JoinError(unauthorized(topic));
  if (isGone()) return undefined;

  const replay = config.private && rights.receiveBroadcast ? config.broadcast?.replay : undefined;
  const member: Membership = {
    peer,
    topic,
    joinRef: request.joinRef,
    isPrivate: config.private,
    self: config.broadcast?.self ?? false,
    ack: config.broadcast?.ack ?? false,
    presenceKey: config.presence?.key || randomUUID(),
    presenceEnabled: config.presence?.enabled ?? false,
    identity,
    rights,
  };
  if (replay) {
    // In the room first, so that nothing falls between the stored messages and the live ones.
    member.held = [];
    deps.rooms.add(member);
    const stored = await readReplay(deps, topic, { since: replay.since, limit: replay.limit });
    if (!deps.rooms.has(member)) return undefined;
    accept(deps, member, request.ref);
    deps.rooms.release(member, stored);
  } else {
    deps.rooms.add(member);
    accept(deps, member, request.ref);
  }
  return member;
}

function accept(deps: SessionDeps, member: Membership, ref: string | null): void {
  push(member, 'phx_reply', ACCEPTED, ref);
  deps.rooms.sendPresenceState(member);
}

/** The messages to replay; none when they cannot be read, because the live ones matter more. */
async function readReplay(
  deps: SessionDeps,
  topic: string,
  options: { since: number; limit?: number | undefined },
): Promise<Broadcast[]> {
  try {
    return await fetchReplay(deps.sql, topic, options);
  } catch (error) {
    deps.log(`replay of ${topic} failed: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}
