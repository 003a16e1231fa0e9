// One contract of the ports (raft/host.ts) for every world: what a server may count on, wherever it is.

import { afterEach, describe, expect, it } from 'vitest';
import type { DurableState } from '../raft/durable.ts';
import type { Host } from '../raft/host.ts';
import { type Entry, type Message, messageOf } from '../raft/message.ts';
import { serverWorld } from './fixtures/server-world.ts';
import { liveWorld, type Make, virtualWorld, type World } from './fixtures/worlds.ts';
import type { Hosted } from './host.ts';

const millisecond = 1000;

/** A program that takes down what it is told; a test says what it does about it. */
class Probe implements Hosted {
  readonly host: Host;
  readonly image: DurableState;
  readonly heard: Message[] = [];
  readonly rungAt: number[] = [];
  readonly durable: number[] = [];
  /** Told something while it was doing something. */
  reentered = 0;
  private depth = 0;
  private readonly acts: Acts;

  constructor(host: Host, image: DurableState, acts: Acts) {
    this.host = host;
    this.image = image;
    this.acts = acts;
  }

  onStart(): void {
    this.step(() => this.acts.onStart?.(this));
  }

  onAlarm(): void {
    this.rungAt.push(this.host.now());
    this.step(() => this.acts.onAlarm?.(this));
  }

  onMessage(message: Message): void {
    this.heard.push(message);
    this.step(() => this.acts.onMessage?.(this));
  }

  onDurable(ticket: number): void {
    this.durable.push(ticket);
    this.step(() => this.acts.onDurable?.(this));
  }

  onWriteFailed(): void {}

  onRequest(request: Parameters<Hosted['onRequest']>[0]): void {
    this.step(() => this.acts.onRequest?.(this, request));
  }

  private step(act: () => void): void {
    if (this.depth > 0) this.reentered++;
    this.depth++;
    act();
    this.depth--;
  }
}

interface Acts {
  readonly onStart?: (probe: Probe) => void;
  readonly onAlarm?: (probe: Probe) => void;
  readonly onMessage?: (probe: Probe) => void;
  readonly onDurable?: (probe: Probe) => void;
  readonly onRequest?: (probe: Probe, request: Parameters<Hosted['onRequest']>[0]) => void;
}

function entryOf(index: number): Entry {
  const command = { kind: 'put', key: 'k', value: `${index}` };
  return { index, term: 1, command, client: 1, sequence: index, acknowledgedBelow: 1, bytes: 200 };
}

function ballot(from: number, to: number, lastLogIndex = 0): Message {
  return messageOf('RequestVote', from, to, 1, { lastLogIndex, lastLogTerm: 1 });
}

const worlds: readonly (readonly [name: string, make: (make: Make) => Promise<World>])[] = [
  ['virtual', virtualWorld],
  ['live', liveWorld],
  ['server', serverWorld],
];

describe.each(worlds)('the %s world', (_name, open) => {
  let world: World;
  /** Every incarnation of each node, the latest last. */
  let probes: Probe[][] = [];

  async function begin(acts: Readonly<Record<number, Acts | readonly Acts[]>>): Promise<void> {
    probes = [[], [], [], []];
    world = await open((host, id, image) => {
      const lives = [acts[id] ?? {}].flat();
      const probe = new Probe(host, structuredClone(image), lives[probes[id]!.length] ?? {});
      probes[id]!.push(probe);
      return probe;
    });
  }

  function probe(node: number, life = 0): Probe | undefined {
    return probes[node]?.[life];
  }

  afterEach(async () => {
    await world.close();
    for (const each of probes.flat()) expect(each.reentered).toBe(0);
  });

  it('carries a message whole, after the step that sent it', async () => {
    const entries = [entryOf(1), entryOf(2)];
    const body = { prevLogIndex: 0, prevLogTerm: 0, entries, leaderCommit: 0, round: 3 };
    const message = messageOf('AppendEntries', 1, 2, 4, body);
    // Sent by an alarm, when all have started.
    await begin({
      1: {
        onStart: ({ host }) => host.setAlarm(host.now() + millisecond),
        onAlarm: ({ host }) => host.send(message),
      },
      2: { onMessage: ({ host }) => host.send(ballot(2, 1, 7)) },
    });
    await world.until(() => probe(1)?.heard.length === 1);
    expect(probe(2)?.heard).toEqual([message]);
    expect(probe(1)?.heard).toEqual([ballot(2, 1, 7)]);
  });

  it('rings one alarm, the last that was set, never before its time', async () => {
    const due: number[] = [];
    const set = ({ host }: Probe, ...delays: readonly number[]): void => {
      const now = host.now();
      for (const delay of delays) host.setAlarm(now + delay * millisecond);
      due.push(now + delays.at(-1)! * millisecond);
    };
    await begin({
      1: {
        onStart: (own) => set(own, 3e9, 40, 20),
        onAlarm: (own) => {
          if (own.rungAt.length === 1) set(own, 5, 10, 40);
          if (own.rungAt.length === 2) set(own, -1000);
        },
      },
      // Long after the alarms of the first are over.
      2: { onStart: ({ host }) => host.setAlarm(host.now() + 200 * millisecond) },
    });
    await world.until(() => probe(2)?.rungAt.length === 1 && probe(1)!.rungAt.length >= 3);
    const { rungAt } = probe(1)!;
    expect(rungAt).toHaveLength(3);
    for (const [i, at] of rungAt.entries()) {
      expect(at).toBeGreaterThanOrEqual(due[i]!);
      expect(Number.isSafeInteger(at)).toBe(true);
    }
  });

  it('says that writes are durable in their order, and up to the last one', async () => {
    await begin({
      1: {
        onStart: ({ host }) => {
          host.write({ kind: 'hard-state', currentTerm: 1, votedFor: 2 }, 1);
          host.write({ kind: 'append', entries: [entryOf(1), entryOf(2)] }, 2);
        },
        onDurable: ({ host, durable }) => {
          if (durable.at(-1) !== 2) return;
          host.write({ kind: 'truncate', from: 2 }, 3);
          host.write({ kind: 'append', entries: [entryOf(2), entryOf(3)] }, 4);
        },
      },
    });
    await world.until(() => probe(1)?.durable.at(-1) === 4);
    const { durable } = probe(1)!;
    expect(durable).toContain(2);
    expect(durable).toEqual([...new Set(durable)].sort((one, other) => one - other));
  });

  it('starts again from what is durable, and from nothing else', async () => {
    await begin({
      1: [
        {
          onStart: ({ host }) => {
            host.write({ kind: 'hard-state', currentTerm: 3, votedFor: 2 }, 1);
            host.write({ kind: 'append', entries: [entryOf(1), entryOf(2), entryOf(3)] }, 2);
            host.write({ kind: 'truncate', from: 3 }, 3);
          },
          onMessage: ({ host }) => {
            // All of this is under way when the node dies.
            host.setAlarm(host.now() + 20 * millisecond);
            host.write({ kind: 'append', entries: [entryOf(3)] }, 4);
            world.restart(1);
          },
        },
        { onStart: ({ host }) => host.write({ kind: 'hard-state', currentTerm: 4, votedFor: 0 }, 1) },
      ],
      2: {
        onStart: ({ host }) => host.setAlarm(host.now() + 50 * millisecond),
        onAlarm: ({ host, rungAt }) => {
          if (rungAt.length === 1) host.send(ballot(2, 1));
          host.setAlarm(host.now() + 100 * millisecond);
        },
      },
    });
    await world.until(() => probe(1, 1) !== undefined && (probe(2)?.rungAt.length ?? 0) >= 3);
    const first = probe(1)!;
    const second = probe(1, 1)!;
    expect(first.durable.at(-1)).toBe(3);
    expect(first.rungAt).toEqual([]);
    expect([second.image.currentTerm, second.image.votedFor]).toEqual([3, 2]);
    // What was told to be durable is there; what was not may be.
    expect([2, 3]).toContain(second.image.entries.length);
    expect(second.image.entries).toEqual(
      [entryOf(1), entryOf(2), entryOf(3)].slice(0, second.image.entries.length),
    );
    expect([second.rungAt, second.durable]).toEqual([[], [1]]);
  });

  it('lets nothing through to who has halted', async () => {
    await begin({
      1: {
        onMessage: ({ host }) => {
          host.setAlarm(host.now() + 20 * millisecond);
          host.write({ kind: 'hard-state', currentTerm: 1, votedFor: 1 }, 1);
          host.halt('it cannot go on');
        },
      },
      2: {
        onStart: ({ host }) => host.setAlarm(host.now() + 10 * millisecond),
        onAlarm: ({ host, rungAt }) => {
          if (rungAt.length < 3) host.send(ballot(2, 1));
          host.setAlarm(host.now() + 60 * millisecond);
        },
      },
    });
    await world.until(() => probe(2)?.rungAt.length === 4 && world.halts.size > 0);
    expect(world.halts).toEqual(new Map([[1, 'it cannot go on']]));
    expect([probe(1)?.heard.length, probe(1)?.rungAt, probe(1)?.durable]).toEqual([1, [], []]);
  });

  it('brings requests in and answers out', async () => {
    const outcome = { kind: 'redirect', leader: 2 } as const;
    await begin({
      1: { onRequest: ({ host }, { client, request }) => host.answer(client, request, outcome) },
    });
    await world.until(() => probe(1) !== undefined);
    const command = { kind: 'get', key: 'k' };
    world.request(1, { client: 1, request: 7, sequence: 7, acknowledgedBelow: 1, command });
    await world.until(() => world.answers.length > 0);
    expect(world.answers).toMatchObject([{ client: 1, request: 7, outcome }]);
  });

  it('draws whole numbers below any limit', async () => {
    await begin({});
    await world.until(() => probe(1) !== undefined);
    const { random } = probe(1)!.host;
    const small = Array.from({ length: 200 }, () => random.below(3));
    expect(new Set(small)).toEqual(new Set([0, 1, 2]));
    expect(random.below(1)).toBe(0);
    const large = Array.from({ length: 50 }, () => random.below(2 ** 32));
    for (const draw of large) expect(Number.isInteger(draw) && draw >= 0 && draw < 2 ** 32).toBe(true);
    expect(new Set(large).size).toBeGreaterThan(40);
  });
});
