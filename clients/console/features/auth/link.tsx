import type { ComponentProps } from 'react';
import { cn } from '../../ui/cn.ts';
import { NavLink } from '../../ui/nav_link.tsx';

/** A link within a text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof NavLink>) {
  return (
    <NavLink
      {...rest}
      className={cn('font-medium text-accent-text underline-offset-4 hover:underline', className)}
    />
  );
}
