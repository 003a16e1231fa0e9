// Several processes that take trials from one list.

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { TrialOrder, TrialResult } from '../../hunt/zoo/trial.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { packageRoot } from '../shipped.ts';
import type { TrialTask } from './trial-process.ts';

export interface TrialsOptions {
  readonly workers: number;
  readonly arena: Scenario;
  readonly onResult: (result: TrialResult) => void;
}

export class Trials {
  private readonly options: TrialsOptions;
  private readonly left: TrialOrder[];
  private readonly children: ChildProcess[] = [];
  private isStopped = false;

  constructor(orders: readonly TrialOrder[], options: TrialsOptions) {
    this.left = [...orders];
    this.options = options;
  }

  /** To the end of the list, or until it is stopped. Throws what a process died of. */
  async run(): Promise<void> {
    const { workers } = this.options;
    try {
      await Promise.all(Array.from({ length: Math.min(workers, this.left.length) }, () => this.work()));
    } finally {
      this.stop();
    }
  }

  /** Trials that run are given up: half a trial says nothing. */
  stop(): void {
    this.isStopped = true;
    for (const child of this.children) child.kill();
  }

  private work(): Promise<void> {
    const child = fork(join(packageRoot(), 'dist', 'cli', 'zoo', 'trial-process.js'), { stdio: 'inherit' });
    this.children.push(child);
    return new Promise((resolve, reject) => {
      let order: TrialOrder | undefined;
      const next = (): void => {
        order = this.isStopped ? undefined : this.left.shift();
        if (order === undefined) {
          child.kill();
          resolve();
          return;
        }
        const task: TrialTask = { order, arena: this.options.arena };
        child.send(task);
      };
      child.on('message', (result: TrialResult) => {
        if (!this.isStopped) this.options.onResult(result);
        next();
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        if (this.isStopped || order === undefined) resolve();
        else reject(new Error(`the process of ${order.specimen} ended: ${signal ?? `exit ${code}`}`));
      });
      next();
    });
  }
}
