import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** A logger of JSON lines with `time`, `level` and `msg`, on standard output unless told otherwise. */
export function createLogger(
  level: Config['LOG_LEVEL'],
  stream?: DestinationStream,
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
    },
    stream ?? pino.destination({ fd: 1, sync: true }),
  );
}
