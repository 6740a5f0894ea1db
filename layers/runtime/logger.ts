import { Logger } from '@aws-lambda-powertools/logger';

/** Ids, counts and names of outcomes; never a message body, an address or a token. */
export type LogFields = Record<string, string | number | boolean | undefined> & { correlationId?: string };

/** Where the factories of this folder write. One JSON line per call. */
export type Log = {
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
  /** `error` is written with its stack and its causes. */
  error(message: string, fields: LogFields, error: unknown): void;
};

const powertools = new Logger();

/** The log of a deployed function: JSON lines named for the service in `POWERTOOLS_SERVICE_NAME`. */
export const log: Log = {
  info: (message, fields) => powertools.info(message, fields),
  warn: (message, fields) => powertools.warn(message, fields),
  error: (message, fields, error) =>
    powertools.error(message, { ...fields, error: error instanceof Error ? error : new Error(String(error)) }),
};

/** A log that keeps nothing, for tests of other things. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
