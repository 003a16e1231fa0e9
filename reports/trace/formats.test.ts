// Each format against a reader of its own: a strict grammar for sequence diagrams, ShiViz's way of reading a
// log, RFC 4180, and the rules of trace-event JSON. Texts try to break out of each.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Capture } from '../fixtures/capture.ts';
import type { Sink } from '../reporter.ts';
import { writeCsv } from './csv.ts';
import { anyTrace } from './fixtures/drawn-trace.ts';
import { isBefore, vectorClocks } from './happened-before.ts';
import { writeMermaid } from './mermaid.ts';
import { writePerfetto } from './perfetto.ts';
import type { Trace } from './read-trace.ts';
import { writeShiviz } from './shiviz.ts';

function numbersOf({ events }: Trace, every = 1): ReadonlySet<number> {
  return new Set(events.map(({ event }) => event).filter((event) => event % every === 0));
}

function captured(write: (sink: Sink) => void): string {
  const sink = new Capture();
  write(sink);
  return sink.text;
}

describe('mermaid', () => {
  // The statements of the grammar that are used, each text without what ends a statement or begins an entity.
  const text = '(?:[^#;:%{}<>\\n]|#\\d+;)+';
  const statements = [
    /^sequenceDiagram$/,
    new RegExp(`^ {2}%% ${text}$`),
    new RegExp(`^ {2}participant (n\\d+|c\\d+|faults) as ${text}$`),
    new RegExp(`^ {2}(n\\d+|c\\d+|faults)(?:->>|-->>|-x)(n\\d+|c\\d+|faults): ${text}$`),
    new RegExp(`^ {2}Note over (n\\d+|c\\d+|faults): ${text}$`),
  ];

  it('is made of statements of the language, whose participants are declared first', () => {
    fc.assert(
      fc.property(anyTrace, fc.integer({ min: 1, max: 3 }), (trace, every) => {
        const kept = numbersOf(trace, every);
        const diagram = captured((sink) => writeMermaid(trace.header, trace.events, kept, sink));
        const declared = new Set<string>();
        const lines = diagram.trimEnd().split('\n');
        expect(lines[0]).toBe('sequenceDiagram');
        for (const line of lines) {
          const kind = statements.findIndex((statement) => statement.test(line));
          expect(kind, `not a statement: ${line}`).toBeGreaterThanOrEqual(0);
          const [, ...names] = statements[kind]!.exec(line)!;
          if (kind === 2) declared.add(names[0]!);
          else for (const name of names) expect(declared).toContain(name);
        }
      }),
    );
  });

  it('draws a message where it arrives, and crosses out one that never does', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const { header, events } = trace;
        const diagram = captured((sink) => writeMermaid(header, events, numbersOf(trace), sink));
        const arrived = new Set(events.map(({ message }) => message?.id));
        const lost = events.flatMap(({ sent }) => sent).filter(({ id }) => !arrived.has(id));
        expect(diagram.split('-x').length - 1).toBe(lost.length);
        const arrivals = events.filter(({ kind }) => kind === 'message').length;
        expect(diagram.match(/ {2}n\d+->>n\d+/g)?.length ?? 0).toBe(arrivals);
      }),
    );
  });
});

describe('shiviz', () => {
  it('is read back by its first line, with clocks in the order of the trace', () => {
    fc.assert(
      fc.property(anyTrace, fc.integer({ min: 1, max: 3 }), (trace, every) => {
        const { header, events } = trace;
        const kept = numbersOf(trace, every);
        const [pattern, delimiter, ...lines] = captured((sink) =>
          writeShiviz(header, events, kept, sink),
        ).split('\n');
        expect(delimiter).toBe('');
        expect(lines.pop()).toBe('');
        expect(lines).toHaveLength(kept.size);
        const read = lines.map((line) => {
          const { host, clock, event } = new RegExp(`^${pattern}$`).exec(line)!.groups!;
          return { host: host!, clock: JSON.parse(clock!) as { [host: string]: number }, event: event! };
        });
        const next = new Map<string, number>();
        const clocks = vectorClocks(events, ({ event }) => kept.has(event));
        read.forEach(({ host, clock, event }, j) => {
          // ShiViz refuses a log in which a host's own count leaves a gap.
          next.set(host, (next.get(host) ?? 0) + 1);
          expect(clock[host]).toBe(next.get(host));
          expect(event).toMatch(/^e\d+ \d+us /);
          read.forEach(({ host: other, clock: earlier }, i) => {
            const isKnown = i !== j && (clock[other] ?? 0) >= earlier[other]!;
            expect(isKnown).toBe(isBefore(clocks[i]!, clocks[j]!));
          });
        });
      }),
      { numRuns: 60 },
    );
  });
});

/** RFC 4180, nothing else. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const found = field.exec(text);
    if (found === null) throw new Error(`not CSV at ${at}: ${text.slice(at, at + 40)}`);
    const [, raw, end] = found;
    rows.at(-1)!.push(raw!.startsWith('"') ? raw!.slice(1, -1).replaceAll('""', '"') : raw!);
    if (end !== ',') rows.push([]);
  }
  rows.pop();
  return rows;
}

describe('csv', () => {
  it('holds every event in as many cells as the header has', () => {
    fc.assert(
      fc.property(anyTrace, ({ events }) => {
        const [header, ...rows] = readCsv(captured((sink) => writeCsv(events, sink)));
        expect(rows).toHaveLength(events.length);
        const text = header!.indexOf('text');
        const from = header!.indexOf('message_from');
        rows.forEach((row, position) => {
          const event = events[position]!;
          expect(row).toHaveLength(header!.length);
          expect(row[0]).toBe(String(event.event));
          expect(row[text]).toBe(event.text);
          expect(row[from]).toBe(String(event.message?.from ?? ''));
        });
      }),
    );
  });
});

interface Entry {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly id?: number;
  readonly cat?: string;
}

describe('perfetto', () => {
  it('has a slice for every event and a flow for every cause elsewhere, each end inside a slice', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const { header, events } = trace;
        const text = captured((sink) => writePerfetto(header, events, numbersOf(trace), sink));
        const { traceEvents } = JSON.parse(text) as { readonly traceEvents: readonly Entry[] };
        const steps = traceEvents.filter(({ ph, cat }) => ph === 'X' && cat !== 'role');
        expect(steps).toHaveLength(events.length);
        const starts = traceEvents.filter(({ ph }) => ph === 's');
        const ends = traceEvents.filter(({ ph }) => ph === 'f');
        expect(starts.map(({ id }) => id)).toEqual(ends.map(({ id }) => id));
        for (const { pid, tid, ts } of [...starts, ...ends]) {
          const holds = (step: Entry): boolean =>
            step.pid === pid && step.tid === tid && step.ts <= ts && ts <= step.ts + step.dur!;
          expect(steps.some(holds)).toBe(true);
        }
        const named = new Set(
          traceEvents.filter(({ name }) => name === 'thread_name').map(({ pid, tid }) => `${pid}/${tid}`),
        );
        for (const { ph, pid, tid } of traceEvents) if (ph !== 'M') expect(named).toContain(`${pid}/${tid}`);
      }),
    );
  });
});
