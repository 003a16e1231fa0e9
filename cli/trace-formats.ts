// The formats of `whitewater trace`; each is loaded when it is asked for.

import type { Palette } from '../reports/palette.ts';
import { unreachable } from '../reports/record.ts';
import type { Sink } from '../reports/reporter.ts';
import type { Trace } from '../reports/trace/read-trace.ts';

export const traceFormats = ['lanes', 'ndjson', 'csv', 'mermaid', 'shiviz', 'perfetto'] as const;
export type TraceFormat = (typeof traceFormats)[number];

export interface TraceView {
  readonly look: Palette;
  readonly columns: number;
  /** Lanes only: steady events in one line. */
  readonly folds: boolean;
}

/** Writes the events of these numbers. */
export async function writeTrace(
  format: TraceFormat,
  trace: Trace,
  kept: ReadonlySet<number>,
  sink: Sink,
  view: TraceView,
): Promise<void> {
  const { header, events } = trace;
  switch (format) {
    case 'lanes':
      return writeLanes(trace, kept, sink, view);
    case 'ndjson':
      return writeNdjson(trace, kept, sink);
    case 'csv': {
      const { writeCsv } = await import('../reports/trace/csv.ts');
      return writeCsv(
        events.filter(({ event }) => kept.has(event)),
        sink,
      );
    }
    case 'mermaid':
      return (await import('../reports/trace/mermaid.ts')).writeMermaid(header, events, kept, sink);
    case 'shiviz':
      return (await import('../reports/trace/shiviz.ts')).writeShiviz(header, events, kept, sink);
    case 'perfetto':
      return (await import('../reports/trace/perfetto.ts')).writePerfetto(header, events, kept, sink);
    default:
      return unreachable(format);
  }
}

async function writeLanes(
  { header, events }: Trace,
  kept: ReadonlySet<number>,
  sink: Sink,
  { look, columns, folds }: TraceView,
): Promise<void> {
  const { LiveLanes } = await import('../reports/live-lanes.ts');
  const lanes = new LiveLanes(sink, look, { names: header.names, columns, folds });
  for (const event of events) {
    if (kept.has(event.event)) lanes.record(event);
    else lanes.pass(event);
  }
  lanes.end();
}

async function writeNdjson(
  { header, events, end }: Trace,
  kept: ReadonlySet<number>,
  sink: Sink,
): Promise<void> {
  const { headerLine, endLine } = await import('../reports/trace/trace-header.ts');
  const { TraceLines } = await import('../reports/trace/trace-lines.ts');
  const lines = new TraceLines();
  sink.write(headerLine({ ...header, isFiltered: header.isFiltered || kept.size < events.length }));
  for (const event of events) if (kept.has(event.event)) sink.write(lines.line(event));
  sink.write(endLine(end));
}
