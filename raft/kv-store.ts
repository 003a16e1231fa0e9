// A key-value store: get, put, delete, compare-and-swap, append, over texts.

import { foldText, hashStart, spread } from './hash.ts';
import { jsonTextBytes } from './size.ts';
import type { Command, Result, StateMachine } from './state-machine.ts';

export type KvCommand =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'delete'; readonly key: string }
  /** Sets `value` where the key holds `expected` (null: where there is none). */
  | { readonly kind: 'cas'; readonly key: string; readonly expected: string | null; readonly value: string }
  /** Adds to the end of what the key holds (nothing counts as ''). */
  | { readonly kind: 'append'; readonly key: string; readonly value: string };

/**
 * get: ok, and the value read (null: none). put, delete, append: ok, null.
 * cas: `ok` = swapped, `value` = what the key held before.
 */
export type KvResult = { readonly ok: boolean; readonly value: string | null };

interface Cell {
  readonly value: string;
  /** Of key and value, open at the end, so that an append goes on from it. */
  readonly hash: number;
}

const done: KvResult = { ok: true, value: null };

/** Braces, field names, quotes, colons and commas of the longest command, `null` for `expected` included. */
const commandOverheadBytes = 64;

export class KvStore implements StateMachine {
  private readonly cells: Map<string, Cell> = new Map();
  /** Sum over all keys: the order in which they came does not count. */
  private sum = 0;

  isReadOnly(command: Command): boolean {
    return command['kind'] === 'get';
  }

  apply(command: Command): Result {
    return this.execute(command as KvCommand);
  }

  query(command: Command): Result {
    return this.execute(command as KvCommand & { readonly kind: 'get' });
  }

  sizeOf(command: Command): number {
    const { key, value, expected } = command as { key: string; value?: string; expected?: string | null };
    let bytes = commandOverheadBytes + jsonTextBytes(key);
    if (value !== undefined) bytes += jsonTextBytes(value);
    if (typeof expected === 'string') bytes += jsonTextBytes(expected);
    return bytes;
  }

  digest(): number {
    return this.sum;
  }

  private execute(command: KvCommand): KvResult {
    const { key } = command;
    switch (command.kind) {
      case 'get':
        return { ok: true, value: this.valueAt(key) };
      case 'put':
        this.set(key, command.value);
        return done;
      case 'delete':
        this.remove(key);
        return done;
      case 'cas': {
        const value = this.valueAt(key);
        if (value !== command.expected) return { ok: false, value };
        this.set(key, command.value);
        return { ok: true, value };
      }
      case 'append':
        this.append(key, command.value);
        return done;
      default:
        return unreachable(command);
    }
  }

  private valueAt(key: string): string | null {
    return this.cells.get(key)?.value ?? null;
  }

  private set(key: string, value: string): void {
    this.remove(key);
    this.place(key, value, foldText(keyHash(key), value));
  }

  private append(key: string, value: string): void {
    const before = this.cells.get(key);
    if (before === undefined) {
      this.set(key, value);
      return;
    }
    this.sum = (this.sum - spread(before.hash)) | 0;
    this.place(key, before.value + value, foldText(before.hash, value));
  }

  private place(key: string, value: string, hash: number): void {
    this.cells.set(key, { value, hash });
    this.sum = (this.sum + spread(hash)) | 0;
  }

  private remove(key: string): void {
    const before = this.cells.get(key);
    if (before === undefined) return;
    this.cells.delete(key);
    this.sum = (this.sum - spread(before.hash)) | 0;
  }
}

/** A unit that no text holds twice in a row here keeps ('a', 'bc') and ('ab', 'c') apart. */
function keyHash(key: string): number {
  return Math.imul(foldText(hashStart, key) ^ 0x1_0001, 0x01000193);
}

function unreachable(command: never): never {
  throw new Error(`no such command: ${JSON.stringify(command)}`);
}
