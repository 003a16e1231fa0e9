// The canonical workloads, run with all checks and with none.

import type { Scope } from '../sim/checkers/checker.ts';
import type { Plan } from '../sim/plan.ts';
import { run } from '../sim/run.ts';
import type { Run } from '../sim/verdict.ts';
import { cpuNow } from './cpu-clock.ts';
import { alternate } from './rounds.ts';

export interface WorkloadFigures {
  /** Events a second of processor time, with no checks and with all. */
  readonly unchecked: number;
  readonly checked: number;
  /** Virtual seconds a second, checked. */
  readonly ratio: number;
  /** Cost of a checked event : cost of an unchecked one. */
  readonly checkedToUnchecked: number;
  /** A second, checked. */
  readonly elections: number;
  readonly commits: number;
  readonly operations: number;
  /** Of one checked run. */
  readonly events: number;
}

const all: readonly Scope[] = ['end-to-end', 'deep'];

/** `plans`: the workload compiled for some seeds, run one after another in every round. */
export function measureWorkload(
  plans: readonly (readonly [Plan, number])[],
  rounds: number,
): WorkloadFigures {
  const runs = plans.map(([plan, seed]) => passing(plan, seed));
  const events = sum(runs, (record) => record.events);
  const rate = (scopes: readonly Scope[]): number => {
    const begin = cpuNow();
    let handled = 0;
    for (const [plan, seed] of plans) handled += run(plan, seed, { scopes }).events;
    return handled / ((cpuNow() - begin) / 1000);
  };
  const figures = alternate(
    [
      { name: 'unchecked', measure: () => rate([]) },
      { name: 'checked', measure: () => rate(all) },
    ],
    rounds,
  );
  const unchecked = figures.get('unchecked') ?? Number.NaN;
  const checked = figures.get('checked') ?? Number.NaN;
  const perSecond = checked / events;
  return {
    unchecked,
    checked,
    checkedToUnchecked: unchecked / checked,
    ratio: (sum(runs, (record) => record.endedAt) / 1e6) * perSecond,
    elections: sum(runs, (record) => record.statistics.elections) * perSecond,
    commits: sum(runs, (record) => record.statistics.commits) * perSecond,
    operations: sum(runs, (record) => record.statistics.operations.ok) * perSecond,
    events,
  };
}

/** A workload that breaks a property measures nothing. */
function passing(plan: Plan, seed: number): Run {
  const record = run(plan, seed, { scopes: all });
  if (record.verdict.kind === 'passed') return record;
  throw new Error(`${plan.scenario}, seed ${seed}: ${JSON.stringify(record.verdict)}`);
}

function sum(runs: readonly Run[], of: (record: Run) => number): number {
  return runs.reduce((total, record) => total + of(record), 0);
}
