// A hash of 53 bits for whatever a program, a message or a history holds, so that equal standings are found equal.
// What is plumbing, or a time, or a count of how one came here, is left out: it changes nothing of what can follow.

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

const highBits = 0x1f_ffff;

export class Fingerprint {
  private low = 0x2545f491;
  private high = 0x6c8e9cf5;
  private readonly seen: Map<object, number> = new Map();

  /** Any number that is an integer, or not finite. */
  number(value: number): this {
    const word = value | 0;
    this.mix(word);
    if (word !== value) this.mix(Math.floor(value / 0x1_0000_0000) | 0);
    return this;
  }

  text(text: string): this {
    this.mix(text.length);
    for (let i = 0; i < text.length; i++) this.mix(text.charCodeAt(i));
    return this;
  }

  /** Everything that can be reached from it, in the order of its fields. */
  all(value: unknown): this {
    switch (typeof value) {
      case 'number':
        this.mix(1);
        return this.number(value);
      case 'string':
        this.mix(2);
        return this.text(value);
      case 'boolean':
        this.mix(value ? 3 : 4);
        return this;
      case 'object':
        if (value === null) this.mix(5);
        else this.object(value);
        return this;
      default:
        this.mix(6);
        return this;
    }
  }

  value(): number {
    return (finish(this.high) & highBits) * 0x1_0000_0000 + (finish(this.low ^ this.high) >>> 0);
  }

  private object(value: object): void {
    const before = this.seen.get(value);
    if (before !== undefined) {
      this.mix(7 + before * 16);
      return;
    }
    this.seen.set(value, this.seen.size);
    if (Array.isArray(value)) this.list(value, 0, value.length);
    else if (ArrayBuffer.isView(value)) this.list(value as unknown as ArrayLike<unknown>, 0, sizeOf(value));
    else if (value instanceof Map) {
      this.mix(8 + value.size * 16);
      for (const [key, item] of value) this.all(key).all(item);
    } else if (value instanceof Set) {
      this.mix(9 + value.size * 16);
      for (const item of value) this.all(item);
    } else this.fields(value as { readonly [name: string]: unknown });
  }

  private fields(value: { readonly [name: string]: unknown }): void {
    const { items, head } = value;
    if (Array.isArray(items) && typeof head === 'number') {
      this.list(items, head, items.length);
      return;
    }
    this.mix(10);
    for (const name of Object.keys(value)) {
      if (left.has(name)) continue;
      if (name === 'inflight') this.rings(value as unknown as Rings);
      else if (name !== 'inflightHead') this.all(value[name]);
    }
  }

  private list(items: ArrayLike<unknown>, from: number, to: number): void {
    this.mix(11 + (to - from) * 16);
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

  private mix(word: number): void {
    let low = Math.imul(this.low ^ word, 0x9e3779b1);
    low = (low << 13) | (low >>> 19);
    let high = Math.imul(this.high ^ (word + 0x7f4a7c15), 0x85ebca77);
    high = (high << 17) | (high >>> 15);
    this.low = (low + high) | 0;
    this.high = (high ^ low) | 0;
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

function finish(lane: number): number {
  let word = lane;
  word = Math.imul(word ^ (word >>> 16), 0x7feb352d);
  word = Math.imul(word ^ (word >>> 15), 0x846ca68b);
  return word ^ (word >>> 16);
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
