/** The part of cli-progress 3 that the demo uses; the package brings no types. */
declare module 'cli-progress' {
  class SingleBar {
    constructor(options: {
      format: string;
      hideCursor?: boolean;
      barsize?: number;
      clearOnComplete?: boolean;
    });
    start(total: number, value: number, payload: Record<string, string | number>): void;
    update(value: number, payload: Record<string, string | number>): void;
    stop(): void;
  }
  const cliProgress: { SingleBar: typeof SingleBar };
  export default cliProgress;
}
