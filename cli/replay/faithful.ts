// Whether a run that was made again is the one that was kept; where it is not, from which event on.

import { isSameBuild } from '../../hunt/store/build.ts';
import type { Palette } from '../../reports/palette.ts';
import { counted, grouped } from '../../reports/quantity.ts';
import type { Divergence } from '../../reports/record.ts';
import { parting } from '../../reports/trace/compare.ts';
import { difference, headerDifference } from '../../reports/trace/difference.ts';
import type { Trace } from '../../reports/trace/read-trace.ts';
import { endOf, traceHeader } from '../../reports/trace/trace-writer.ts';
import type { Plan } from '../../sim/plan.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import type { Run } from '../../sim/verdict.ts';
import { runTwice } from '../determinism.ts';
import type { Engine } from '../engine.ts';
import { version } from '../version.ts';
import type { Expected } from './target.ts';

export type Faith =
  /** Nothing was kept of it. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'exact' }
  /** `isSameBuild`: the program is the same, and ran otherwise. `twice`: and it does so each time it is run. */
  | { readonly kind: 'diverged'; readonly isSameBuild: boolean; readonly twice: Divergence | null };

/** `again`: the build that made this run. */
export function faithOf(
  engine: Pick<Engine, 'run'>,
  plan: Plan,
  run: Run,
  expected: Expected | null,
  again: string,
): Faith {
  if (expected === null) return { kind: 'unknown' };
  if (expected.digest === run.digest) return { kind: 'exact' };
  const { divergence } = runTwice(engine, plan, run.seed);
  return {
    kind: 'diverged',
    isSameBuild: isSameBuild(expected.build ?? '', again),
    twice: divergence,
  };
}

export function faithLines(
  engine: Pick<Engine, 'run'>,
  plan: Plan,
  run: Run,
  expected: Expected | null,
  again: string,
  faith: Faith,
  look: Palette,
): readonly string[] {
  const { color, symbols } = look;
  if (expected === null || faith.kind === 'unknown') {
    return [
      `nothing was kept of this run to compare it with: ${counted(run.events, 'event')}, digest ${run.digest}`,
    ];
  }
  if (faith.kind === 'exact') {
    return [
      `${color.green(symbols.pass)} exact: all ${grouped(run.events)} events as kept, digest ${run.digest}`,
    ];
  }
  const builds = expected.build === undefined ? [] : [`  build   kept ${expected.build}, now ${again}`];
  const twice = faith.twice === null ? [] : twiceLines(faith.twice);
  const head = `${color.red(symbols.fail)} diverged: another run than the one kept`;
  if (expected.trace === null || faith.twice !== null) {
    return [
      head,
      `  kept    ${counted(expected.events, 'event')}, digest ${expected.digest}`,
      `  now     ${counted(run.events, 'event')}, digest ${run.digest}`,
      ...builds,
      ...twice,
    ];
  }
  const kept = expected.trace();
  const now = traced(engine, plan, run);
  const found = parting(kept, now, []);
  const where =
    found === null
      ? ['  the traces are equal; what differs is not in them']
      : difference(found, now.header, look).map((line) => `  ${line}`.trimEnd());
  return [head, ...builds, ...headerDifference(kept.header, now.header), '  a: as kept, b: now', ...where];
}

function twiceLines({ event, first, second }: Divergence): readonly string[] {
  return [
    `  not deterministic: made twice now, the runs differ at event ${event}`,
    `  first   ${first}`,
    `  second  ${second}`,
  ];
}

function traced(engine: Pick<Engine, 'run'>, plan: Plan, { seed }: Run): Trace {
  const events: TraceEvent[] = [];
  const again = engine.run(plan, seed, { trace: { record: (event) => void events.push(event) } });
  return { header: traceHeader(version, plan, seed), events, end: endOf(again) };
}
