'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

/**
 * A link to another page of the console. What the page needs is fetched when somebody is about to go there; Next's own
 * way, as soon as a link is in sight, would make the first load the load of all pages.
 */
export function NavLink({ href, ...rest }: ComponentProps<'a'> & { href: string }) {
  const router = useRouter();
  const prepare = () => router.prefetch(href);
  return (
    <Link
      {...rest}
      href={href}
      prefetch={false}
      onPointerEnter={prepare}
      onTouchStart={prepare}
      onFocus={prepare}
    />
  );
}
