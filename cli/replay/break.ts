// `replay --break`: the run up to an event, and how everything stands after it.

import { cut, padEnd, padStart, printable, wrap } from '../../reports/layout.ts';
import { inNames } from '../../reports/node-names.ts';
import { type Palette, spelt } from '../../reports/palette.ts';
import { grouped, seconds } from '../../reports/quantity.ts';
import { brokenProperty } from '../../reports/record.ts';
import type { Plan } from '../../sim/plan.ts';
import type { CallState, NodeState, WorldState } from '../../sim/world-state.ts';
import { BadInput } from '../bad-input.ts';
import type { Engine } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { LanesView } from '../lanes-view.ts';

interface Break {
  readonly engine: Pick<Engine, 'run'>;
  readonly plan: Plan;
  readonly seed: number;
  readonly event: number;
  readonly isLanes: boolean;
}

/** Of a log, the last terms; of a disk, the first writes; of other lists, the first items. */
const termsShown = 6;
const writesShown = 8;
const itemsShown = 12;

export function showBreak({ engine, plan, seed, event, isLanes }: Break, io: Io, look: Palette): ExitCode {
  let state: WorldState | null = null;
  const view = isLanes ? new LanesView(io, look, plan.names) : null;
  const run = engine.run(plan, seed, {
    stopAtEvent: event,
    onEnd: (reached) => {
      state = reached;
    },
    ...(view === null ? {} : { trace: view }),
  });
  view?.end();
  if (state === null) throw new Error('the run did not say how it ended');
  if (run.events < event) {
    const broken = brokenProperty(run.verdict);
    const why = broken === null ? '' : `, at which it breaks ${broken}`;
    throw new BadInput(`there is no event ${event}`, `the run ends with event ${run.events}${why}`);
  }
  const lines = stateLines(state, plan, look);
  io.stdout.write(`${lines.map((line) => spelt(inNames(line, plan.names), look)).join('\n')}\n`);
  return exitCodes.ok;
}

function stateLines(state: WorldState, plan: Plan, look: Palette): readonly string[] {
  return [
    `after event ${grouped(state.event)} at ${seconds(state.at)} s of ${plan.scenario}`,
    '',
    ...nodeTable(state.nodes, look),
    '',
    ...section(
      'disks',
      state.nodes.flatMap((node) => diskLine(node, state.at)),
      look,
    ),
    ...section('cut off', cutLines(state), look),
    ...section(
      'messages in flight',
      state.inFlight.map((each) => flightLine(each, state.at)),
      look,
    ),
    ...section(
      'requests and answers',
      state.post.map(({ at, text }) => `in ${gap(at, state.at)}  ${text}`),
      look,
    ),
    ...section(
      'clients',
      state.clients.flatMap(({ id, calls }) => clientLines(id, calls)),
      look,
    ),
  ];
}

function nodeTable(nodes: readonly NodeState[], { color, columns, symbols }: Palette): readonly string[] {
  const head = ['node', 'is', 'term', 'vote', 'leader', 'commit', 'applied', 'wakes in', 'log'];
  const rows = nodes.map((node) => {
    const { standing } = node;
    const number = (value: number | undefined): string => (value === undefined ? '-' : String(value));
    return [
      `n${node.id}`,
      node.condition === 'up' ? (standing?.role ?? 'up') : whyNot(node),
      number(standing?.term),
      standing === null ? '-' : nameOf(standing.votedFor),
      node.condition === 'down' ? '-' : nameOf(node.leader),
      number(standing?.commitIndex),
      number(standing?.lastApplied),
      node.alarmAt === null ? 'never' : gap(node.alarmAt, node.clock),
      logText(node),
    ];
  });
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  return [head, ...rows].map((row, position) => {
    const cells = row.map((cell, column) =>
      /^[\d-]/.test(rows[0]?.[column] ?? '')
        ? padStart(cell, widths[column]!)
        : padEnd(cell, widths[column]!),
    );
    const line = cut(`  ${cells.join('  ')}`.trimEnd(), columns, symbols.cut);
    return position === 0 ? color.dim(line) : line;
  });
}

function whyNot({ condition, standing, held }: NodeState): string {
  if (condition !== 'paused') return condition;
  return `${standing?.role ?? 'up'}, paused${held === 0 ? '' : `, ${held} wait`}`;
}

/** How long it is, and the terms of its entries from the first: `136: 1x34 2x102`. */
function logText({ logTerms, standing }: NodeState): string {
  if (logTerms === null)
    return standing === null ? '' : `ends ${standing.lastLogIndex}/${standing.lastLogTerm}`;
  if (logTerms.length === 0) return 'empty';
  const runs: { readonly term: number; count: number }[] = [];
  for (const term of logTerms) {
    const last = runs.at(-1);
    if (last?.term === term) last.count++;
    else runs.push({ term, count: 1 });
  }
  const tail = runs
    .slice(-termsShown)
    .map(({ term, count }) => (count === 1 ? `${term}` : `${term}x${count}`));
  return `${logTerms.length}: ${runs.length > termsShown ? '.. ' : ''}${tail.join(' ')}`;
}

function diskLine({ id, disk }: NodeState, now: number): readonly string[] {
  const { unsynced, syncing, busyUntil, atRisk, isStalled } = disk;
  const parts = [
    ...(isStalled ? ['stalled'] : []),
    ...(syncing === 0 ? [] : [`syncs ${syncing} of ${unsynced.length}, done in ${gap(busyUntil, now)}`]),
    ...(syncing === 0 && unsynced.length > 0 ? [`${unsynced.length} not synced`] : []),
    ...(atRisk === 0 ? [] : [`${atRisk} acknowledged by a lie`]),
    ...(unsynced.length === 0 ? [] : [few(unsynced)]),
  ];
  return parts.length === 0 ? [] : [`n${id}  ${parts.join('; ')}`];
}

function cutLines({ cuts }: WorldState): readonly string[] {
  return cuts.length === 0 ? [] : [cuts.map(({ from, to }) => `n${from} → n${to}`).join(', ')];
}

function flightLine({ from, to, at, text, cause }: WorldState['inFlight'][number], now: number): string {
  const when = at === null ? 'waits for the script' : `in ${gap(at, now)}`;
  return `${when}  n${from} → n${to}  ${text}  (sent by event ${cause})`;
}

function clientLines(id: number, calls: readonly CallState[]): readonly string[] {
  if (calls.length === 0) return [`client ${id}  has no call outstanding`];
  return calls.map(
    ({ text, phase, attempt, target }) =>
      `client ${id}  ${text}, attempt ${attempt}${target === 0 ? '' : ` at n${target}`}, ${phase}`,
  );
}

function section(title: string, given: readonly string[], { color, columns }: Palette): readonly string[] {
  if (given.length === 0) return [`${color.dim(title)}: none`];
  const lines = given
    .slice(0, itemsShown)
    .flatMap((text) =>
      wrap(printable(text), columns - 4).map((line, position) => `${position === 0 ? '  ' : '    '}${line}`),
    );
  const more = given.length - itemsShown;
  return [color.dim(title), ...lines, ...(more > 0 ? [`  and ${more} more`] : [])];
}

function few(texts: readonly string[]): string {
  const shown = texts.slice(0, writesShown).join(', ');
  return texts.length > writesShown ? `${shown} and ${texts.length - writesShown} more` : shown;
}

function nameOf(node: number): string {
  return node === 0 ? 'none' : `n${node}`;
}

function gap(at: number, now: number): string {
  return at >= now ? `${seconds(at - now)}s` : `${seconds(now - at)}s ago`;
}
