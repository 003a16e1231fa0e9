// What a client last knew each key to hold: the expected value of its next cas.

import type { Command, Result } from './kv-model.ts';
import type { Workload } from './workload.ts';

export class SeenValues {
  /** By position of the key; null = nothing, as far as the client knows. */
  readonly values: (string | null)[];
  private readonly workload: Workload;

  constructor(workload: Workload) {
    this.workload = workload;
    this.values = new Array<string | null>(workload.plan.keys.count).fill(null);
  }

  /** Takes over what an answered command says of its key. */
  note(command: Command, result: Result): void {
    const position = this.workload.positionOf(command);
    // A key that only a step of the script knows.
    if (this.values[position] === undefined) return;
    switch (command.kind) {
      case 'get':
        this.values[position] = result.value;
        return;
      case 'put':
        this.values[position] = command.value;
        return;
      case 'delete':
        this.values[position] = null;
        return;
      case 'cas':
        this.values[position] = result.ok ? command.value : result.value;
        return;
      case 'append':
        // It says nothing of what was there before.
        return;
    }
  }
}
