// A server gives up only when its world has given it a reason: after its disk refused a write. One that
// stops on its own is unavailable for nothing, and no goal may be excused by it.

import type { Facts, Halt } from '../facts.ts';
import type { ChecksPlan } from '../plan.ts';
import type { Observer, PropertyReport, Violation } from './checker.ts';

interface Halted extends Halt {
  readonly event: number;
  readonly at: number;
  readonly node: number;
}

const property = 'no-causeless-halt';
const source = 'Raft §2 (servers fail by stopping; available while a majority is operational)';
const scope = 'end-to-end';

export class HaltObserver implements Observer {
  private readonly halts: Halted[] = [];
  private isBroken = false;

  afterEvent({ halt, event, at, node }: Facts): Violation | null {
    if (halt === null) return null;
    const halted = { ...halt, event, at, node };
    this.halts.push(halted);
    return this.judge(halted);
  }

  audit(): Violation | null {
    for (const halted of this.halts) {
      const violation = this.judge(halted);
      if (violation !== null) return violation;
    }
    return null;
  }

  report(): readonly PropertyReport[] {
    const status = this.isBroken ? 'violated' : 'held';
    const detail = `${this.halts.length} ${this.halts.length === 1 ? 'halt' : 'halts'}`;
    return [{ property, source, scope, status, detail }];
  }

  private judge({ reason, cause, event, at, node }: Halted): Violation | null {
    if (cause !== null) return null;
    this.isBroken = true;
    const message = `n${node} halted (${reason}), and its disk had refused nothing since it started`;
    return { property, source, scope, event, at, node, message, evidence: { reason } };
  }
}

/** Watches the nodes of any program, where the plan has it judged. */
export function haltObservers({ scopes, always }: ChecksPlan): readonly Observer[] {
  const isJudged = scopes.includes(scope) && (always.length === 0 || always.includes(property));
  return isJudged ? [new HaltObserver()] : [];
}
