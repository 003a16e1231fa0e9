// The key-value store against a plain record.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KvCommand, type KvResult, KvStore } from './kv-store.ts';

const key = fc.constantFrom('a', 'b', 'ab', '');
const value = fc.constantFrom('', 'a', 'b', 'bc', 'x');
const command: fc.Arbitrary<KvCommand> = fc.oneof(
  fc.record({ kind: fc.constant('get' as const), key }),
  fc.record({ kind: fc.constantFrom('put' as const, 'append' as const), key, value }),
  fc.record({ kind: fc.constant('delete' as const), key }),
  fc.record({ kind: fc.constant('cas' as const), key, expected: fc.option(value), value }),
);

function model(state: Map<string, string>, { kind, ...rest }: KvCommand): KvResult {
  const {
    key: at,
    value: given = '',
    expected,
  } = rest as { key: string; value?: string; expected?: string | null };
  const held = state.get(at) ?? null;
  if (kind === 'get') return { ok: true, value: held };
  if (kind === 'delete') state.delete(at);
  if (kind === 'put') state.set(at, given);
  if (kind === 'append') state.set(at, (held ?? '') + given);
  if (kind !== 'cas') return { ok: true, value: null };
  if (held === expected) state.set(at, given);
  return { ok: held === expected, value: held };
}

describe('KvStore', () => {
  it('does what a plain record does', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const store = new KvStore();
        const state = new Map<string, string>();
        for (const next of commands) expect(store.apply(next)).toEqual(model(state, next));
      }),
    );
  });

  it('has equal digests for equal states, however they came about, and others for others', () => {
    const seen = new Map<number, string>();
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        const store = new KvStore();
        const state = new Map<string, string>();
        for (const next of commands) {
          store.apply(next);
          model(state, next);
          const text = JSON.stringify([...state].sort());
          expect(seen.get(store.digest()) ?? text).toBe(text);
          seen.set(store.digest(), text);
        }
        const direct = new KvStore();
        for (const [at, held] of [...state].reverse()) direct.apply({ kind: 'put', key: at, value: held });
        expect(direct.digest()).toBe(store.digest());
      }),
      { numRuns: 500 },
    );
  });

  it('tells reads from the rest, and a query changes nothing', () => {
    const store = new KvStore();
    store.apply({ kind: 'put', key: 'a', value: 'x' });
    const before = store.digest();
    expect(store.query({ kind: 'get', key: 'a' })).toEqual({ ok: true, value: 'x' });
    expect(store.digest()).toBe(before);
    expect(store.isReadOnly({ kind: 'get', key: 'a' })).toBe(true);
    expect(store.isReadOnly({ kind: 'cas', key: 'a', expected: null, value: 'x' })).toBe(false);
  });

  it('knows how large a command becomes at most', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, fc.option(text), text, (at, expected, given) => {
        const cas = { kind: 'cas', key: at, expected, value: given };
        expect(new KvStore().sizeOf(cas)).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(cas)));
      }),
    );
  });

  it('does not know other commands', () => {
    expect(() => new KvStore().apply({ kind: 'increment', key: 'a' })).toThrow('no such command');
  });
});
