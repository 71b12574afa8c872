import cliProgress from 'cli-progress';
import type { CampaignStats } from '../../clients/sdk/src/campaigns.ts';

/** Shows how far a campaign is. */
export interface Progress {
  show(stats: CampaignStats): void;
  stop(): void;
}

/** A progress bar on a terminal; elsewhere a line now and then, so that a log stays readable. */
export function createProgress(total: number, out: NodeJS.WriteStream = process.stdout): Progress {
  return out.isTTY ? createBar(total) : createLines(total, (line) => out.write(`${line}\n`));
}

/** Messages that Meta has answered, for better or worse. */
export function settledOf({ audience, queued, unknown }: CampaignStats): number {
  return audience - queued - unknown;
}

function createBar(total: number): Progress {
  const bar = new cliProgress.SingleBar({
    format: 'Sending {bar} {value}/{total}  delivered {delivered}  read {read}  failed {failed}',
    hideCursor: true,
    barsize: 30,
  });
  bar.start(total, 0, { delivered: 0, read: 0, failed: 0 });
  return {
    show(stats) {
      const { delivered, read, failed } = stats;
      bar.update(settledOf(stats), { delivered, read, failed });
    },
    stop: () => bar.stop(),
  };
}

const LINE_EVERY_MS = 2_000;

function createLines(total: number, print: (line: string) => void): Progress {
  let printedAt = 0;
  let printed = '';
  return {
    show(stats) {
      const { delivered, read, failed } = stats;
      const line = `Sending ${settledOf(stats)}/${total}  delivered ${delivered}  read ${read}  failed ${failed}`;
      if (line === printed || Date.now() - printedAt < LINE_EVERY_MS) return;
      print(line);
      printed = line;
      printedAt = Date.now();
    },
    stop() {},
  };
}
