'use client';
import { useEffect, useRef, useState } from 'react';
import type { Unsubscribe } from '../../sdk/src/brand_feed.ts';

export type LiveState = 'joining' | 'live' | 'interrupted';

/** How long after a refusal or failure it is tried again. */
const AGAIN_MS = 5_000;

/**
 * Keeps a subscription of the SDK while the component is shown.
 * @param key what is listened to; a new key ends the old subscription. Null listens to nothing.
 * @param subscribe joins; tells by `onState` when the connection is lost and back
 * @param onFlow events flow from now on, for the first time or again: what was read before may be old
 */
export function useLive(
  key: string | null,
  subscribe: (onState: (state: 'live' | 'interrupted') => void) => Promise<Unsubscribe>,
  onFlow: (isFirst: boolean) => void,
): LiveState {
  const [state, setState] = useState<LiveState>('joining');
  const latest = useRef({ subscribe, onFlow });
  latest.current = { subscribe, onFlow };

  useEffect(() => {
    if (key === null) return;
    let isOver = false;
    let leave: Unsubscribe | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (next: 'live' | 'interrupted') => {
      if (isOver) return;
      setState(next);
      if (next === 'live') latest.current.onFlow(false);
    };
    const join = () => {
      latest.current.subscribe(tell).then(
        (end) => {
          if (isOver) return void end();
          leave = end;
          setState('live');
          latest.current.onFlow(true);
        },
        () => {
          if (isOver) return;
          setState('interrupted');
          timer = setTimeout(join, AGAIN_MS);
        },
      );
    };
    join();
    return () => {
      isOver = true;
      clearTimeout(timer);
      void leave?.();
    };
  }, [key]);
  return state;
}
