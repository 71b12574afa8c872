import NextLink from 'next/link';
import type { ComponentProps } from 'react';
import { cn } from '../../ui/cn.ts';

/** A link within a text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof NextLink>) {
  return (
    <NextLink
      {...rest}
      className={cn('font-medium text-accent-text underline-offset-4 hover:underline', className)}
    />
  );
}
