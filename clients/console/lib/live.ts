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
 * @param onBack the connection is back: something may have been missed, read again
 */
export function useLive(
  key: string | null,
  subscribe: (onState: (state: 'live' | 'interrupted') => void) => Promise<Unsubscribe>,
  onBack: () => void,
): LiveState {
  const [state, setState] = useState<LiveState>('joining');
  const latest = useRef({ subscribe, onBack });
  latest.current = { subscribe, onBack };

  useEffect(() => {
    if (key === null) return;
    let isOver = false;
    let leave: Unsubscribe | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (next: 'live' | 'interrupted') => {
      if (isOver) return;
      setState(next);
      if (next === 'live') latest.current.onBack();
    };
    const join = (isFirst: boolean) => {
      latest.current.subscribe(tell).then(
        (end) => {
          if (isOver) return void end();
          leave = end;
          setState('live');
          if (!isFirst) latest.current.onBack();
        },
        () => {
          if (isOver) return;
          setState('interrupted');
          timer = setTimeout(() => join(false), AGAIN_MS);
        },
      );
    };
    join(true);
    return () => {
      isOver = true;
      clearTimeout(timer);
      void leave?.();
    };
  }, [key]);
  return state;
}
