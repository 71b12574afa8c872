'use client';
import { Switch as Radix } from 'radix-ui';
import { cn } from './cn.ts';

interface SwitchProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  className?: string;
}

/** On or off, at once. */
export function Switch({ label, checked, onChange, disabled = false, className }: SwitchProps) {
  return (
    <Radix.Root
      aria-label={label}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      className={cn(
        'h-5 w-9 shrink-0 rounded-full border border-line-strong/60 bg-sunken transition-colors disabled:opacity-55 data-[state=checked]:border-transparent data-[state=checked]:bg-accent dark:data-[state=checked]:bg-accent-text',
        className,
      )}
    >
      <Radix.Thumb className="block size-4 translate-x-0.5 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-4.5 data-[state=checked]:bg-surface rtl:-translate-x-0.5 rtl:data-[state=checked]:-translate-x-4.5" />
    </Radix.Root>
  );
}
