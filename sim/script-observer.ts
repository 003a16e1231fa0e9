// The script as a property: every step was done, and everything was as its steps expect.

import type { Observer, PropertyReport, Violation } from './checkers/checker.ts';
import type { Facts } from './facts.ts';
import type { Nemesis } from './nemesis.ts';

const property = 'script';
const source = 'the steps of the scenario';
const scope = 'end-to-end';

export class ScriptObserver implements Observer {
  private readonly nemesis: Nemesis;
  private readonly steps: number;

  constructor(nemesis: Nemesis, steps: number) {
    this.nemesis = nemesis;
    this.steps = steps;
  }

  afterEvent({ event, at, node }: Facts): Violation | null {
    const { failure } = this.nemesis;
    if (failure === null) return null;
    const { step, place } = failure;
    const where = place === '' ? '' : ` (${place})`;
    const message = `step ${step} of ${this.steps}${where}: ${failure.message}`;
    const evidence = { step, steps: this.steps, place };
    return { property, source, scope, event, at, node, message, evidence };
  }

  audit(facts: Facts): Violation | null {
    return this.afterEvent(facts);
  }

  report(): readonly PropertyReport[] {
    const status = this.nemesis.failure === null ? 'held' : 'violated';
    return [
      { property, source, scope, status, detail: `${this.nemesis.stepsDone} of ${this.steps} steps done` },
    ];
  }
}
