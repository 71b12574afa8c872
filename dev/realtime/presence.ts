/** Who is present in one room. No I/O: every change answers with the difference that members are to be told. */

/** Metas of one key, as on the wire: the tracked payload with its `phx_ref`. */
export interface PresenceMeta {
  phx_ref: string;
  [field: string]: unknown;
}

/** `{ <key>: { metas: [...] } }`. */
export type PresenceState = Record<string, { metas: PresenceMeta[] }>;

export interface PresenceDiff {
  joins: PresenceState;
  leaves: PresenceState;
}

export interface Presence<Owner> {
  /** Tracks or re-tracks. A re-track tells the old meta as a leave, or clients would keep both. */
  track(owner: Owner, key: string, payload: Record<string, unknown>): PresenceDiff;
  /** Undefined when the owner was not tracked. */
  untrack(owner: Owner): PresenceDiff | undefined;
  state(): PresenceState;
}

/** Makes the presence of a room. `nextRef` names a meta; it must be unique in the room. */
export function createPresence<Owner>(nextRef: () => string): Presence<Owner> {
  const tracked = new Map<Owner, { key: string; meta: PresenceMeta }>();
  const single = (key: string, meta: PresenceMeta): PresenceState => ({ [key]: { metas: [meta] } });

  return {
    track(owner, key, payload) {
      const old = tracked.get(owner);
      const meta: PresenceMeta = { ...payload, phx_ref: nextRef() };
      tracked.set(owner, { key, meta });
      return { joins: single(key, meta), leaves: old ? single(old.key, old.meta) : {} };
    },
    untrack(owner) {
      const old = tracked.get(owner);
      if (!old) return undefined;
      tracked.delete(owner);
      return { joins: {}, leaves: single(old.key, old.meta) };
    },
    state() {
      const state: PresenceState = {};
      for (const { key, meta } of tracked.values()) {
        const entry = state[key];
        if (entry) entry.metas.push(meta);
        else state[key] = { metas: [meta] };
      }
      return state;
    },
  };
}
