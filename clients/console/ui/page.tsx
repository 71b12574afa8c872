import type { ReactNode } from 'react';
import { cn } from './cn.ts';

interface PageProps {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A page that scrolls as a whole: title, what can be done, content. */
export function Page({ title, about, actions, children, className }: PageProps) {
  return (
    <div className={cn('mx-auto w-full max-w-7xl px-4 pt-5 pb-10 sm:px-6', className)}>
      <header className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-balance font-semibold text-xl tracking-tight">{title}</h1>
          {about && <p className="mt-0.5 text-ink-soft">{about}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
