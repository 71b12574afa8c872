/**
 * A failure that the person at the keyboard can act on. It is printed as two plain sentences, never with a stack trace.
 */
export class StackError extends Error {
  /** What to do about it. */
  readonly hint: string;

  constructor(message: string, hint = '') {
    super(message);
    this.hint = hint;
  }
}

/** The text to print for any error: a StackError as written, anything else by its message. */
export function explain(error: unknown): string {
  if (error instanceof StackError)
    return error.hint === '' ? error.message : `${error.message}\n${error.hint}`;
  return error instanceof Error ? error.message : String(error);
}
