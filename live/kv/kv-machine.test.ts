// The replicated state of the real server: the store against a plain record, and sessions that must have been opened.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../raft/message.ts';
import { type Condition, ownSessionMin, type ServiceCommand, type ServiceResult } from './commands.ts';
import { KvMachine } from './kv-machine.ts';
import { RevisedStore } from './revised-store.ts';

const key = fc.constantFrom('a', 'b', 'ab');
const value = fc.constantFrom('', 'a', 'bc');
/** Revisions are those of the first commands, so that many conditions hold. */
const when: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom('always' as const, 'absent' as const, 'present' as const),
  fc.integer({ min: 1, max: 20 }),
);
const command: fc.Arbitrary<ServiceCommand> = fc.oneof(
  fc.record({ kind: fc.constant('get' as const), key }),
  fc.record({ kind: fc.constant('put' as const), key, value, when }),
  fc.record({ kind: fc.constant('delete' as const), key, when }),
);

type Model = Map<string, { readonly value: string; readonly revision: number }>;

function model(state: Model, given: ServiceCommand, index: number): ServiceResult {
  if (given.kind === 'open-session') return { kind: 'opened', session: index };
  const held = state.get(given.key);
  const before = held?.revision ?? 0;
  if (given.kind === 'get') return { kind: 'read', value: held?.value ?? null, revision: before };
  const isFit =
    given.when === 'always' || given.when === before || given.when === (held ? 'present' : 'absent');
  if (!isFit) return { kind: 'differs', revision: before };
  state.delete(given.key);
  if (given.kind === 'put') state.set(given.key, { value: given.value, revision: index });
  return { kind: 'changed', before, revision: given.kind === 'put' ? index : 0 };
}

describe('RevisedStore', () => {
  it('does what a plain record does', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const store = new RevisedStore();
        const state: Model = new Map();
        commands.forEach((next, at) => {
          expect(store.apply(next, at + 1)).toEqual(model(state, next, at + 1));
        });
        for (const each of ['a', 'b', 'ab'])
          expect(store.query({ kind: 'get', key: each })).toEqual(
            model(state, { kind: 'get', key: each }, 0),
          );
      }),
    );
  });

  it('has one digest for one state, whatever led to it', () => {
    const put = (each: string, text: string): ServiceCommand => ({
      kind: 'put',
      key: each,
      value: text,
      when: 'always',
    });
    const one = new RevisedStore();
    one.apply(put('a', 'x'), 1);
    one.apply(put('b', 'y'), 2);
    const other = new RevisedStore();
    other.apply(put('b', 'y'), 2);
    other.apply(put('c', 'z'), 3);
    expect(other.digest()).not.toBe(one.digest());
    other.apply({ kind: 'delete', key: 'c', when: 'present' }, 4);
    other.apply(put('a', 'x'), 1);
    expect(other.digest()).toBe(one.digest());
    other.apply(put('a', 'x'), 5);
    expect(other.digest()).not.toBe(one.digest());
  });

  it('knows at least how large a command is as JSON', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const revision = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(text, text, fc.oneof(when, revision), (each, given, condition) => {
        const put: ServiceCommand = { kind: 'put', key: each, value: given, when: condition };
        expect(new RevisedStore().sizeOf(put)).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(put)));
      }),
    );
    expect(new RevisedStore().sizeOf({ kind: 'open-session' })).toBeGreaterThan(25);
  });
});

describe('KvMachine', () => {
  const open: ServiceCommand = { kind: 'open-session' };
  const put = (text: string): ServiceCommand => ({ kind: 'put', key: 'k', value: text, when: 'always' });
  const entry = (
    index: number,
    client: number,
    sequence: number,
    given: ServiceCommand | null,
    acknowledgedBelow = 1,
  ): Entry => ({ index, term: 1, command: given, client, sequence, acknowledgedBelow, bytes: 200 });

  it('knows the sessions that were opened, and no others', () => {
    const machine = new KvMachine();
    expect(machine.apply(entry(1, ownSessionMin, 1, open)).result).toEqual({ kind: 'opened', session: 1 });
    expect(machine.apply(entry(2, 1, 1, put('a'))).result).toEqual({
      kind: 'changed',
      before: 0,
      revision: 2,
    });
    expect(machine.apply(entry(3, 2, 1, put('b')))).toEqual({
      result: { kind: 'no-session' },
      executed: false,
    });
    expect(machine.query({ kind: 'get', key: 'k' })).toEqual({ kind: 'read', value: 'a', revision: 2 });
    expect(machine.lastApplied).toBe(3);
  });

  it('opens one session for an opening that comes twice', () => {
    const machine = new KvMachine();
    machine.apply(entry(1, ownSessionMin + 5, 1, open));
    const again = machine.apply(entry(2, ownSessionMin + 5, 1, open));
    expect(again).toEqual({ result: { kind: 'opened', session: 1 }, executed: false });
    expect(machine.apply(entry(3, 2, 1, put('b'))).result).toEqual({ kind: 'no-session' });
  });

  it('executes what comes twice once, and says so where the answer is gone', () => {
    const machine = new KvMachine();
    machine.apply(entry(1, ownSessionMin, 1, open));
    const first = machine.apply(entry(2, 1, 1, put('a'))).result;
    expect(machine.apply(entry(3, 1, 1, put('a')))).toEqual({ result: first, executed: false });
    machine.apply(entry(4, 1, 2, put('b'), 2));
    expect(machine.apply(entry(5, 1, 1, put('a')))).toEqual({
      result: { kind: 'answer-gone' },
      executed: false,
    });
    expect(machine.query({ kind: 'get', key: 'k' })).toEqual({ kind: 'read', value: 'b', revision: 4 });
  });

  it('has a digest of its sessions too', () => {
    const one = new KvMachine();
    const other = new KvMachine();
    one.apply(entry(1, ownSessionMin, 1, open));
    other.apply(entry(1, ownSessionMin, 1, null));
    expect(one.digest()).not.toBe(other.digest());
  });
});
