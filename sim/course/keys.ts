// The keys of one client, which no other touches, and what it knows them to hold.

import { Stream } from '../kernel/random.ts';

interface Key {
  readonly name: string;
  /** The last value whose put was acknowledged; null = none yet. */
  acknowledged: string | null;
}

export class ClientKeys {
  private readonly own: Key[] = [];
  /** Those with an acknowledged value, in the order of their first acknowledgement. */
  private readonly readable: Key[] = [];
  private readonly texts: Stream;
  private names = 0;
  private values = 0;

  constructor(seed: number, client: number) {
    this.texts = new Stream(`${seed}/course/texts/${client}`);
  }

  get count(): number {
    return this.own.length;
  }

  get readableCount(): number {
    return this.readable.length;
  }

  nameAt(position: number): string {
    return this.own[position]!.name;
  }

  readableAt(position: number): string {
    return this.readable[position]!.name;
  }

  /** A key of 32 characters that was never used before. */
  add(): string {
    const name = this.hex(++this.names, 0);
    this.own.push({ name, acknowledged: null });
    return name;
  }

  /** 32 hex digits that were never written before. */
  nextValue(): string {
    return this.hex(++this.values, 4);
  }

  /** Whether this is the first put acknowledged for the key. */
  acknowledge(name: string, value: string): boolean {
    const key = this.own.find((own) => own.name === name)!;
    const isFirst = key.acknowledged === null;
    if (isFirst) this.readable.push(key);
    key.acknowledged = value;
    return isFirst;
  }

  acknowledged(name: string): string | null {
    return this.own.find((own) => own.name === name)!.acknowledged;
  }

  private hex(ordinal: number, lane: number): string {
    let text = '';
    for (let word = 0; word < 4; word++) {
      text += this.texts
        .at(ordinal, lane + word)
        .toString(16)
        .padStart(8, '0');
    }
    return text;
  }
}
