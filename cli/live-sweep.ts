// Live runs, one after the other, told to the reporters as they end. One that is broken off is not told of at all.

import { LiveHarness } from '../live/harness/harness.ts';
import { livePlanOf } from '../live/harness/live-plan.ts';
import { runOf } from '../live/harness/live-verdict.ts';
import { Roster } from '../live/harness/roster.ts';
import { historyHeaderLine, operationLine } from '../reports/history-lines.ts';
import { runInNames } from '../reports/node-names.ts';
import { brokenProperty, outcomeOf, type RunRecord, type Subject } from '../reports/record.ts';
import type { Reporter, Sink } from '../reports/reporter.ts';
import { Tally } from '../reports/tally.ts';
import type { TraceHeader } from '../reports/trace/trace-header.ts';
import { TraceWriter } from '../reports/trace/trace-writer.ts';
import type { Tier } from '../sim/course/summary.ts';
import type { Plan } from '../sim/plan.ts';
import { subjectOf } from './adjust.ts';
import type { LoadedScenario } from './engine.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import type { LiveProgress } from './live-progress.ts';
import type { Seeds } from './seeds.ts';
import { TraceTail } from './trace-tail.ts';
import { version } from './version.ts';

export interface LiveItem {
  readonly scenario: LoadedScenario;
  /** Of the file: `simple-1`. */
  readonly name: string;
  readonly seeds: Seeds;
}

export interface LiveSweepOptions {
  /** The executable, and as the user named it. */
  readonly path: string;
  readonly replica: string;
  readonly credit: Tier;
  /** Where they go; null = nowhere. */
  readonly trace: Sink | null;
  readonly history: Sink | null;
  againCommand(item: LiveItem, seed: number): string;
}

export class LiveSweep {
  readonly happened: Set<ExitCode> = new Set();
  private readonly io: Io;
  private readonly options: LiveSweepOptions;
  private readonly reporters: readonly Reporter[];
  private readonly progress: LiveProgress;
  private harness: LiveHarness | null = null;
  private isStopped = false;

  constructor(io: Io, options: LiveSweepOptions, reporters: readonly Reporter[], progress: LiveProgress) {
    this.io = io;
    this.options = options;
    this.reporters = reporters;
    this.progress = progress;
  }

  /** The run in progress ends at once, and its processes with it. */
  interrupt(): void {
    this.isStopped = true;
    this.happened.add(exitCodes.interrupted);
    this.harness?.stop();
  }

  get isComplete(): boolean {
    return !this.isStopped;
  }

  async runAll(items: readonly LiveItem[]): Promise<void> {
    for (const item of items) {
      if (this.isStopped) return;
      await this.runFile(item);
    }
  }

  private async runFile(item: LiveItem): Promise<void> {
    const tally = new Tally(liveSubject(item));
    const start = this.io.now();
    for (const seed of item.seeds) {
      const record = await this.runSeed(item, seed);
      if (record === null) break;
      tally.add(record);
      tally.elapsedMs = this.io.now() - start;
      if (brokenProperty(record.run.verdict) !== null) this.happened.add(exitCodes.failed);
      else if (record.outcome === 'inconclusive') this.happened.add(exitCodes.inconclusive);
      for (const reporter of this.reporters) reporter.onRun(record);
      this.progress.ran(record);
    }
    if (tally.runs > 0) for (const reporter of this.reporters) reporter.onScenario(tally);
  }

  /** Null: broken off. */
  private async runSeed(item: LiveItem, seed: number): Promise<RunRecord | null> {
    if (this.isStopped) return null;
    const { path, replica, credit, trace, history } = this.options;
    const plan = livePlan(item, seed);
    const live = livePlanOf(plan);
    const tail = new TraceTail();
    const writer = trace === null ? null : new TraceWriter(trace, headerOf(plan, seed, replica));
    const harness = new LiveHarness(live, seed, {
      replica: path,
      cwd: this.io.cwd,
      sinks: writer === null ? [tail] : [tail, writer],
    });
    this.harness = harness;
    const { startWait, lifetime, endWait } = live.course;
    this.progress.begin(plan.scenario, seed, startWait + lifetime + endWait);
    const end = await harness.run();
    this.progress.stop();
    this.harness = null;
    if (end.isInterrupted) return null;
    const roster = new Roster(plan.names);
    const subject = liveSubject(item);
    const run = runInNames(
      runOf(end, { scenario: plan.scenario, seed, roster, replica, credit }),
      plan.names,
    );
    writer?.end(run);
    history?.write(historyHeaderLine({ whitewater: version, scenario: plan.scenario, seed }));
    for (const operation of end.operations) history?.write(operationLine(operation));
    const isBroken = brokenProperty(run.verdict) !== null;
    return {
      subject,
      run,
      outcome: outcomeOf(run.verdict, null),
      tail: isBroken ? tail.events().filter(({ event }) => event <= focusOf(run)) : null,
      replay: this.options.againCommand(item, seed),
      divergence: null,
    };
  }
}

/** Without the plan: there is nothing in it that would make this run again. */
function headerOf({ scenario, names, workload }: Plan, seed: number, replica: string): TraceHeader {
  return {
    whitewater: version,
    scenario,
    seed,
    names,
    clients: workload.clients,
    program: 'live',
    options: { replica },
    bugs: [],
    checks: [],
    isFiltered: false,
  };
}

/** The event that a picture of the failure ends with. */
function focusOf({ verdict, events }: RunRecord['run']): number {
  return verdict.kind === 'violated' ? verdict.violation.event : events;
}

function livePlan({ scenario, name }: LiveItem, seed: number): Plan {
  return { ...scenario.compile(seed), scenario: `${name} (live)` };
}

export function liveSubject(item: LiveItem): Subject {
  const [first = 0] = item.seeds;
  return { ...subjectOf(item.scenario, livePlan(item, first), item.seeds), isLive: true };
}
