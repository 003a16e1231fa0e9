// A trace as a sequence diagram: arrows where messages arrive, a cross where one never does, notes for the rest.

import type { TraceEvent } from '../../sim/trace.ts';
import { cut, printable } from '../layout.ts';
import { seconds } from '../quantity.ts';
import type { Sink } from '../reporter.ts';
import { processNames, processOf } from './processes.ts';
import type { TraceHeader } from './trace-header.ts';

const textColumns = 70;

/** `events` is the whole trace: whether a message arrives may be told by what is left out. */
export function writeMermaid(
  header: TraceHeader,
  events: readonly TraceEvent[],
  kept: ReadonlySet<number>,
  sink: Sink,
): void {
  const arrived = new Set<number>();
  const owner = new Map<number, number>();
  for (const event of events) {
    owner.set(event.event, processOf(event));
    if (event.message !== null) arrived.add(event.message.id);
  }
  const lines: string[] = [];
  const seen = new Set<number>();
  const line = (from: number, arrow: string, to: number, text: string): void => {
    seen.add(from).add(to);
    const where = arrow === '' ? `Note over ${idOf(from)}` : `${idOf(from)}${arrow}${idOf(to)}`;
    lines.push(`  ${where}: ${escaped(text)}\n`);
  };
  for (const event of events) {
    if (!kept.has(event.event)) continue;
    const process = processOf(event);
    const source = owner.get(event.cause) ?? process;
    const at = seconds(event.at);
    if (event.kind === 'message' && event.message !== null) {
      line(event.message.from, '->>', process, `${at} ${wordsOf(event.text)}`);
    } else if (event.kind === 'request' && source < 0) line(source, '->>', process, `${at} ${event.text}`);
    else if (event.kind === 'client' && source > 0) line(source, '-->>', process, `${at} ${event.text}`);
    else line(process, '', process, `${at} ${event.text}`);
    for (const message of event.sent) {
      if (arrived.has(message.id)) continue;
      line(message.from, '-x', message.to, `${at} ${message.kind} t${message.term} never arrives`);
    }
  }
  sink.write('sequenceDiagram\n');
  sink.write(`  %% ${escaped(header.scenario)}, seed ${header.seed}\n`);
  const nameOf = processNames(header);
  // Nodes first, in their order, then clients, then faults.
  const rank = (process: number): number => (process > 0 ? process : process < 0 ? 1e6 - process : 2e6);
  for (const process of [...seen].sort((a, b) => rank(a) - rank(b))) {
    sink.write(`  participant ${idOf(process)} as ${escaped(nameOf(process))}\n`);
  }
  for (const each of lines) sink.write(each);
}

function idOf(process: number): string {
  if (process > 0) return `n${process}`;
  return process === 0 ? 'faults' : `c${-process}`;
}

/** Without the arrow, which the diagram draws. */
function wordsOf(text: string): string {
  return text.replace(/^\S+ → \S+ /, '');
}

/** What the language would take for its own, as its entity codes. */
function escaped(text: string): string {
  const short = cut(printable(text), textColumns, '…');
  return short.replace(/[#;<>{}%:]/g, (character) => `#${character.codePointAt(0)};`);
}
