// A trace's causes, messages and operations hang together, under every kind of fault that delays things.

import { describe, expect, it } from 'vitest';
import { constant, plan } from './fixtures/plan.ts';
import { Register, registerKind } from './fixtures/register.ts';
import type { FaultPlan } from './plan.ts';
import type { ClientRequest } from './program.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';
import type { TraceEvent } from './trace.ts';

registerPrograms();

function every(id: string, action: FaultPlan['action'], period: number, duration: number): FaultPlan {
  const trigger = { kind: 'every', every: constant(period), from: 0, until: 5_000_000, times: 0 } as const;
  return { id, trigger, action, duration: constant(duration), as: null };
}

const anyNode = { kind: 'some', count: 'any', of: { kind: 'role', role: 'all' } } as const;
const faults: readonly FaultPlan[] = [
  every('pause', { kind: 'pause', nodes: anyNode }, 300_000, 60_000),
  every('crash', { kind: 'crash', nodes: anyNode, lose: 'random' }, 900_000, 200_000),
  every('clock', { kind: 'clock', nodes: anyNode, jump: 20_000, ratePpm: 50_000 }, 500_000, 100_000),
  every('disk', { kind: 'disk', nodes: anyNode, fault: 'stall', latency: constant(0) }, 800_000, 90_000),
];

function traced(seed: number): readonly TraceEvent[] {
  const events: TraceEvent[] = [];
  const base = plan({ faults });
  const network = {
    ...base.network,
    defaults: { ...base.network.defaults, loss: 0x0800_0000, duplicate: 0x1000_0000 },
  };
  run({ ...base, network }, seed, { trace: { record: (event) => void events.push(event) } });
  return events;
}

/** What is no message was caused by its own process, by a fault, or by who called or answered. */
function expectOwnCauses(events: readonly TraceEvent[]): void {
  for (const { event, kind, node, client, cause } of events) {
    expect(cause).toBeLessThan(event);
    const before = events[cause - 1];
    if (before === undefined || kind === 'message') continue;
    if (kind === 'request') expect(before.kind).toBe('client');
    else if (kind === 'client' && before.node > 0) {
      expect(before.effects.some((effect) => effect.startsWith(`answer c${client}.`))).toBe(true);
    } else if (kind === 'client') expect(before.client).toBe(client);
    else if (before.kind !== 'nemesis') expect(before.node).toBe(node);
  }
}

/** Every request puts the alarm off, so that most alarms ring for nothing. */
class Lazy extends Register {
  override onRequest(request: ClientRequest): void {
    this.host.setAlarm(this.host.now() + 60_000);
    super.onRequest(request);
  }
}

it('an alarm or timer that was put off is caused by its own process', () => {
  const events: TraceEvent[] = [];
  run(plan(), 5, { program: registerKind(Lazy), trace: { record: (event) => void events.push(event) } });
  expect(events.filter(({ kind }) => kind === 'alarm').length).toBeGreaterThan(50);
  expectOwnCauses(events);
});

describe.each([1, 2, 3])('a trace of seed %i', (seed) => {
  const events = traced(seed);
  const at = (event: number): TraceEvent | undefined => events[event - 1];

  it('holds enough to be worth a look', () => {
    expect(events.length).toBeGreaterThan(1500);
    expect(new Set(events.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(8);
  });

  it('numbers messages in the order of sending, and arrivals name what their cause sent', () => {
    const sent = events.flatMap((event) => event.sent);
    expect(sent.map(({ id }) => id)).toEqual(sent.map((_, position) => position + 1));
    const arrivals = events.filter(({ kind }) => kind === 'message');
    for (const { cause, message, node } of arrivals) {
      expect(message?.to).toBe(node);
      expect(at(cause)?.node).toBe(message?.from);
      expect(at(cause)?.sent).toContain(message);
    }
    const arrived = arrivals.map(({ message }) => message?.id);
    expect(new Set(arrived).size, 'some were doubled').toBeLessThan(arrived.length);
    expect(new Set(arrived).size, 'some were lost').toBeLessThan(sent.length);
  });

  it('never names a later cause, nor one of a stranger', () => {
    expectOwnCauses(events);
  });

  it('knows the operation of every request, and of what is applied and answered', () => {
    const invoked = new Map(events.flatMap((event) => event.operations.map((each) => [each.id, each])));
    expect(invoked.size).toBeGreaterThan(50);
    const requests = events.filter(({ kind }) => kind === 'request');
    for (const { operations, text } of requests) {
      const { client, sequence } = operations[0]!;
      expect(text).toMatch(new RegExp(`^c${client}\\.${sequence} `));
    }
    const applying = events.filter(({ effects }) => effects.some((effect) => /^apply \d+ \w/.test(effect)));
    expect(applying.length).toBeGreaterThan(50);
    for (const { operations } of applying) expect(operations.length).toBeGreaterThan(0);
  });

  it('tells where each node stands, as its status says', () => {
    for (const { standing, status, kind, node } of events) {
      expect(standing === null).toBe(status === '');
      if (node > 0 && kind !== 'crash') expect(standing).not.toBeNull();
      if (standing === null) continue;
      const role = { leader: 'L', candidate: 'C', follower: 'f' }[standing.role];
      const log = `log ${standing.lastLogIndex}/${standing.lastLogTerm}`;
      expect(status).toContain(`${role}${standing.term} `);
      expect(status).toContain(`${log} commit ${standing.commitIndex} applied ${standing.lastApplied}`);
    }
  });
});
