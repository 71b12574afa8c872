'use client';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

/** Read when the page begins: Auth's client takes what stands behind the # and removes it. */
let isRecovering =
  typeof window !== 'undefined' &&
  new URLSearchParams(window.location.hash.slice(1)).get('type') === 'recovery';

/**
 * Whether this visit began with the link of a mail that resets the password; true once. A project that does not know the page
 * for it as a redirect leads such links to its front page.
 */
export function takeRecovery(): boolean {
  const was = isRecovering;
  isRecovering = false;
  return was;
}

/** Where a person wanted to go before he had to sign in; only pages of the console count. */
export function wantedPage(): string {
  const wanted = new URLSearchParams(window.location.search).get('next') ?? '/';
  return /^\/(?!\/)[\w\-./?=&%]*$/.test(wanted) ? wanted : '/';
}

/** The sign-in page that leads back to here afterwards. */
export function signInPage(): string {
  const here = window.location.pathname + window.location.search;
  return here === '/' ? '/login/' : `/login/?next=${encodeURIComponent(here)}`;
}

/** Leads to where the person wanted to go. */
export function useGoOn(): () => void {
  const router = useRouter();
  return useCallback(() => router.replace(wantedPage()), [router]);
}
