'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import '../../i18n/en/work.ts';
import { signInPage, takeRecovery } from '../../features/auth/go.ts';
import { Welcome } from '../../features/auth/welcome.tsx';
import { Loading } from '../../features/session/loading.tsx';
import { useSession } from '../../features/session/session.tsx';
import { WorkspaceProvider } from '../../features/session/workspace.tsx';
import { Shell } from '../../features/shell/shell.tsx';
import { Problem } from '../../ui/states.tsx';

export default function WorkLayout({ children }: { children: ReactNode }) {
  const session = useSession();
  const router = useRouter();
  useEffect(() => {
    if (session.state === 'signed-out') router.replace(signInPage());
    if (session.state === 'signed-in' && takeRecovery()) router.replace('/new-password/');
  }, [session.state, router]);
  if (session.state === 'broken') return <Problem error={session.error} className="min-h-dvh" />;
  if (session.state !== 'signed-in') return <Loading />;
  return (
    <WorkspaceProvider welcome={<Welcome />}>
      <Shell>{children}</Shell>
    </WorkspaceProvider>
  );
}
