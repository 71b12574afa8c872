/** The one line a bench prints. `ratio` is figure / ceiling, both measured in this run. */
export interface BenchResult {
  name: string;
  figure: number;
  unit: string;
  ceiling: number;
  ratio: number;
  p50_ms: number;
  p95_ms: number;
  p99_ms: number;
  rss_mb: number;
  [more: string]: unknown;
}

/** Says on stderr what the bench is doing. */
export function say(text: string): void {
  if (process.env.BENCH_QUIET !== '1') console.error(text);
}

/** Value below which a share of the sorted sample lies. */
export function percentile(sorted: Float64Array, share: number): number {
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 2);
}

export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
