// The bare loop: queue, random stream, digest and dispatch to five actors that reply after a random
// delay. What this design can do at most on this machine.

import { Digest } from '../sim/kernel/digest.ts';
import { EventQueue } from '../sim/kernel/event-queue.ts';
import { Stream } from '../sim/kernel/random.ts';

const actors = 5;
/** As many as a busy cluster of five has in flight. */
const inFlight = 60;

class Actor {
  handled = 0;
  private readonly id: number;
  private readonly queue: EventQueue;
  private readonly stream: Stream;

  constructor(id: number, queue: EventQueue) {
    this.id = id;
    this.queue = queue;
    this.stream = new Stream(`bench/${id}`);
  }

  onMessage(now: number, from: number, event: number): void {
    this.handled++;
    const delay = 1000 + (this.stream.at(this.handled, 0) >>> 18);
    this.queue.push(now + delay, 1, from, this.id, event, this);
  }
}

/** Events a second, over `events` events. `now`: a clock in ms. */
export function kernelRate(events: number, now: () => number): number {
  const queue = new EventQueue();
  const digest = new Digest();
  const all = Array.from({ length: actors }, (_, id) => new Actor(id, queue));
  for (let i = 0; i < inFlight; i++) queue.push(i, 1, i % actors, (i + 1) % actors, 0, null);
  const begin = now();
  for (let event = 1; event <= events; event++) {
    queue.pop();
    digest.fold(queue.at);
    digest.fold(queue.kind * 1024 + queue.target);
    all[queue.target]!.onMessage(queue.at, queue.argument, event);
  }
  const seconds = (now() - begin) / 1000;
  if (digest.hex().length !== 16) throw new Error('the digest was optimised away');
  return events / seconds;
}
