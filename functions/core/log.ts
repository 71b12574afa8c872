import { redactFields } from './redact.ts';

/** Levels, least to most serious. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A structured logger: an event name in snake_case and fields; every line is one JSON object. */
export interface Logger {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
  /** The same logger with fields added to every line, such as a request id. */
  with(fields: Record<string, unknown>): Logger;
}

/** What a logger needs; `write` receives one line without the newline. */
export interface LoggerOptions {
  level?: LogLevel;
  fields?: Record<string, unknown>;
  write?: (line: string, level: LogLevel) => void;
  now?: () => Date;
}

/**
 * Makes a logger for edge functions and worker alike. Fields are redacted before they are written, so that no
 * caller can forget it. Lines below `level` cost one comparison.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const { level = 'info', fields = {}, write = writeToConsole, now = () => new Date() } = options;
  const threshold = logLevels.indexOf(level);

  function line(at: LogLevel, event: string, more?: Record<string, unknown>): void {
    if (logLevels.indexOf(at) < threshold) {
      return;
    }
    const record = { at: now().toISOString(), level: at, event, ...redactFields({ ...fields, ...more }) };
    write(JSON.stringify(record), at);
  }

  return {
    debug: (event, more) => line('debug', event, more),
    info: (event, more) => line('info', event, more),
    warn: (event, more) => line('warn', event, more),
    error: (event, more) => line('error', event, more),
    with: (more) => createLogger({ level, fields: { ...fields, ...more }, write, now }),
  };
}

function writeToConsole(line: string, level: LogLevel): void {
  if (level === 'error') {
    console.error(line);
  } else {
    console.log(line);
  }
}
