import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A table that scrolls sideways inside its card instead of widening the page. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <div className="relative overflow-x-auto">
      <table {...rest} className={cn('w-full border-collapse text-start', className)} />
    </div>
  );
}

export function Head({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        'h-9 whitespace-nowrap border-b bg-sunken/60 px-4 text-start font-medium text-ink-soft text-xs first:ps-4 last:pe-4',
        className,
      )}
    />
  );
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr {...rest} className={cn('border-b last:border-b-0 hover:bg-sunken/50', className)} />;
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return <td {...rest} className={cn('h-11 px-4 py-2 align-middle', className)} />;
}
