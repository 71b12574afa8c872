import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-lg font-medium transition-colors select-none disabled:pointer-events-none disabled:opacity-55 aria-disabled:pointer-events-none aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        accent:
          'bg-accent text-accent-ink shadow-soft hover:bg-[color-mix(in_oklab,var(--accent)_88%,black)]',
        plain: 'border border-line bg-surface text-ink shadow-soft hover:bg-sunken',
        quiet: 'text-ink-soft hover:bg-sunken hover:text-ink',
        danger: 'border border-line bg-surface text-bad shadow-soft hover:bg-bad-soft',
      },
      size: {
        md: 'h-9 px-3.5',
        sm: 'h-8 px-2.5 text-[0.8125rem]',
        lg: 'h-10 px-4',
        icon: 'size-9',
        'icon-sm': 'size-8',
      },
    },
    defaultVariants: { tone: 'plain', size: 'md' },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonStyle> & {
    /** Dresses its only child instead of making a button. */
    asChild?: boolean;
    /** Shows that the answer is awaited; the button keeps its width and takes no second press. */
    busy?: boolean;
  };

export function Button({
  tone,
  size,
  asChild = false,
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  const classes = cn(buttonStyle({ tone, size }), className);
  if (asChild)
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      aria-busy={busy || undefined}
      disabled={busy || rest.disabled}
    >
      {busy && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}
