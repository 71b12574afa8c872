/** What each frame of a client does in the topics of its connection. */
import { type ClientFrame, encodeMessage } from './frames.ts';
import { type Identity, isKeyOrEmpty, TokenError } from './identity.ts';
import { JoinError, join, type SessionDeps } from './join.ts';
import { type Membership, mayRead, type Peer, push, unauthorized } from './rooms.ts';

/** The content of a `phx_reply`. */
interface Reply {
  status: 'ok' | 'error';
  response: Record<string, unknown>;
}

/** The topics of one connection. */
export interface Topics {
  /** Acts on a frame; a promise while the database has to be asked, then the next frame of the topic has to wait. */
  handle(frame: ClientFrame): Promise<void> | undefined;
  /** Leaves everything: the connection is gone. */
  leaveAll(): void;
}

const PREFIX = 'realtime:';
const MAX_TIMER_MS = 2_147_483_647;
const OK: Reply = { status: 'ok', response: {} };

/** Makes the (empty) topics of a connection that was let in with the identity of its API key. */
export function createTopics(deps: SessionDeps, peer: Peer, keyIdentity: Identity): Topics {
  const { rooms, authorize, identities, log } = deps;
  const members = new Map<string, Membership>();
  let gone = false;

  const send = (frame: ClientFrame, reply: Reply | undefined): void => {
    if (!reply) return;
    peer.send(encodeMessage(peer.vsn, frame.joinRef, frame.ref, frame.topic, 'phx_reply', reply));
  };

  const watchExpiry = (member: Membership): void => {
    clearTimeout(member.expiry);
    const { expiresAt } = member.identity;
    if (expiresAt === undefined) return;
    const delay = Math.min(Math.max(expiresAt * 1000 - Date.now(), 0), MAX_TIMER_MS);
    member.expiry = setTimeout(() => {
      if (Date.now() >= expiresAt * 1000) rooms.close(member, 'Token has expired 0 seconds ago');
      else watchExpiry(member);
    }, delay);
  };

  const onJoin = async (frame: ClientFrame): Promise<void> => {
    const { joinRef, ref, payload } = frame;
    const topic = frame.topic.slice(PREFIX.length);
    // A second join of the same topic on one connection replaces the first, as in Phoenix.
    const previous = members.get(frame.topic);
    if (previous) {
      rooms.remove(previous);
      members.delete(frame.topic);
      push(previous, 'phx_close', {}, previous.joinRef);
    }
    try {
      if (!frame.topic.startsWith(PREFIX) || topic === '') {
        throw new JoinError('TopicNameRequired: You must provide a topic name');
      }
      const request = { peer, keyIdentity, topic, joinRef, ref, payload };
      const member = await join(deps, request, () => gone);
      if (!member) return;
      if (gone) rooms.remove(member);
      if (!rooms.has(member)) return;
      members.set(frame.topic, member);
      member.onClose = () => {
        if (members.get(frame.topic) === member) members.delete(frame.topic);
      };
      watchExpiry(member);
    } catch (error) {
      const known = error instanceof JoinError || error instanceof TokenError;
      if (!known) log(`join of ${topic} failed: ${messageOf(error)}`);
      const reason = known
        ? error.message
        : 'UnableToConnectToProject: the database did not answer, try again in a moment';
      send(frame, refusal(reason));
    }
  };

  const onAccessToken = async (member: Membership, payload: unknown): Promise<void> => {
    const token = fieldOf(payload, 'access_token');
    if (typeof token !== 'string' || isKeyOrEmpty(token) || token === member.identity.token) return;
    const { topic, isPrivate } = member;
    try {
      const identity = await identities.ofToken(token);
      const rights = isPrivate ? await authorize({ topic, identity, headers: peer.headers }) : member.rights;
      if (!mayRead(rights)) {
        rooms.close(member, unauthorized(topic));
      } else if (rooms.has(member)) {
        member.identity = identity;
        member.rights = rights;
        watchExpiry(member);
      }
    } catch (error) {
      if (error instanceof TokenError) rooms.close(member, error.message);
      // Without the database the old token stands until it expires; the client sends the new one again after a rejoin.
      else log(`access_token not checked: ${messageOf(error)}`);
    }
  };

  const onPresence = (member: Membership, payload: unknown): Reply => {
    const event = fieldOf(payload, 'event');
    if (event === 'untrack') {
      rooms.untrack(member);
      return OK;
    }
    const tracked = fieldOf(payload, 'payload') ?? {};
    if (event !== 'track') return refusal('Presence event must be track or untrack');
    if (!isObject(tracked)) return refusal('Presence track payload must be a map');
    if (!member.rights.sendPresence) {
      return refusal('Unauthorized: You do not have permissions to track presence');
    }
    if (!member.presenceEnabled) {
      member.presenceEnabled = true;
      rooms.sendPresenceState(member);
    }
    rooms.track(member, tracked);
    return OK;
  };

  const onBroadcast = (member: Membership, frame: ClientFrame): Reply | undefined => {
    if (!frame.broadcast) return refusal('a broadcast needs an event');
    // Without the right to send it is dropped without a word, as hosted Realtime does.
    if (!member.rights.sendBroadcast) return undefined;
    const message = { ...frame.broadcast, topic: member.topic };
    rooms.broadcast(message, member.isPrivate, member.self ? undefined : member);
    return member.ack ? OK : undefined;
  };

  const onLeave = (member: Membership, frame: ClientFrame): void => {
    rooms.remove(member);
    members.delete(frame.topic);
    send(frame, OK);
    push(member, 'phx_close', {}, member.joinRef);
  };

  return {
    handle(frame) {
      if (frame.topic === 'phoenix') {
        send(frame, frame.event === 'heartbeat' ? OK : refusal('unmatched topic'));
        return undefined;
      }
      if (frame.event === 'phx_join') return onJoin(frame);
      const member = members.get(frame.topic);
      // A frame that belongs to an earlier join says nothing about this one.
      if (!member || (frame.joinRef !== null && frame.joinRef !== member.joinRef)) {
        send(frame, frame.event === 'phx_leave' ? OK : refusal('unmatched topic'));
      } else if (frame.event === 'access_token') return onAccessToken(member, frame.payload);
      else if (frame.event === 'broadcast') send(frame, onBroadcast(member, frame));
      else if (frame.event === 'presence') send(frame, onPresence(member, frame.payload));
      else if (frame.event === 'phx_leave') onLeave(member, frame);
      else send(frame, refusal(`unknown event ${frame.event}`));
      return undefined;
    },
    leaveAll() {
      gone = true;
      for (const member of members.values()) rooms.remove(member);
      members.clear();
    },
  };
}

function refusal(reason: string): Reply {
  return { status: 'error', response: { reason } };
}

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
