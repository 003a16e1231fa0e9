// Reads a trace file back, line by line; whatever is not as it should be is refused with its line.

import type { Plan } from '../../sim/plan.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import { Fields, integer, isObject, Malformed, text, texts } from './fields.ts';
import { jsonMistake } from './json-mistake.ts';
import { EventReader } from './read-event.ts';
import { type TraceEnd, type TraceHeader, traceFormat, traceVersion } from './trace-header.ts';

export interface Trace {
  readonly header: TraceHeader;
  readonly events: readonly TraceEvent[];
  readonly end: TraceEnd;
}

/** What is wrong with a trace, and where; lines count from 1. */
export class TraceError extends Error {
  override readonly name: string = 'TraceError';
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column = 1) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

export function readTrace(content: string): Trace {
  if (content.trim() === '') throw new TraceError('the file is empty, not a trace', 1);
  let line = 0;
  let header: TraceHeader | null = null;
  let end: TraceEnd | null = null;
  const events: TraceEvent[] = [];
  const reader = new EventReader();
  for (let from = 0; from < content.length; ) {
    const newline = content.indexOf('\n', from);
    const until = newline < 0 ? content.length : newline;
    line++;
    const source = content.slice(from, until);
    from = until + 1;
    if (source.trim() === '') continue;
    if (end !== null) throw new TraceError('there is a line after the end of the trace', line);
    const value = parsed(source, line, header === null);
    try {
      if (header === null) header = headerOf(value);
      else if (isObject(value) && 'end' in value) end = endOf(value['end']);
      else events.push(reader.read(value, events.at(-1)?.event ?? 0, header));
    } catch (error) {
      if (error instanceof Malformed) throw new TraceError(error.message, line);
      throw error;
    }
  }
  if (header === null) throw new TraceError('the file is empty, not a trace', 1);
  if (end === null)
    throw new TraceError('the trace breaks off here: its last line, {"end":…}, is missing', line);
  if (!header.isFiltered && events.length !== end.events) {
    throw new TraceError(`the trace should have ${end.events} events and has ${events.length}`, line);
  }
  return { header, events, end };
}

function parsed(source: string, line: number, isFirst: boolean): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    if (isFirst) throw new TraceError('this is not a trace: its first line is not a JSON object', line);
    throw new TraceError('the line is not JSON from here on', line, (jsonMistake(source) ?? 0) + 1);
  }
}

function headerOf(value: unknown): TraceHeader {
  if (!isObject(value) || value['format'] !== traceFormat) {
    const old = isObject(value) && value['version'] === 1 && 'digest' in value;
    throw new Malformed(
      old
        ? `this is a trace of version 1, and only version ${traceVersion} is read: record it again`
        : `this is not a trace: its first line has no "format":"${traceFormat}"`,
    );
  }
  if (value['version'] !== traceVersion) {
    throw new Malformed(
      `this is a trace of version ${JSON.stringify(value['version'])}, and only version ${traceVersion} is read`,
    );
  }
  const fields = new Fields(value, 'the header');
  return {
    whitewater: fields.get('whitewater', text),
    scenario: fields.get('scenario', text),
    seed: fields.get('seed', integer),
    names: fields.get('names', texts),
    clients: fields.get('clients', integer),
    program: fields.get('program', text),
    options: fields.get('options', (options) => (isObject(options) ? options : null)),
    bugs: fields.get('bugs', texts),
    checks: fields.get('checks', texts),
    isFiltered: fields.get('isFiltered', (given) => (typeof given === 'boolean' ? given : null)),
    // Taken as it is: whoever runs it again sees whether it can be run.
    ...(isObject(value['plan']) ? { plan: value['plan'] as unknown as Plan } : {}),
  };
}

function endOf(value: unknown): TraceEnd {
  const fields = new Fields(value, 'the end');
  return {
    events: fields.get('events', integer),
    digest: fields.get('digest', text),
    verdict: fields.get('verdict', text),
    ...(fields.has('fails') ? { fails: fields.get('fails', text) } : {}),
  };
}
