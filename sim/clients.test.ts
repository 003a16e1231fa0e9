// Clients: closed and open loops, keys by weight, retries, and outcomes that stay unknown.

import { describe, expect, it } from 'vitest';
import type { Observer } from './checkers/checker.ts';
import { constant, plan } from './fixtures/plan.ts';
import { Register, registerKind } from './fixtures/register.ts';
import type { Operation } from './history.ts';
import type { Plan, WorkloadPlan } from './plan.ts';
import type { ClientRequest } from './program.ts';
import { run } from './run.ts';

/** All operations of a run, in order of invocation. */
function history(
  changes: Partial<WorkloadPlan>,
  make = Register,
  more: Partial<Plan> = {},
): readonly Operation[] {
  const operations: Operation[] = [];
  const collector: Observer = {
    afterEvent: (facts) => {
      for (let i = 0; i < facts.invoked.count; i++) operations.push(facts.invoked.at(i));
      return null;
    },
    audit: () => null,
    report: () => [],
  };
  const program = { ...registerKind(make), observers: () => [collector] };
  // The register executes retries again, which is not what is looked at here.
  const checks = { ...plan().checks, always: ['nothing'] };
  run(plan({ ...more, checks, workload: { ...plan().workload, ...changes } }), 1, { program });
  return operations;
}

class Silent extends Register {
  override onRequest(_request: ClientRequest): void {}
}

/** Takes every request to heart but answers `unknown`. */
class Unsure extends Register {
  override onRequest(request: ClientRequest): void {
    this.host.answer(request.client, request.request, { kind: 'unknown' });
  }
}

class Refusing extends Register {
  override onRequest(request: ClientRequest): void {
    this.host.answer(request.client, request.request, { kind: 'refused', reason: 'too large' });
  }
}

describe('clients', () => {
  it('in a closed loop call again when answered, one call at a time for each in flight', () => {
    const operations = history({ clients: 1, inFlight: 3 });
    const outstanding = (at: number): number =>
      operations.filter((it) => it.invokedAt <= at && (it.returnedAt < 0 || it.returnedAt > at)).length;
    const most = Math.max(...operations.map((it) => outstanding(it.invokedAt)));
    expect(most).toBe(3);
    expect(operations.map((it) => it.sequence)).toEqual(operations.map((_, position) => position + 1));
  });

  it('in an open loop call at their pace, whatever is outstanding', () => {
    const arrival = { kind: 'open', every: constant(50_000) } as const;
    const operations = history(
      { clients: 1, inFlight: 1, arrival, retry: 'never', timeout: 9_000_000 },
      Silent,
    );
    expect(operations.length).toBe(119);
    expect(new Set(operations.map((it) => it.invokedAt % 50_000)).size).toBe(1);
  });

  it('draw operations and keys by their weights', () => {
    const cumulative = [0xc000_0000, 0xe000_0000, 0x1_0000_0000];
    const keys = { count: 3, distribution: { kind: 'weighted', cumulative } } as const;
    const mix = { get: 3, put: 1, delete: 0, cas: 0, append: 0 };
    const operations = history({ keys, mix, arrival: { kind: 'closed', think: constant(0) } });
    const share = (what: (it: Operation) => boolean): number =>
      operations.filter(what).length / operations.length;
    expect(share((it) => it.command.kind === 'get')).toBeCloseTo(0.75, 1);
    expect(share((it) => it.command.key === 'k1')).toBeCloseTo(0.75, 1);
    expect(share((it) => it.command.key === 'k3')).toBeCloseTo(0.125, 1);
  });

  it('write values that no other call writes', () => {
    const values = history({ clients: 3 }).flatMap(({ command }) =>
      'value' in command ? [command.value] : [],
    );
    expect(new Set(values).size).toBe(values.length);
  });

  it('retry within the session and give up with an unknown outcome', () => {
    const [first] = history({ clients: 1, retry: 'same-id', attempts: 3, timeout: 100_000 }, Silent);
    expect(first).toMatchObject({ state: 'unknown', returnedAt: 300_000 });
    const [once, again] = history({ clients: 1, retry: 'new-id', timeout: 100_000 }, Silent);
    expect(once).toMatchObject({ state: 'unknown', returnedAt: 100_000 });
    expect(again!.command).toMatchObject({ kind: once!.command.kind, key: once!.command.key });
    expect(again!.sequence).toBe(2);
    const [never] = history({ clients: 1, retry: 'never' }, Unsure);
    expect(never!.state).toBe('unknown');
  });

  it('call an operation failed only when no attempt can have been taken', () => {
    const [refused] = history({ clients: 1 }, Refusing);
    expect(refused!.state).toBe('failed');
  });

  it('stop calling at the end of their time or after their last operation', () => {
    const timed = history({ until: 2_000_000 });
    expect(Math.max(...timed.map((it) => it.invokedAt))).toBeLessThan(2_000_000);
    expect(history({ clients: 2, operations: 7 }).length).toBe(14);
  });

  it('lose requests and answers on lossy client links, and still get served', () => {
    const network = { ...plan().network, clientLoss: 0x4000_0000 };
    const operations = history({ timeout: 50_000 }, Register, { network });
    expect(operations.filter((it) => it.state === 'ok').length).toBeGreaterThan(50);
  });
});
