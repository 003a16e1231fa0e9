// A hash of 53 bits for whatever a program, a message or a history holds, so that equal standings are found equal.
// What is plumbing, or a time, or a count of how one came here, is left out: it changes nothing of what can follow.

import { Digest } from '../../kernel/digest.ts';

/** Ports, shared constants and scratch space; what is left over in an outbox. */
const plumbing = [
  'host',
  'seat',
  'options',
  'parts',
  'random',
  'commands',
  'liveView',
  'effects',
  'scratch',
  'members',
  'others',
  'isMember',
  'batches',
] as const;
/** In an exploration every timer may have run out between any two steps, so that no instant matters. */
const times = [
  'now',
  'deadline',
  'heardLeaderAt',
  'armedAt',
  'applyAt',
  'heardAt',
  'sentAt',
  'waitingSince',
  'heartbeatAt',
  'electionTimeout',
  'givesUpAt',
  'retryDelay',
  'at',
  'until',
] as const;
/** They count what was done so far; only their order ever mattered, and all is written by the end of a step. */
const counts = ['ticket', 'lastTicket', 'durableTicket', 'hardStateTicket', 'executed'] as const;
const left: ReadonlySet<string> = new Set<string>([...plumbing, ...times, ...counts]);

export class Fingerprint {
  private readonly digest: Digest = new Digest();
  private readonly seen: Map<object, number> = new Map();

  /** Any number that is an integer, or not finite. */
  number(value: number): this {
    this.digest.fold(value);
    return this;
  }

  text(text: string): this {
    this.digest.foldText(text);
    return this;
  }

  /** Everything that can be reached from it, in the order of its fields. */
  all(value: unknown): this {
    switch (typeof value) {
      case 'number':
        this.digest.fold(1);
        return this.number(value);
      case 'string':
        this.digest.fold(2);
        return this.text(value);
      case 'boolean':
        this.digest.fold(value ? 3 : 4);
        return this;
      case 'object':
        if (value === null) this.digest.fold(5);
        else this.object(value);
        return this;
      default:
        this.digest.fold(6);
        return this;
    }
  }

  value(): number {
    return this.digest.safeInteger();
  }

  private object(value: object): void {
    const before = this.seen.get(value);
    if (before !== undefined) {
      this.digest.fold(7 + before * 16);
      return;
    }
    this.seen.set(value, this.seen.size);
    if (Array.isArray(value)) this.list(value, 0, value.length);
    else if (ArrayBuffer.isView(value)) this.list(value as unknown as ArrayLike<unknown>, 0, sizeOf(value));
    else if (value instanceof Map) {
      this.digest.fold(8 + value.size * 16);
      for (const [key, item] of value) this.all(key).all(item);
    } else if (value instanceof Set) {
      this.digest.fold(9 + value.size * 16);
      for (const item of value) this.all(item);
    } else this.fields(value as { readonly [name: string]: unknown });
  }

  private fields(value: { readonly [name: string]: unknown }): void {
    const { items, head } = value;
    if (Array.isArray(items) && typeof head === 'number') {
      this.list(items, head, items.length);
      return;
    }
    this.digest.fold(10);
    for (const name of Object.keys(value)) {
      if (left.has(name)) continue;
      if (name === 'inflight') this.rings(value as unknown as Rings);
      else if (name !== 'inflightHead') this.all(value[name]);
    }
  }

  private list(items: ArrayLike<unknown>, from: number, to: number): void {
    this.digest.fold(11 + (to - from) * 16);
    for (let i = from; i < to; i++) this.all(items[i]);
  }

  /** What is in flight to each follower, wherever in its ring it stands. */
  private rings({ inflight, inflightHead, inflightCount, inflightMax }: Rings): void {
    for (let node = 0; node < inflightCount.length; node++) {
      for (let i = 0; i < inflightCount[node]!; i++) {
        const place = (inflightHead[node]! + i) % inflightMax;
        this.number(inflight[node * inflightMax + place]!);
      }
    }
  }
}

interface Rings {
  readonly inflight: readonly number[];
  readonly inflightHead: readonly number[];
  readonly inflightCount: readonly number[];
  readonly inflightMax: number;
}

function sizeOf(view: ArrayBufferView): number {
  return 'length' in view ? (view as unknown as ArrayLike<unknown>).length : view.byteLength;
}

/** Of a value alone. */
export function fingerprintOf(value: unknown): number {
  return new Fingerprint().all(value).value();
}

/** Of a few integers. */
export function fingerprintOfNumbers(values: ArrayLike<number>): number {
  const fingerprint = new Fingerprint();
  for (let i = 0; i < values.length; i++) fingerprint.number(values[i]!);
  return fingerprint.value();
}
