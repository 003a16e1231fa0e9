// Strikes replicas of a live run as the config file says: kills that last, and partitions.

import type { Belief } from '../../sim/course/belief.ts';
import { type CourseStrike, strikeOf, struckBy } from '../../sim/course/strike.ts';
import { DecisionStream } from '../../sim/decision-stream.ts';
import { SelectorDraws } from '../../sim/selector.ts';
import type { LivePlan } from './live-plan.ts';
import type { Recorder } from './recorder.ts';

/** What it needs of the world that it strikes. */
export interface Struck {
  isAlive(replica: number): boolean;
  kill(replica: number, cause: number): void;
  /** Nobody knows any more who leads. */
  forgetLeaders(): void;
}

export class LiveNemesis {
  injected = 0;
  skipped = 0;
  private readonly plan: LivePlan;
  private readonly belief: Belief;
  private readonly recorder: Recorder;
  private readonly struck: Struck;
  private readonly decisions: DecisionStream;

  constructor(plan: LivePlan, seed: number, belief: Belief, recorder: Recorder, struck: Struck) {
    this.plan = plan;
    this.belief = belief;
    this.recorder = recorder;
    this.struck = struck;
    this.decisions = new DecisionStream(seed, 'fault/course', { of: () => null });
  }

  /** The event of this position in the file is due. */
  onDue(position: number): void {
    const { kind } = this.plan.course.events[position]!;
    const standing = {
      replicas: this.plan.names.length,
      leader: this.belief.leader,
      isParted: this.belief.majority !== null,
      isStrict: false,
      isAlive: (replica: number) => this.struck.isAlive(replica),
    };
    const strike = strikeOf(kind, standing, new SelectorDraws(this.decisions, position + 1));
    if (strike === null) {
      this.skipped++;
      this.recorder.strike(`${kind} finds nobody to strike`);
      return;
    }
    this.injected++;
    const names = struckBy(strike).map((id) => ` n${id}`);
    this.strike(strike, this.recorder.strike(`${kind}${names.join('')}`));
  }

  private strike(strike: CourseStrike, event: number): void {
    const { belief, struck } = this;
    switch (strike.kind) {
      case 'kill':
        struck.kill(strike.replica, event);
        if (strike.isOfLeader) struck.forgetLeaders();
        return;
      case 'part':
        belief.majority = strike.majority;
        if (strike.forgets) struck.forgetLeaders();
        return;
      case 'heal':
        belief.majority = null;
        return;
    }
  }
}
