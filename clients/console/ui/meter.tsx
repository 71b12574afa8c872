import { cn } from './cn.ts';

interface MeterProps {
  label: string;
  /** 0 to 1. */
  value: number;
  tone?: 'accent' | 'warn' | 'bad';
  className?: string;
}

const tones = { accent: 'bg-accent dark:bg-accent-text', warn: 'bg-warn', bad: 'bg-bad' };

/** How much of something there is, as a bar. */
export function Meter({ label, value, tone = 'accent', className }: MeterProps) {
  const part = Math.min(1, Math.max(0, value));
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> each in their own colours, out of reach for ours
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part * 100)}
      className={cn('h-1.5 overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cn('h-full rounded-full transition-[width] duration-500', tones[tone])}
        style={{ width: `${part * 100}%` }}
      />
    </div>
  );
}
