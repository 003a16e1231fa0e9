// A trace as ShiViz reads it: each line a process, its vector clock and what happened. The first line is the
// expression that takes a line apart, the second what stands between executions: nothing, for there is one.

import type { TraceEvent } from '../../sim/trace.ts';
import { printable } from '../layout.ts';
import type { Sink } from '../reporter.ts';
import { vectorClocks } from './happened-before.ts';
import { processNames, processOf } from './processes.ts';
import type { TraceHeader } from './trace-header.ts';

export const shivizPattern: string = '(?<host>\\S+) (?<clock>\\{[^}]*\\}) (?<event>.*)';

/** `events` is the whole trace: clocks need also what is left out. */
export function writeShiviz(
  header: TraceHeader,
  events: readonly TraceEvent[],
  kept: ReadonlySet<number>,
  sink: Sink,
): void {
  const nameOf = processNames(header);
  const isKept = ({ event }: TraceEvent): boolean => kept.has(event);
  const clocks = vectorClocks(events, isKept);
  sink.write(`${shivizPattern}\n\n`);
  events.filter(isKept).forEach((event, position) => {
    const clock = [...clocks[position]!].map(([process, count]) => [nameOf(process), count] as const);
    const words = [
      `e${event.event}`,
      `${event.at}us`,
      event.text,
      ...event.effects.map((each) => `| ${each}`),
    ];
    const text = printable(words.join(' '));
    sink.write(`${nameOf(processOf(event))} ${JSON.stringify(Object.fromEntries(clock))} ${text}\n`);
  });
}
