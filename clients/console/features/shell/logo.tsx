import { cn } from '../../ui/cn.ts';

/** The mark, beside the name. */
export function Logo({ className }: { className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-2 font-semibold text-[0.9375rem] tracking-tight',
        className,
      )}
    >
      <svg viewBox="0 0 24 24" className="size-6" role="img" aria-label="Wabase">
        <rect width="24" height="24" rx="7" fill="var(--accent)" />
        <path
          d="M6 8.5 8.6 16l3.4-6.6L15.4 16 18 8.5"
          fill="none"
          stroke="var(--accent-ink)"
          strokeWidth="2.1"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span aria-hidden>Wabase</span>
    </span>
  );
}
