// The rhythm of an open loop: a client's turns come at their own pace, whatever is outstanding.

import { clientLanes } from './decision.ts';
import type { DecisionStream } from './decision-stream.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import type { Distribution } from './plan.ts';
import type { Scene } from './scene.ts';
import type { Workload } from './workload.ts';

/** The position of the loop's own timer, beside those of the places for calls. */
export const turnPosition = -1;

export class OpenLoop {
  private readonly scene: Scene;
  private readonly client: number;
  private readonly workload: Workload;
  private readonly every: Distribution;
  private readonly decisions: DecisionStream;
  private turns = 0;

  constructor(
    scene: Scene,
    client: number,
    workload: Workload,
    every: Distribution,
    decisions: DecisionStream,
  ) {
    this.scene = scene;
    this.client = client;
    this.workload = workload;
    this.every = every;
    this.decisions = decisions;
  }

  start(): void {
    this.queueTurn(this.workload.plan.from + this.gap());
  }

  /** A turn is over: plans the next. */
  next(): void {
    const at = this.scene.now + this.gap();
    if (at < this.workload.plan.until) this.queueTurn(at);
  }

  /** At least 1 µs, lest time stand still. */
  private gap(): number {
    const every = this.workload.every ?? this.every;
    return Math.max(1, this.decisions.duration(every, ++this.turns, clientLanes.think));
  }

  private queueTurn(at: number): void {
    const { queue, event } = this.scene;
    queue.push(at, eventKinds.clientTimer, this.client, turnPosition, event, null);
  }
}
