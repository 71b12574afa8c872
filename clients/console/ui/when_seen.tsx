'use client';
import { type ReactNode, useEffect, useRef, useState } from 'react';

/**
 * Makes what is costly to load only when it comes into sight and the page has nothing more urgent to do. `placeholder` keeps
 * its room.
 */
export function WhenSeen({ placeholder, children }: { placeholder: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    if (isDue || place.current === null) return;
    let idle = 0;
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      // Not every browser tells when it is idle.
      if (typeof requestIdleCallback === 'undefined') setDue(true);
      else idle = requestIdleCallback(() => setDue(true), { timeout: 2_000 });
    });
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      if (idle !== 0) cancelIdleCallback(idle);
    };
  }, [isDue]);
  return isDue ? children : <div ref={place}>{placeholder}</div>;
}
