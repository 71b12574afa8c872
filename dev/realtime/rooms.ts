/** Who is in which topic, and how a message reaches them. */
import { randomUUID } from 'node:crypto';
import type { Rights } from './authorization.ts';
import { type Broadcast, encodeBroadcast, encodeMessage, type Vsn } from './frames.ts';
import type { Identity } from './identity.ts';
import { createPresence, type Presence, type PresenceDiff } from './presence.ts';

/** One WebSocket, as far as rooms care. */
export interface Peer {
  readonly vsn: Vsn;
  readonly headers: Record<string, string>;
  send(frame: Buffer | string): void;
}

/** One peer's stay in one topic, from the accepted join to leave. */
export interface Membership {
  readonly peer: Peer;
  /** Without `realtime:`. */
  readonly topic: string;
  readonly joinRef: string | null;
  readonly isPrivate: boolean;
  readonly self: boolean;
  readonly ack: boolean;
  readonly presenceKey: string;
  presenceEnabled: boolean;
  identity: Identity;
  rights: Rights;
  /** While set, broadcasts wait here: the replay of older ones has to come first. */
  held?: Broadcast[];
  /** Ids that came with the replay; the database may announce the latest of them once more. */
  replayed?: Set<unknown>;
  expiry?: NodeJS.Timeout;
  /** Tells the session that the server ended the membership. */
  onClose?: () => void;
}

export interface Rooms {
  add(member: Membership): void;
  /** Idempotent. Others are told when the member was present. */
  remove(member: Membership): void;
  has(member: Membership): boolean;
  /** Ends a membership from the server's side: a system error that says why, then `phx_close`. */
  close(member: Membership, reason: string): void;
  /** Sends to every member that may receive; private messages reach private members only. */
  broadcast(message: Broadcast, isPrivate: boolean, except?: Membership): void;
  /** Sends the replayed messages, then what was held meanwhile. */
  release(member: Membership, replay: Broadcast[]): void;
  track(member: Membership, payload: Record<string, unknown>): void;
  untrack(member: Membership): void;
  sendPresenceState(member: Membership): void;
  /** Private memberships, for the recheck. */
  privateMembers(): Membership[];
  /** Names of the topics that have members, private or not. */
  openTopics(): string[];
}

interface Room {
  members: Set<Membership>;
  presence: Presence<Membership>;
}

/** Sends anything but a broadcast to a member. */
export function push(member: Membership, event: string, payload: unknown, ref: string | null = null): void {
  const { peer, joinRef, topic } = member;
  peer.send(encodeMessage(peer.vsn, joinRef, ref, `realtime:${topic}`, event, payload));
}

/** The documented refusal of a private topic. */
export function unauthorized(topic: string): string {
  return `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`;
}

/** True when a member may stay: the join needs one of the two read rights. */
export function mayRead(rights: Rights): boolean {
  return rights.receiveBroadcast || rights.receivePresence;
}

type Encoded = Map<Vsn, Buffer | string | undefined>;

function deliver(member: Membership, message: Broadcast, encoded: Encoded = new Map()): void {
  const id = message.meta?.id;
  if (id !== undefined && member.replayed?.has(id)) return;
  const { vsn } = member.peer;
  if (!encoded.has(vsn)) encoded.set(vsn, encodeBroadcast(vsn, message));
  const frame = encoded.get(vsn);
  if (frame !== undefined) member.peer.send(frame);
}

/** Makes an empty set of rooms. */
export function createRooms(): Rooms {
  const rooms = new Map<string, Room>();
  const keyOf = (topic: string, isPrivate: boolean): string => `${isPrivate ? 'private' : 'public'}:${topic}`;
  const roomOf = (member: Membership): Room | undefined => rooms.get(keyOf(member.topic, member.isPrivate));

  const announce = (room: Room, diff: PresenceDiff): void => {
    for (const member of room.members) {
      if (member.presenceEnabled && member.rights.receivePresence) push(member, 'presence_diff', diff);
    }
  };

  const self: Rooms = {
    add(member) {
      const key = keyOf(member.topic, member.isPrivate);
      const room = rooms.get(key) ?? { members: new Set(), presence: createPresence(() => randomUUID()) };
      rooms.set(key, room);
      room.members.add(member);
    },
    remove(member) {
      clearTimeout(member.expiry);
      const room = roomOf(member);
      if (!room?.members.delete(member)) return;
      const diff = room.presence.untrack(member);
      if (room.members.size === 0) rooms.delete(keyOf(member.topic, member.isPrivate));
      else if (diff) announce(room, diff);
    },
    has: (member) => roomOf(member)?.members.has(member) ?? false,
    close(member, reason) {
      if (!self.has(member)) return;
      self.remove(member);
      push(member, 'system', {
        extension: 'system',
        status: 'error',
        message: reason,
        channel: member.topic,
      });
      push(member, 'phx_close', {}, member.joinRef);
      member.onClose?.();
    },
    broadcast(message, isPrivate, except) {
      const room = rooms.get(keyOf(message.topic, isPrivate));
      if (!room) return;
      // Encoded once a protocol version, however many members there are.
      const encoded: Encoded = new Map();
      for (const member of room.members) {
        if (member === except || !member.rights.receiveBroadcast) continue;
        if (member.held) member.held.push(message);
        else deliver(member, message, encoded);
      }
    },
    release(member, replay) {
      const held = member.held ?? [];
      delete member.held;
      for (const message of replay) deliver(member, message);
      member.replayed = new Set(replay.map((message) => message.meta?.id));
      for (const message of held) deliver(member, message);
    },
    track(member, payload) {
      const room = roomOf(member);
      if (room?.members.has(member)) announce(room, room.presence.track(member, member.presenceKey, payload));
    },
    untrack(member) {
      const room = roomOf(member);
      const diff = room?.presence.untrack(member);
      if (room && diff) announce(room, diff);
    },
    sendPresenceState(member) {
      if (member.presenceEnabled && member.rights.receivePresence) {
        push(member, 'presence_state', roomOf(member)?.presence.state() ?? {});
      }
    },
    privateMembers() {
      return [...rooms.values()].flatMap((room) => [...room.members].filter((member) => member.isPrivate));
    },
    openTopics() {
      return [...new Set([...rooms.keys()].map((key) => key.slice(key.indexOf(':') + 1)))];
    },
  };
  return self;
}
