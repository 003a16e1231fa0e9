// What the course's eight clients ask, and when: evenly spaced requests, each from a random client, for a key of
// its own.

import type { DecisionBook } from '../decision.ts';
import { courseLanes } from '../decision.ts';
import { DecisionStream } from '../decision-stream.ts';
import type { Command } from '../kv-model.ts';
import type { CourseCounts } from './counts.ts';
import { ClientKeys } from './keys.ts';
import { type CoursePlan, courseClients } from './plan.ts';

export interface CourseRequest {
  /** From 1. */
  readonly client: number;
  readonly command: Command;
}

/** Of 2^32: half of all puts. */
const half = 0x8000_0000;

export class CourseRequests {
  private readonly plan: CoursePlan;
  private readonly counts: CourseCounts;
  private readonly requests: DecisionStream;
  private readonly targets: DecisionStream;
  /** By client, from 1. */
  private readonly keys: readonly ClientKeys[];
  private made = 0;

  constructor(seed: number, plan: CoursePlan, counts: CourseCounts, book: Pick<DecisionBook, 'of'>) {
    this.plan = plan;
    this.counts = counts;
    this.requests = new DecisionStream(seed, 'course/requests', book);
    this.targets = new DecisionStream(seed, 'course/attempts', book);
    this.keys = Array.from({ length: courseClients }, (_, position) => new ClientKeys(seed, position + 1));
  }

  /** µs after the start of the run at which the next request is due; null: there are no more. */
  get nextAt(): number | null {
    const { startWait, lifetime, requests } = this.plan;
    return this.made < requests ? startWait + Math.floor((this.made * lifetime) / requests) : null;
  }

  next(): CourseRequest {
    const ordinal = ++this.made;
    const client = 1 + this.requests.pick(courseClients, ordinal, courseLanes.client);
    return { client, command: this.command(this.keys[client - 1]!, ordinal) };
  }

  /** One of those that live, for a client that knows of no leader: 0 = none lives. `attempt`: from 1. */
  target(living: readonly number[], attempt: number): number {
    return living.length === 0 ? 0 : living[this.targets.pick(living.length, attempt, courseLanes.target)]!;
  }

  /** The put was acknowledged. */
  acknowledge(client: number, key: string, value: string): void {
    if (this.keys[client - 1]!.acknowledge(key, value)) this.counts.keys++;
  }

  /** What the get of this client found: null = nothing. */
  compare(client: number, key: string, value: string | null): void {
    if ((value ?? '') !== this.keys[client - 1]!.acknowledged(key)) this.counts.incorrectGets++;
  }

  /** A get of a key that was acknowledged; a put where there is none, and as often as the mix has it. */
  private command(keys: ClientKeys, ordinal: number): Command {
    const { counts, requests } = this;
    if (requests.happens(this.plan.gets, ordinal, courseLanes.get)) {
      if (keys.readableCount > 0) {
        counts.requests.get++;
        return {
          kind: 'get',
          key: keys.readableAt(requests.pick(keys.readableCount, ordinal, courseLanes.key)),
        };
      }
      counts.ungenerated++;
    }
    counts.requests.put++;
    const isNew = keys.count === 0 || requests.happens(half, ordinal, courseLanes.fresh);
    const key = isNew ? keys.add() : keys.nameAt(requests.pick(keys.count, ordinal, courseLanes.key));
    return { kind: 'put', key, value: keys.nextValue() };
  }
}
