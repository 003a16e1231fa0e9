// The difference of two traces in words: how long they are equal, both sides of the first event that differs,
// then the nodes that stand differently.

import type { TraceEvent, TraceStanding } from '../../sim/trace.ts';
import { cut, padEnd, printable, wrap } from '../layout.ts';
import { type Palette, spelt } from '../palette.ts';
import { counted, grouped, seconds } from '../quantity.ts';
import type { Parting, Standing, StandingPair } from './compare.ts';
import { processNames, processOf } from './processes.ts';
import type { TraceHeader } from './trace-header.ts';

/** What was run differently, a line each; none where the headers say the same. */
export function headerDifference(first: TraceHeader, second: TraceHeader): readonly string[] {
  const facts: readonly (readonly [string, (header: TraceHeader) => string])[] = [
    ['scenario', ({ scenario }) => scenario],
    ['seed', ({ seed }) => String(seed)],
    ['bugs', ({ bugs }) => (bugs.length === 0 ? 'none' : bugs.join(', '))],
    ['program', ({ program }) => program],
    ['options', ({ options }) => JSON.stringify(options)],
    ['nodes', ({ names }) => names.join(' ')],
    ['clients', ({ clients }) => String(clients)],
    ['version', ({ whitewater }) => whitewater],
  ];
  return facts.flatMap(([name, fact]) => {
    const [one, two] = [fact(first), fact(second)];
    return one === two ? [] : [`  ${padEnd(name, 10)} a: ${printable(one)}   b: ${printable(two)}`];
  });
}

export function difference(parting: Parting, header: TraceHeader, palette: Palette): readonly string[] {
  const { equal, at, first, second, aspects, standings } = parting;
  const { color } = palette;
  const since =
    equal === 0
      ? 'from the first event on'
      : `equal for ${counted(equal, 'event')} (to ${seconds(at)} s), then`;
  const lines = [
    `${since}${aspects.length === 0 ? ' one has ended' : ` they differ in ${aspects.join(', ')}`}`,
    '',
  ];
  for (const [name, event] of [
    ['a', first],
    ['b', second],
  ] as const) {
    const told = event === null ? ['had ended'] : eventLines(event, header, palette);
    const paint = name === 'a' ? color.red : color.green;
    for (const [position, line] of told.entries()) {
      lines.push(paint(`${position === 0 ? `${name}  ` : '   '} ${line}`.trimEnd()));
    }
    lines.push('');
  }
  if (standings.length > 0) lines.push(...standingTable(standings, header, palette), '');
  return lines;
}

function eventLines(event: TraceEvent, header: TraceHeader, palette: Palette): readonly string[] {
  const who = processNames(header)(processOf(event));
  const head = `event ${grouped(event.event)} at ${seconds(event.at)} s (${event.at} us), ${who}: ${spelt(event.text, palette)}`;
  const because = event.cause === 0 ? [] : [`caused by event ${grouped(event.cause)}`];
  const parts = [head, ...because, ...(event.status === '' ? [] : [event.status]), ...event.effects];
  return parts.flatMap((part, position) =>
    wrap(printable(part), palette.columns - 6).map((line, row) =>
      position + row === 0 ? line : `  ${line}`,
    ),
  );
}

const fields: readonly (readonly [string, (standing: TraceStanding) => string | number])[] = [
  ['role', ({ role }) => role],
  ['term', ({ term }) => term],
  ['vote', ({ votedFor }) => (votedFor === 0 ? 'none' : `n${votedFor}`)],
  ['log ends at', ({ lastLogIndex, lastLogTerm }) => `${lastLogIndex}/${lastLogTerm}`],
  ['commit', ({ commitIndex }) => commitIndex],
  ['applied', ({ lastApplied }) => lastApplied],
];

function standingTable(
  pairs: readonly StandingPair[],
  header: TraceHeader,
  palette: Palette,
): readonly string[] {
  const rows: (readonly [string, string, string])[] = [['the state after it', 'a', 'b']];
  const nameOf = processNames(header);
  for (const { node, first, second } of pairs) {
    const [one, two] = [first?.standing, second?.standing];
    if (one == null || two == null) {
      rows.push([nameOf(node), stateOf(first), stateOf(second)]);
      continue;
    }
    for (const [name, field] of fields) {
      const [a, b] = [String(field(one)), String(field(two))];
      if (a !== b) rows.push([`${nameOf(node)} ${name}`, a, b]);
    }
  }
  const columns = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)) + 2);
  return rows.map(([what, a, b], position) => {
    const line = `  ${padEnd(what, columns[0]!)}${padEnd(a, columns[1]!)}${b}`;
    const shown = cut(printable(line), palette.columns, palette.symbols.cut);
    return position === 0 ? palette.color.dim(shown) : shown;
  });
}

function stateOf(standing: Standing | undefined): string {
  if (standing === undefined) return 'not started';
  return standing.status === '' ? 'down' : standing.status;
}
