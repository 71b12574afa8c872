'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** One name of the address's query string. Ids travel there, because a static host knows no other paths. */
export function useQueryString(name: string): [string | null, (value: string | null) => void] {
  const params = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const set = useCallback(
    (value: string | null) => {
      const next = new URLSearchParams(params);
      if (value === null) next.delete(name);
      else next.set(name, value);
      const query = next.toString();
      router.replace(query === '' ? path : `${path}?${query}`, { scroll: false });
    },
    [params, path, router, name],
  );
  return [params.get(name), set];
}
