// Plan + seed = run: the whole simulation from start to verdict, in one synchronous call.

import type { Observer, PropertyReport, Scope } from './checkers/checker.ts';
import type { CourseJudge } from './course/judge.ts';
import { finalOf, isOtherEnd, otherEnd } from './final.ts';
import type { Operation } from './history.ts';
import { observersOf } from './observers.ts';
import type { InitialNode, Plan } from './plan.ts';
import type { ProgramKind } from './program.ts';
import { programKind } from './registry.ts';
import type { OnScriptStep } from './sequences.ts';
import { Simulation } from './simulation.ts';
import { StateWatch } from './state-watch.ts';
import type { TraceSink } from './trace.ts';
import { Tracer } from './tracer.ts';
import type { GoalReport, Run, RunStatistics, Verdict } from './verdict.ts';
import { type WorldState, worldStateOf } from './world-state.ts';

export interface RunOptions {
  /** Is told every event, in order. */
  readonly trace?: TraceSink;
  /** Which checks to make; default: the plan's. None at all: [] . */
  readonly scopes?: readonly Scope[];
  /** After every event, the low word of the digest so far. */
  readonly onDigest?: (event: number, word: number) => void;
  /** At the end, every operation of the clients, by id. */
  readonly onHistory?: (operations: readonly Operation[]) => void;
  /** At the end, hashes of the abstract states that the run went through, each once. */
  readonly onStates?: (states: Uint32Array) => void;
  /** Ends the run after this event; its verdict is then `inconclusive` unless something broke before. */
  readonly stopAtEvent?: number;
  /** Keeps the whole run and judges it again, by other means, at every crash and at the end: slow. */
  readonly isAudited?: boolean;
  /** Told of every step of the script, and once more if it cannot be done: which then ends nothing. */
  readonly onScriptStep?: OnScriptStep;
  /** At the end, what the disks hold, as a plan could begin with; of programs that can tell. */
  readonly onDisks?: (nodes: readonly InitialNode[]) => void;
  /** At the end, how everything stands. */
  readonly onEnd?: (state: WorldState) => void;
  /** A program that is not registered, in place of the one the plan names. */
  readonly program?: ProgramKind;
}

/** Runs a plan under a seed. Same arguments, same record, wherever and whenever. */
export function run(plan: Plan, seed: number, options: RunOptions = {}): Run {
  const kind = options.program ?? programKind(plan.program);
  const simulation = new Simulation(plan, seed, kind);
  const checks = { ...plan.checks, scopes: options.scopes ?? plan.checks.scopes };
  simulation.isJudged = checks.scopes.length > 0;
  if (options.onScriptStep !== undefined) simulation.onScriptStep(options.onScriptStep);
  // A course's own mode is judged as its students know it, and by nothing else.
  if (simulation.isJudged && plan.course?.mode !== 'course') {
    const script = simulation.script();
    const own = observersOf(kind, simulation.cluster, checks, options.isAudited);
    simulation.observers = [...script, ...own];
  }
  const course = simulation.course?.judgeOf(simulation.cluster, simulation.isJudged) ?? null;
  if (course !== null) simulation.observers = [...simulation.observers, course];
  const eventsMax = Math.min(plan.run.eventsMax, options.stopAtEvent ?? Number.MAX_SAFE_INTEGER);
  const operations: Operation[] = [];
  const verdict = drive(simulation, eventsMax, options, operations) ?? judge(simulation, plan, eventsMax);
  options.onHistory?.(operations);
  if (kind.imageStanding !== undefined)
    options.onDisks?.(simulation.cluster.nodes.map(({ image }) => kind.imageStanding!(image)));
  options.onEnd?.(worldStateOf(simulation));
  return record(simulation, seed, verdict, operations, course);
}

/** Steps to the end; a verdict when the run broke off. A run with a trace or a history keeps its operations, by id. */
function drive(
  simulation: Simulation,
  eventsMax: number,
  options: RunOptions,
  operations: Operation[],
): Verdict | null {
  const { scene } = simulation;
  const { trace, onDigest, onHistory, onStates } = options;
  const watch = onStates === undefined ? null : new StateWatch(simulation);
  try {
    if (watch === null && trace === undefined && onDigest === undefined && onHistory === undefined) {
      while (simulation.step()) if (scene.event >= eventsMax) break;
    } else {
      const tracer = trace === undefined ? null : new Tracer(simulation);
      const keeps = tracer !== null || onHistory !== undefined;
      let more = true;
      while (more && scene.event < eventsMax) {
        const before = scene.event;
        more = simulation.step();
        if (scene.event === before) break;
        if (keeps) {
          const { invoked } = scene.facts;
          for (let i = 0; i < invoked.count; i++) operations[invoked.at(i).id] = invoked.at(i);
        }
        if (tracer !== null) trace?.record(tracer.event());
        onDigest?.(scene.event, scene.digest.word());
        watch?.afterEvent();
      }
    }
  } catch (error) {
    // A program may throw anything at all; whatever it is belongs into the record of the run.
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: 'crashed', node: scene.facts.node, event: scene.event, at: scene.now, error: text };
  } finally {
    if (watch !== null) onStates?.(watch.states());
  }
  return null;
}

function judge(simulation: Simulation, plan: Plan, eventsMax: number): Verdict {
  const { scene, observers } = simulation;
  if (simulation.violation === null && simulation.stall === null) simulation.violation = audit(simulation);
  if (simulation.violation !== null) return { kind: 'violated', violation: simulation.violation };
  if (simulation.stall !== null) return stalled(simulation.stall, scene.now);
  if (scene.event >= eventsMax) {
    return { kind: 'inconclusive', reason: `stopped after ${scene.event} events, at ${scene.now / 1e6} s` };
  }
  if (!simulation.isJudged) return { kind: 'passed' };
  const late = simulation.eventually.atEnd();
  if (late !== null) return stalled(late, scene.now);
  const unmet = finalOf(simulation).filter((goal) => goal.status === 'not-reached');
  if (unmet.length > 0) return { kind: 'violated', violation: otherEnd(unmet, scene.facts.event, scene.now) };
  const unknown = observers
    .flatMap((observer) => observer.report())
    .find((report) => report.status === 'unknown');
  const missed = simulation.sometimes
    .report()
    .filter(({ status, perSeeds }) => status === 'not-reached' && perSeeds === undefined);
  const { skipped } = simulation.nemesis;
  const unstruck =
    plan.checks.strictFaults === true && skipped > 0
      ? [`no strike is skipped (${skipped} ${skipped === 1 ? 'was' : 'were'})`]
      : [];
  if (missed.length + unstruck.length > 0) {
    return { kind: 'missed', goals: [...missed.map((goal) => goal.name), ...unstruck] };
  }
  const outside = thresholdsOf(simulation).filter((goal) => goal.status === 'not-reached');
  if (outside.length > 0) return outsideOf(outside);
  if (unknown !== undefined)
    return { kind: 'inconclusive', reason: `${unknown.property}: ${unknown.detail}` };
  if (plan.checks.eventually.length > 0 && !simulation.nemesis.isCalm) {
    return { kind: 'inconclusive', reason: 'the run ended before the calm' };
  }
  return { kind: 'passed' };
}

function audit(simulation: Simulation): Simulation['violation'] {
  for (const observer of simulation.observers) {
    const violation = observer.audit(simulation.scene.facts);
    if (violation !== null) return violation;
  }
  return null;
}

function stalled(goal: GoalReport, at: number): Verdict {
  return { kind: 'stalled', property: goal.name, message: goal.detail, at };
}

function thresholdsOf(simulation: Simulation): readonly GoalReport[] {
  const { scene, thresholds } = simulation;
  return thresholds.report(statisticsOf(simulation), scene.event, scene.now);
}

function outsideOf(goals: readonly GoalReport[]): Verdict {
  return {
    kind: 'outside',
    thresholds: goals.map(({ name }) => name),
    message: goals.map(({ name, detail }) => `${name} ${detail}`).join('; '),
  };
}

function record(
  simulation: Simulation,
  seed: number,
  verdict: Verdict,
  operations: readonly Operation[],
  course: CourseJudge | null,
): Run {
  const { scene, observers } = simulation;
  const named = verdict.kind === 'violated' ? (verdict.violation.operations ?? []) : [];
  const found = named.flatMap((id) => operations[id] ?? []);
  const wasJudged = isWholeRun(verdict) || verdict.kind === 'stalled';
  const isCounted = ({ kind }: GoalReport): boolean =>
    simulation.isJudged &&
    (kind === 'threshold' ? isWholeRun(verdict) : wasJudged || (kind === 'final' && isOtherEnd(verdict)));
  const goals = [
    ...simulation.eventually.report(),
    ...simulation.sometimes.report(),
    ...simulation.never.report(),
    ...finalOf(simulation),
    ...thresholdsOf(simulation),
  ];
  return {
    scenario: scene.plan.scenario,
    seed,
    verdict,
    digest: scene.digest.hex(),
    events: scene.event,
    endedAt: scene.now,
    nodes: scene.plan.nodes,
    clients: scene.plan.workload.clients,
    properties: propertiesOf(observers, verdict),
    goals: goals.map((goal) => (isCounted(goal) ? goal : notJudged(goal))),
    statistics: statisticsOf(simulation),
    ...(course === null ? {} : { course: course.summary() }),
    ...(found.length === 0 ? {} : { operations: found }),
  };
}

function isWholeRun({ kind }: Verdict): boolean {
  return kind === 'passed' || kind === 'missed' || kind === 'outside';
}

function propertiesOf(observers: readonly Observer[], verdict: Verdict): readonly PropertyReport[] {
  const broken = verdict.kind === 'violated' ? verdict.violation.property : null;
  return observers
    .flatMap((observer) => observer.report())
    .map((report) => (report.property === broken ? { ...report, status: 'violated' } : report));
}

function notJudged(goal: GoalReport): GoalReport {
  switch (goal.kind) {
    case 'eventually':
    case 'sometimes':
      return goal.status === 'reached' ? goal : { ...goal, status: 'not-judged' };
    case 'never':
      return goal.status === 'not-reached' ? goal : { ...goal, status: 'not-judged' };
    case 'final':
    case 'threshold':
      return { ...goal, status: 'not-judged' };
  }
}

function countOccurrences(observers: readonly Observer[], event: string): number {
  let count = 0;
  for (const observer of observers) count += observer.occurrences?.().get(event) ?? 0;
  return count;
}

function statisticsOf(simulation: Simulation): RunStatistics {
  const { scene, cluster, clients, nemesis, observers } = simulation;
  const { network } = scene;
  let terms = 0;
  let commits = 0;
  for (const node of cluster.nodes) {
    const status = cluster.status(node.id);
    terms = Math.max(terms, status?.term ?? 0);
    commits = Math.max(commits, status?.commitIndex ?? 0);
  }
  return {
    elections: countOccurrences(observers, 'become-leader'),
    terms,
    commits,
    operations: {
      invoked: clients.ledger.nextOperation,
      ok: clients.ledger.ok,
      unknown: clients.ledger.unknown,
      failed: clients.ledger.failed,
    },
    messages: {
      sent: network.sent,
      delivered: simulation.delivered,
      lost: network.lost,
      cut: network.cut,
      duplicated: network.duplicated,
      corrupted: network.corrupted,
      undeliverable: simulation.undeliverable,
    },
    ...(scene.schedule === null
      ? {}
      : { schedule: { threads: scene.schedule.threads, deliveries: scene.schedule.delivered } }),
    crashes: simulation.crashes,
    damaged: simulation.damaged,
    restarts: Math.max(0, simulation.starts - cluster.size),
    faults: { injected: nemesis.injected, skipped: nemesis.skipped },
  };
}
