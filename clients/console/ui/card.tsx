import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section {...rest} className={cn('rounded-xl border bg-surface shadow-soft', className)} />;
}

interface CardHeaderProps {
  title: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

export function CardHeader({ title, about, actions, className }: CardHeaderProps) {
  return (
    <header className={cn('flex min-h-12 items-center gap-3 px-4 py-2.5', className)}>
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold text-[0.9375rem]">{title}</h2>
        {about && <p className="text-[0.8125rem] text-ink-soft">{about}</p>}
      </div>
      {actions}
    </header>
  );
}
