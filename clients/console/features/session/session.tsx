'use client';
import type { Session as AuthSession } from '@supabase/supabase-js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { WabaseClient } from '../../../sdk/src/client.ts';
import { openProject } from '../../lib/project.ts';

/** Whether somebody is signed in on this device, and the client of the project. */
export type Session =
  | { state: 'loading'; client: null; user: null }
  | { state: 'broken'; client: null; user: null; error: unknown }
  | { state: 'signed-out'; client: WabaseClient; user: null }
  | { state: 'signed-in'; client: WabaseClient; user: AuthSession['user'] };

const SessionContext = createContext<Session>({ state: 'loading', client: null, user: null });

/** Opens the project, follows who is signed in, and forgets everything that was read when that changes. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const project = useQuery({
    queryKey: ['project'],
    queryFn: openProject,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const client = project.data ?? null;
  const [held, setHeld] = useState<AuthSession | null | undefined>(undefined);

  useEffect(() => {
    if (client === null) return;
    let userId: string | null | undefined;
    return client.auth.onChange((next) => {
      const nextId = next?.user.id ?? null;
      if (userId !== undefined && userId !== nextId) {
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'project' });
      }
      userId = nextId;
      setHeld(next);
    });
  }, [client, queries]);

  const user = held?.user ?? null;
  const session = useMemo<Session>(() => {
    if (project.error !== null) return { state: 'broken', client: null, user: null, error: project.error };
    if (client === null || held === undefined) return { state: 'loading', client: null, user: null };
    return user === null ? { state: 'signed-out', client, user } : { state: 'signed-in', client, user };
  }, [client, held, user, project.error]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  return use(SessionContext);
}

/** The client of the project, for pages that are shown only once it is open. */
export function useClient(): WabaseClient {
  const { client } = useSession();
  if (client === null) throw new Error('The project is not open yet.');
  return client;
}
