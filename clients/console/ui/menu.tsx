'use client';
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  className?: string;
  /** Leaves the focus where a chosen item has put it, instead of going back to the trigger. */
  keepsFocus?: boolean;
  /** For menus that a key opens too. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export function Menu(props: MenuProps) {
  const { trigger, children, align = 'end', className, keepsFocus = false, open, onOpenChange } = props;
  return (
    <Radix.Root {...(open !== undefined && { open })} {...(onOpenChange !== undefined && { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          {...(keepsFocus && { onCloseAutoFocus: (event) => event.preventDefault() })}
          className={cn(
            'z-50 max-h-[70vh] min-w-52 overflow-y-auto rounded-xl border bg-raised p-1 shadow-float data-[state=open]:animate-in data-[state=open]:fade-in data-[state=open]:zoom-in-95',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const item =
  'flex min-h-8 cursor-default items-center gap-2.5 rounded-lg px-2.5 py-1.5 outline-none select-none data-[highlighted]:bg-sunken data-[disabled]:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-soft';

export function MenuItem({ className, ...rest }: ComponentProps<typeof Radix.Item>) {
  return <Radix.Item {...rest} className={cn(item, className)} />;
}

/** One of several; a tick marks the chosen one. */
export function MenuChoice({
  chosen,
  children,
  ...rest
}: ComponentProps<typeof Radix.Item> & { chosen: boolean }) {
  return (
    <Radix.CheckboxItem {...rest} checked={chosen} className={item}>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {chosen && <Check className="text-accent-text!" />}
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label {...rest} className={cn('px-2.5 pt-2 pb-1 text-ink-soft text-xs', className)} />;
}

export function MenuLine() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
