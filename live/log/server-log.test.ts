// The lines of the log: one JSON object each, at its level, and none below the one that is asked for.

import { expect, it } from 'vitest';
import type { LogLevel } from './log-levels.ts';
import { logEvent, serverLog } from './server-log.ts';

function lines(level: LogLevel): readonly unknown[] {
  const written: string[] = [];
  const log = serverLog(level, 3, (line) => written.push(line));
  logEvent(log, { kind: 'role', role: 'leader', term: 2, leader: 3 });
  logEvent(log, { kind: 'synced', writes: 1, bytes: 20, durationUs: 300 });
  logEvent(log, { kind: 'peer-lost', peer: 2, address: '127.0.0.1:7002', reason: 'closed' });
  logEvent(log, { kind: 'halted', reason: 'the disk is full' });
  for (const line of written) expect(line).toMatch(/^[^\n]+\n$/);
  return written.map((line) => JSON.parse(line) as unknown);
}

it('says who, when, what and how bad it is', () => {
  const [role, , halted] = lines('info');
  expect(role).toMatchObject({
    level: 'info',
    server: 3,
    pid: process.pid,
    msg: 'role',
    role: 'leader',
    term: 2,
  });
  expect(Date.parse((role as { readonly time: string }).time)).toBeGreaterThan(0);
  expect(halted).toMatchObject({ level: 'fatal', msg: 'halted', reason: 'the disk is full' });
});

it.each([
  ['debug', 4],
  ['info', 3],
  ['warn', 2],
  ['error', 1],
  ['silent', 0],
] as const)('at %s has %i of four lines', (level, count) => {
  expect(lines(level)).toHaveLength(count);
});
