// Exactly-once sessions (thesis §6.3).

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KvStore } from './kv-store.ts';
import type { Entry } from './message.ts';
import { ReplicatedMachine } from './sessions.ts';
import type { Command, Result } from './state-machine.ts';

class CountedStore extends KvStore {
  readonly executed: string[] = [];

  override apply(command: Command): Result {
    this.executed.push(`${command['value']}`);
    return super.apply(command);
  }
}

function appended(index: number, client: number, sequence: number, acknowledgedBelow: number): Entry {
  const command = { kind: 'append', key: 'k', value: `${client}.${sequence};` };
  return { index, term: 1, command, client, sequence, acknowledgedBelow, bytes: 100 };
}

const done = { ok: true, value: null };

describe('ReplicatedMachine', () => {
  it('executes each sequence of a client once, in whatever order they come', () => {
    const store = new CountedStore();
    const machine = new ReplicatedMachine(store);
    const sequences = [2, 1, 2, 3, 1, 3];
    const executed = sequences.map((sequence, i) => machine.apply(appended(i + 1, 7, sequence, 1)).executed);
    expect(executed).toEqual([true, true, false, true, false, false]);
    expect(store.executed).toEqual(['7.2;', '7.1;', '7.3;']);
  });

  it('answers a retry with the first result', () => {
    const machine = new ReplicatedMachine(new KvStore());
    const command = { kind: 'cas', key: 'k', expected: null, value: 'x' };
    const entry = { ...appended(1, 7, 1, 1), command };
    expect(machine.apply(entry)).toEqual({ result: done, executed: true });
    expect(machine.apply({ ...entry, index: 2 })).toEqual({ result: done, executed: false });
  });

  it('keeps clients apart', () => {
    const store = new CountedStore();
    const machine = new ReplicatedMachine(store);
    machine.apply(appended(1, 7, 1, 1));
    expect(machine.apply(appended(2, 8, 1, 1)).executed).toBe(true);
  });

  it('forgets what the client has confirmed, but never executes it again', () => {
    const machine = new ReplicatedMachine(new KvStore());
    machine.apply(appended(1, 7, 1, 1));
    machine.apply(appended(2, 7, 2, 2));
    expect(machine.apply(appended(3, 7, 1, 1))).toEqual({ result: null, executed: false });
    expect(machine.apply(appended(4, 7, 2, 1))).toEqual({ result: done, executed: false });
  });

  it('a confirmation far ahead costs no more than what is stored', () => {
    const machine = new ReplicatedMachine(new KvStore());
    machine.apply(appended(1, 7, 1, 1));
    machine.apply(appended(2, 7, 9_000_000_000_000_000, 8_999_999_999_999_999));
    expect(machine.apply(appended(3, 7, 1, 1)).result).toBeNull();
  });

  it('a no-op changes nothing but lastApplied', () => {
    const machine = new ReplicatedMachine(new KvStore());
    const before = machine.digest();
    const noOp = {
      index: 1,
      term: 1,
      command: null,
      client: 0,
      sequence: 0,
      acknowledgedBelow: 0,
      bytes: 56,
    };
    expect(machine.apply(noOp)).toEqual({ result: null, executed: false });
    expect(machine.digest()).toBe(before);
    expect(machine.lastApplied).toBe(1);
  });

  it('takes entries in order only', () => {
    const machine = new ReplicatedMachine(new KvStore());
    expect(() => machine.apply(appended(2, 7, 1, 1))).toThrow('entry 2 applied after entry 0');
  });

  it('its digest covers the sessions: a command executed twice elsewhere does not look the same', () => {
    const one = new ReplicatedMachine(new KvStore());
    const two = new ReplicatedMachine(new KvStore());
    const put = { kind: 'put', key: 'k', value: 'x' };
    one.apply({ ...appended(1, 7, 1, 1), command: put });
    two.apply({ ...appended(1, 7, 2, 1), command: put });
    expect(one.digest()).not.toBe(two.digest());
  });

  it('its digest depends on the entries alone, and retries do not change it', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (taken) => {
        const one = new ReplicatedMachine(new KvStore());
        const two = new ReplicatedMachine(new KvStore());
        taken.forEach(([client, sequence], i) => {
          const entry = appended(i + 1, client, sequence, 1);
          const before = one.digest();
          const { executed } = one.apply(entry);
          two.apply(entry);
          expect(two.digest()).toBe(one.digest());
          expect(one.digest() === before).toBe(!executed);
        });
      }),
    );
  });
});
