/** Upper bounds of the histogram, in seconds: a quarter apart in the logarithm from 1 ms to 30 s. */
const BOUNDS = Array.from({ length: 19 }, (_, i) => Number((0.001 * 10 ** (i / 4)).toPrecision(3)));

/** Counts how long Meta took to answer sends; constant memory, one addition per send. */
export function createSendLatency() {
  const counts = new Array<number>(BOUNDS.length + 1).fill(0);
  let sum = 0;
  return {
    /** @param seconds from calling Meta to its answer */
    observe(seconds: number): void {
      let bucket = BOUNDS.findIndex((bound) => seconds <= bound);
      if (bucket < 0) bucket = BOUNDS.length;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      sum += seconds;
    },
    /** The histogram as Prometheus text, cumulative as its format wants it. */
    render(): string {
      let total = 0;
      const lines = counts.map((count, i) => {
        total += count;
        return `wabase_send_seconds_bucket{le="${BOUNDS[i] ?? '+Inf'}"} ${total}\n`;
      });
      return `# HELP wabase_send_seconds Time from calling Meta to its answer\n# TYPE wabase_send_seconds histogram\n${lines.join('')}wabase_send_seconds_sum ${sum}\nwabase_send_seconds_count ${total}\n`;
    },
  };
}

export type SendLatency = ReturnType<typeof createSendLatency>;
