'use client';
import { cn } from './cn.ts';

interface ChoicesProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string; count?: number | undefined }[];
  /** Less room around the words. */
  isTight?: boolean;
  className?: string;
}

/** A few alternatives in a row, one of them chosen: filters of a list. */
export function Choices<T extends string>({
  label,
  value,
  onChange,
  options,
  isTight = false,
  className,
}: ChoicesProps<T>) {
  return (
    <fieldset
      className={cn('flex min-w-0 max-w-full gap-0.5 overflow-x-auto rounded-lg bg-sunken p-0.5', className)}
    >
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cn(
            'flex h-7 items-center gap-1.5 whitespace-nowrap rounded-md font-medium text-ink-soft hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-soft',
            isTight ? 'grow justify-center px-2 text-xs' : 'px-2.5 text-[0.8125rem]',
          )}
        >
          {option.label}
          {option.count !== undefined && (
            <span className="tabular text-ink-soft text-xs">{option.count}</span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
