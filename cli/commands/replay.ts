// `whitewater replay`: a run that was kept, made again: what comes of it, and whether it is the same run.

import { runInNames } from '../../reports/node-names.ts';
import type { Palette } from '../../reports/palette.ts';
import { PrettyReporter } from '../../reports/pretty.ts';
import { brokenProperty, outcomeOf, type RunRecord } from '../../reports/record.ts';
import { Tally } from '../../reports/tally.ts';
import type { Plan } from '../../sim/plan.ts';
import type { Run } from '../../sim/verdict.ts';
import { adjusted, subjectOf } from '../adjust.ts';
import { type Args, flag, text } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { buildHere } from '../build.ts';
import { checksOf } from '../check-choice.ts';
import type { Engine, EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { bisectSentence, type Sentence, skip } from '../replay/bisect.ts';
import { type Faith, faithLines, faithOf } from '../replay/faithful.ts';
import { type Target, targetOf } from '../replay/target.ts';
import { quoted } from '../replay.ts';
import { retrace } from '../retrace.ts';
import { Seeds } from '../seeds.ts';
import { codesOf } from '../sweep.ts';
import { version } from '../version.ts';

export async function replayCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const word = text(args, 'kept') ?? '';
  const breakAt = eventOf(args);
  const checks = checksOf(args);
  const isLanes = flag(args, 'lanes') === true;
  const isBisect = flag(args, 'bisect') === true;
  if (isBisect && (isLanes || breakAt !== null)) {
    throw new BadInput('--bisect says one sentence: leave --lanes and --break out');
  }
  if (isBisect) {
    const { exitCode, words } = await bisected(word, loadEngine, io);
    io.stdout.write(`${words}\n`);
    return exitCode;
  }
  const engine = await loadEngine();
  const target = targetOf(word, engine, io, look.color.level > 0);
  const plan = adjusted(target.scenario.compile(target.seed), [], checks);
  if (breakAt !== null) {
    const { showBreak } = await import('../replay/break.ts');
    return showBreak({ engine, plan, seed: target.seed, event: breakAt, isLanes }, io, look);
  }
  return replayed(target, plan, { word, isLanes, isOther: checks !== null }, engine, io, look);
}

/** What could not be read or run at all is no verdict on this build. */
async function bisected(word: string, loadEngine: EngineLoader, io: Io): Promise<Sentence> {
  try {
    const engine = await loadEngine();
    const { scenario, seed, expected } = targetOf(word, engine, io, false);
    return bisectSentence(engine.run(scenario.compile(seed), seed), expected?.fails ?? null);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return skip(error.message);
  }
}

interface Way {
  readonly word: string;
  readonly isLanes: boolean;
  /** Judged by other checks than before: it may well end elsewhere. */
  readonly isOther: boolean;
}

async function replayed(
  target: Target,
  plan: Plan,
  { word, isLanes, isOther }: Way,
  engine: Engine,
  io: Io,
  look: Palette,
): Promise<ExitCode> {
  const { scenario, seed } = target;
  const start = io.now();
  const run = isLanes ? await watched(engine, plan, seed, io, look) : engine.run(plan, seed);
  const subject = subjectOf(scenario, plan, Seeds.one(seed));
  const broken = brokenProperty(run.verdict);
  const again = broken === null ? null : retrace(engine, plan, run, { trace: null, history: null });
  const record: RunRecord = {
    subject,
    run: runInNames(again?.run.digest === run.digest ? again.run : run, plan.names),
    outcome: outcomeOf(run.verdict, subject.fails),
    tail: again?.tail ?? null,
    replay: `whitewater replay ${quoted(word)}`,
    divergence: null,
  };
  const tally = new Tally(subject);
  tally.add(record);
  const build = buildHere(io.cwd);
  const now = build.revision === null ? version : `${version}+${build.revision}`;
  const expected = isOther ? null : target.expected;
  const faith = faithOf(engine, plan, run, expected, now);
  const exitCode = worst([...codesOf(tally), ...codesOfFaith(faith)]);
  const reporter = new PrettyReporter(io.stdout, look, { isVerbose: false });
  reporter.begin({ version, subjects: [subject], runs: 1 });
  reporter.onRun(record);
  reporter.onScenario(tally);
  if (!isOther) {
    io.stdout.write(`${faithLines(engine, plan, run, expected, now, faith, look).join('\n')}\n\n`);
  }
  reporter.end({ exitCode, complete: true, elapsedMs: io.now() - start });
  return exitCode;
}

/** Another build may well run otherwise; the same one, or one that does so each time anew, is broken. */
function codesOfFaith(faith: Faith): readonly ExitCode[] {
  const isBroken = faith.kind === 'diverged' && (faith.isSameBuild || faith.twice !== null);
  return isBroken ? [exitCodes.notDeterministic] : [];
}

async function watched(engine: Engine, plan: Plan, seed: number, io: Io, look: Palette): Promise<Run> {
  const { LanesView } = await import('../lanes-view.ts');
  const view = new LanesView(io, look, plan.names);
  const run = engine.run(plan, seed, { trace: view });
  view.end();
  return run;
}

/** `e9127` or `9127`; null: not given. */
function eventOf(args: Args): number | null {
  const given = text(args, 'break');
  if (given === null) return null;
  const event = Number(/^[e#]?(\d{1,15})$/.exec(given)?.[1] ?? 0);
  if (event >= 1) return event;
  throw new BadInput(`--break cannot be "${given}"`, 'an event is written e9127 or 9127');
}
