// What was written is read back the same, and what is wrong is named with its line.

import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../sim/trace.ts';
import { fakeEvent } from '../fixtures/run.ts';
import { readTrace, TraceError } from './read-trace.ts';
import { endLine, headerLine, type TraceHeader } from './trace-header.ts';
import { TraceLines } from './trace-lines.ts';

const header: TraceHeader = {
  whitewater: '0.1.0',
  scenario: 'small',
  seed: 7,
  names: ['n1', 'n2', 'n3'],
  clients: 2,
  program: 'raft',
  options: { preVote: false },
  bugs: ['E06'],
  checks: ['deep'],
  isFiltered: false,
};
const standing = {
  role: 'leader',
  term: 3,
  votedFor: 1,
  lastLogIndex: 7,
  lastLogTerm: 2,
  commitIndex: 6,
  lastApplied: 5,
} as const;
const append = { id: 4, kind: 'AppendEntries', from: 1, to: 3, term: 3 };
const events: readonly TraceEvent[] = [
  fakeEvent({
    event: 1,
    at: 0,
    kind: 'start',
    status: 'L3',
    standing,
    sent: [append],
    effects: ['send n3 AE'],
  }),
  fakeEvent({ event: 2, at: 5, status: 'L3', standing, cause: 1 }),
  fakeEvent({
    event: 3,
    at: 6,
    kind: 'client',
    node: 0,
    client: 2,
    status: '',
    operations: [{ id: 0, client: 2, sequence: 1 }],
  }),
  fakeEvent({ event: 4, at: 9, kind: 'message', node: 3, status: '', message: append, cause: 1 }),
  fakeEvent({ event: 5, at: 9, kind: 'crash', status: '', standing: null }),
  fakeEvent({ event: 6, at: 10, kind: 'nemesis', node: 0, status: '' }),
];

function written(of: readonly TraceEvent[], told = of.length, changes: Partial<TraceHeader> = {}): string {
  const lines = new TraceLines();
  const body = of.map((event) => lines.line(event)).join('');
  return (
    headerLine({ ...header, ...changes }) + body + endLine({ events: told, digest: 'ab', verdict: 'passed' })
  );
}

function errorOf(content: string): TraceError {
  try {
    readTrace(content);
  } catch (error) {
    if (error instanceof TraceError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('a trace file', () => {
  it('is read as it was written', () => {
    const trace = readTrace(written(events));
    expect(trace.header).toEqual(header);
    expect(trace.events).toEqual(events);
    expect(trace.end).toEqual({ events: 6, digest: 'ab', verdict: 'passed' });
  });

  it('says a standing once, where it changed', () => {
    const lines = written(events).split('\n');
    expect(lines[1]).toContain('"standing":["leader",3,1,7,2,6,5]');
    expect(lines[2]).not.toContain('standing');
    expect(lines[5]).toContain('"status":"","standing":null');
  });

  it('may leave events out if it says so', () => {
    const some = [events[0]!, events[3]!];
    expect(readTrace(written(some, 6, { isFiltered: true })).events).toEqual(some);
    expect(errorOf(written(some, 6))).toMatchObject({ line: 3, message: 'event 4 comes after event 1' });
  });

  const lines = written(events).split('\n');
  const line3 = lines[2]!;
  const spoilt = (changed: string): string => [...lines.slice(0, 2), changed, ...lines.slice(3)].join('\n');
  it.each([
    ['', 1, 'empty'],
    ['\n \n', 1, 'empty'],
    ['t (s) n1', 1, 'not a trace: its first line is not a JSON object'],
    ['[1]', 1, 'has no "format":"whitewater-trace"'],
    ['{"version":1,"whitewater":"0.1.0","digest":"0"}', 1, 'a trace of version 1'],
    [written(events).replace('"version":2', '"version":3'), 1, 'version 3, and only version 2'],
    [written(events).replace('"names":["n1","n2","n3"],', ''), 1, '"names" of the header is missing'],
    [spoilt(line3.slice(0, 20)), 3, 'not JSON'],
    [spoilt('7'), 3, 'the event is not a JSON object'],
    [spoilt(line3.replace('"alarm"', '"alarmed"')), 3, '"kind" of the event is not what it should be'],
    [spoilt(line3.replace('"node":1', '"node":4')), 3, '"node" of the event'],
    [spoilt(line3.replace('"at":5', '"at":-5')), 3, '"at" of the event'],
    [spoilt(line3.replace('"cause":1', '"cause":2')), 3, '"cause" of the event'],
    [lines.slice(0, 4).join('\n'), 4, 'breaks off'],
    [written(events, 9), 8, 'should have 9 events and has 6'],
    [written(events) + line3, 9, 'after the end'],
  ])('is refused with its line: %#', (content, line, message) => {
    const error = errorOf(content);
    expect(error.message).toContain(message);
    expect(error.line).toBe(line);
  });

  it('is refused with the column where JSON ends to be', () => {
    expect(errorOf(spoilt(line3.replace('"at":5', '"at"?5'))).column).toBe(line3.indexOf(':5') + 1);
  });
});
