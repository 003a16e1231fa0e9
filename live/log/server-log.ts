// The log of a server: one JSON object a line, each event of the server at the level that it deserves.

import { destination, type Logger, pino } from 'pino';
import type { LiveEvent } from '../server/live-event.ts';
import type { LogLevel } from './log-levels.ts';

/** `write`: where the lines go; stderr by default, each written before the next thing happens. */
export function serverLog(level: LogLevel, id: number, write?: (line: string) => void): Logger {
  const options = {
    level,
    base: { server: id, pid: process.pid },
    formatters: { level: (label: string): object => ({ level: label }) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
  };
  return pino(options, write === undefined ? destination({ fd: 2, sync: true }) : { write });
}

export function logEvent(log: Logger, { kind, ...fields }: LiveEvent): void {
  switch (kind) {
    case 'halted':
      log.fatal(fields, 'halted');
      return;
    case 'peer-lost':
    case 'refused':
      log.warn(fields, kind);
      return;
    case 'recovered':
    case 'listening':
    case 'role':
    case 'peer-connected':
    case 'stopped':
      log.info(fields, kind);
      return;
    case 'synced':
      log.debug(fields, kind);
      return;
    default:
      unreachable(kind);
  }
}

function unreachable(kind: never): never {
  throw new Error(`no such event: ${String(kind)}`);
}
