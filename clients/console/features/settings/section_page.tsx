import type { ReactNode } from 'react';

interface SectionPageProps {
  title: string;
  about?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** One part of the settings. */
export function SectionPage({ title, about, actions, children }: SectionPageProps) {
  return (
    <>
      <header className="mb-4 flex min-h-9 flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-52">
          <h1 className="font-semibold text-lg tracking-tight">{title}</h1>
          {about && <p className="text-ink-soft">{about}</p>}
        </div>
        {actions}
      </header>
      <div className="grid gap-4">{children}</div>
    </>
  );
}
