'use client';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

const control =
  'w-full rounded-lg border border-line-strong/60 bg-surface px-3 text-ink shadow-soft placeholder:text-ink-soft/90 focus-visible:outline-offset-0 aria-invalid:border-bad disabled:opacity-60';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={cn(control, 'h-9', className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={cn(control, 'min-h-20 py-2', className)} />;
}

/** The browser's own select: it is the best one on a phone and with a keyboard. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={cn(control, 'h-9 pe-8', className)} />;
}

interface FieldProps {
  label: ReactNode;
  /** Gets the id and the ids of what describes it; spread them on the control. */
  children: (props: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
}

/** A labelled control with its hint and what is wrong with it. */
export function Field({ label, children, hint, error, className }: FieldProps) {
  const id = useId();
  const about = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <label htmlFor={id} className="font-medium text-[0.8125rem]">
        {label}
      </label>
      {children({
        id,
        ...(about !== undefined && { 'aria-describedby': about }),
        ...(error && { 'aria-invalid': true }),
      })}
      {error ? (
        <p id={`${id}-error`} className="text-[0.8125rem] text-bad" role="alert">
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="text-[0.8125rem] text-ink-soft">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
