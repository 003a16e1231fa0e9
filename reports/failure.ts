// The block that explains one failure: what broke, where, the last events, the numbers, how to see it again.

import type { TraceEvent } from '../sim/trace.ts';
import type { Verdict } from '../sim/verdict.ts';
import { lanes } from './lanes.ts';
import { cut, padEnd, printable, wrap } from './layout.ts';
import { liveLines } from './live-facts.ts';
import { operationLines } from './operations.ts';
import { type Palette, spelt } from './palette.ts';
import { seconds } from './quantity.ts';
import { failureName, type RunRecord, unreachable } from './record.ts';

const labelColumns = 11;

/** Lines without newlines, beginning with the headline. */
export function failureBlock(record: RunRecord, palette: Palette): readonly string[] {
  const { run, subject } = record;
  const { color, symbols } = palette;
  const mark = record.outcome === 'caught' ? color.green('CAUGHT') : color.red('FAIL');
  const name = failureName(record) ?? `${subject.fails} not broken`;
  const parts = [subject.scenario, `seed ${run.seed}`, name].map(printable);
  return [
    `${mark} ${cut(parts.join(` ${symbols.dot} `), palette.columns - 7, symbols.cut)}`,
    '',
    ...indented(sentence(record), palette),
    '',
    ...(run.live === undefined ? [] : liveLines(run.live, palette)),
    ...picture(record, palette),
    ...facts(record, palette).flatMap(([label, text]) => labelled(label, text, palette)),
    ...operations(record, palette),
    ...picked(record, palette),
    // Whole, however long: it is there to be copied.
    `  ${color.dim(padEnd(subject.isLive === true ? 'again' : 'replay', labelColumns))}${printable(record.replay)}`,
  ];
}

/** What happened, in one sentence. */
export function sentence(record: RunRecord): string {
  const { run, divergence, subject } = record;
  const { verdict } = run;
  if (divergence !== null) {
    return divergence.event === 0
      ? 'The same seed gave two different runs, though every event was the same.'
      : `The same seed gave two different runs; event ${divergence.event} is the first that differs.`;
  }
  switch (verdict.kind) {
    case 'violated':
    case 'stalled':
    case 'crashed':
      return brokenSentence(verdict);
    case 'missed':
      return `Never reached, so the run proved nothing: ${verdict.goals.join(', ')}.`;
    case 'outside':
      return `Outside of what it should keep to: ${verdict.message}.`;
    case 'inconclusive':
      return verdict.reason;
    case 'passed':
      return subject.fails === null
        ? 'Nothing broke.'
        : `The planted bug should break ${subject.fails}, and nothing broke.`;
    default:
      return unreachable(verdict);
  }
}

/** What broke, in one sentence; '' where nothing did. */
export function brokenSentence(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'violated':
      return verdict.violation.message;
    case 'stalled':
      return verdict.message;
    case 'crashed':
      return `n${verdict.node} threw ${verdict.error}`;
    default:
      return '';
  }
}

function picture(record: RunRecord, palette: Palette): readonly string[] {
  const { run, tail } = record;
  if (tail === null || tail.length === 0) return [];
  const { verdict } = run;
  const events = verdict.kind === 'crashed' ? [...tail, fatalStep(verdict, tail)] : tail;
  const event = events.at(-1)?.event ?? 0;
  const node = verdict.kind === 'violated' ? verdict.violation.node : 0;
  const lines = lanes({ tail: events, names: record.subject.names, event, node }, palette);
  return lines.length === 0 ? [] : [...lines, ''];
}

/** The step that threw never ended, so no trace has it. */
function fatalStep(
  { node, event, at }: Extract<Verdict, { kind: 'crashed' }>,
  tail: readonly TraceEvent[],
): TraceEvent {
  const before = tail.findLast((each) => each.node === node);
  return {
    event,
    at,
    kind: 'alarm',
    node,
    client: 0,
    cause: before?.event ?? 0,
    text: 'throws',
    status: before?.status ?? '',
    effects: [],
    message: null,
    sent: [],
    operations: [],
    standing: null,
  };
}

type Fact = readonly [label: string, text: string];

function facts({ run, divergence }: RunRecord, palette: Palette): readonly Fact[] {
  const { verdict } = run;
  if (divergence !== null) {
    return [
      ['first run', divergence.first],
      ['second run', divergence.second],
    ];
  }
  switch (verdict.kind) {
    case 'violated': {
      const { property, source, scope, at, event, evidence } = verdict.violation;
      const evidenceText = Object.entries(evidence)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ');
      return [
        ['property', `${property} (${scope}), ${spelt(source, palette)}`],
        ['when', `t=${seconds(at)}s, event ${event}`],
        ...(evidenceText === '' ? [] : [['evidence', evidenceText] as const]),
      ];
    }
    case 'stalled':
      return [
        ['property', `eventually ${verdict.property}`],
        ['when', `t=${seconds(verdict.at)}s`],
      ];
    case 'crashed':
      return [['when', `t=${seconds(verdict.at)}s, event ${verdict.event}`]];
    case 'missed':
    case 'outside':
    case 'inconclusive':
    case 'passed':
      return [['when', `t=${seconds(run.endedAt)}s, after ${run.events} events`]];
    default:
      return unreachable(verdict);
  }
}

function operations({ run }: RunRecord, palette: Palette): readonly string[] {
  const lines = operationLines(run.operations ?? [], palette);
  return lines.length === 0 ? [] : ['', '  operations that cannot be ordered', ...lines, ''];
}

/** What this seed drew of what the scenario leaves open: without it a failure is hard to read. */
function picked({ subject }: RunRecord, palette: Palette): readonly string[] {
  const values = Object.entries(subject.picked).map(([path, value]) => `${path} ${value}`);
  return values.length === 0 ? [] : labelled('picked', values.join(', '), palette);
}

function indented(text: string, palette: Palette): readonly string[] {
  return wrap(printable(text), palette.columns - 2).map((line) => `  ${line}`);
}

function labelled(label: string, text: string, palette: Palette): readonly string[] {
  return wrap(printable(text), palette.columns - labelColumns - 2).map(
    (line, position) => `  ${palette.color.dim(padEnd(position === 0 ? label : '', labelColumns))}${line}`,
  );
}
