'use client';
import type { ReactNode } from 'react';
import { Loading } from '../../features/session/loading.tsx';
import { useSession } from '../../features/session/session.tsx';
import { Problem } from '../../ui/states.tsx';

export default function DoorLayout({ children }: { children: ReactNode }) {
  const session = useSession();
  if (session.state === 'broken') return <Problem error={session.error} className="min-h-dvh" />;
  if (session.state === 'loading') return <Loading />;
  return children;
}
