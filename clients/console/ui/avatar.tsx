import { cn } from './cn.ts';

const HUES = [25, 70, 130, 165, 215, 255, 295, 345];

/** First letters of a name on a colour of its own, the same wherever the name is shown. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  const hue = HUES[sum % HUES.length];
  return (
    <span
      aria-hidden
      style={{ '--hue': hue } as React.CSSProperties}
      className={cn(
        'grid size-9 shrink-0 select-none place-items-center rounded-full bg-[oklch(0.93_0.035_var(--hue))] font-semibold text-[oklch(0.4_0.09_var(--hue))] text-xs dark:bg-[oklch(0.33_0.045_var(--hue))] dark:text-[oklch(0.87_0.07_var(--hue))]',
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

/** Two letters of a name; the last two digits of a number. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  if (/^\+?\d[\d\s]*$/.test(name)) return name.replace(/\D/g, '').slice(-2);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  );
  return letters.join('').toUpperCase() || '?';
}
