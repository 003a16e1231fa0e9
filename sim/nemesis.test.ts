// Faults strike when planned, end when planned, and leave nothing behind in the calm.

import { describe, expect, it } from 'vitest';
import { constant, plan } from './fixtures/plan.ts';
import { registerKind } from './fixtures/register.ts';
import type { Action, Distribution, FaultPlan, Plan, Selector } from './plan.ts';
import { run } from './run.ts';
import { Simulation } from './simulation.ts';
import type { TraceEvent } from './trace.ts';

const second = 1_000_000;
const one: Selector = { kind: 'nodes', nodes: [1] };

function fault(action: Action, at: number, duration: Distribution | null, id = 'fault-1'): FaultPlan {
  return { id, trigger: { kind: 'at', at }, action, duration, as: null };
}

function trace(of: Plan, seed = 1): readonly TraceEvent[] {
  const events: TraceEvent[] = [];
  run(of, seed, { program: registerKind(), trace: { record: (event) => void events.push(event) } });
  return events;
}

function simulate(of: Plan, until: number): Simulation {
  const simulation = new Simulation(of, 1, registerKind());
  while (simulation.scene.queue.nextAt() <= until && simulation.step());
  return simulation;
}

/** Instants of pings from n2 that reach n1, in seconds. */
function pingsToOne(events: readonly TraceEvent[]): readonly number[] {
  return events.filter((event) => event.text.startsWith('n2 → n1')).map((event) => event.at / second);
}

describe('Nemesis', () => {
  it('isolates a node for as long as planned', () => {
    const faults = [fault({ kind: 'isolate', nodes: one }, second, constant(2 * second))];
    const instants = pingsToOne(trace(plan({ faults })));
    expect(instants.filter((at) => at > 1.011 && at < 3)).toEqual([]);
    expect(instants.filter((at) => at < 1).length).toBeGreaterThan(15);
    expect(instants.filter((at) => at > 3.05).length).toBeGreaterThan(30);
  });

  it('lets messages in flight outlive the crash of their sender', () => {
    const two: Selector = { kind: 'nodes', nodes: [2] };
    const network = {
      ...plan().network,
      defaults: { ...plan().network.defaults, latency: constant(800_000) },
    };
    const faults = [fault({ kind: 'crash', nodes: two, lose: 'random' }, second, null)];
    const instants = pingsToOne(trace(plan({ faults, network })));
    expect(instants.filter((at) => at > 1 && at < 1.8).length).toBeGreaterThan(10);
    expect(instants.filter((at) => at > 1.8 && at < 5)).toEqual([]);
  });

  it('cuts one direction only', () => {
    const two: Selector = { kind: 'nodes', nodes: [2] };
    const faults = [fault({ kind: 'one-way', from: two, to: one }, second, null)];
    const events = trace(plan({ faults }));
    expect(pingsToOne(events).filter((at) => at > 1.011 && at < 5)).toEqual([]);
    const back = events.filter((event) => event.text.startsWith('n1 → n2') && event.at > 1.1 * second);
    expect(back.length).toBeGreaterThan(50);
  });

  it('counts overlapping cuts, so that the end of one does not heal the other', () => {
    const faults = [
      fault({ kind: 'isolate', nodes: one }, second, constant(2 * second), 'long'),
      fault({ kind: 'isolate', nodes: one }, second, constant(second), 'short'),
    ];
    expect(pingsToOne(trace(plan({ faults }))).filter((at) => at > 1.011 && at < 3)).toEqual([]);
  });

  it('heals on request, and everything at the calm', () => {
    const cut = fault({ kind: 'isolate', nodes: one }, second, null, 'cut');
    const healed = pingsToOne(
      trace(plan({ faults: [cut, fault({ kind: 'heal' }, 2 * second, null, 'heal')] })),
    );
    expect(healed.find((at) => at > 1.011)).toBeLessThan(2.1);
    const calm = pingsToOne(trace(plan({ faults: [cut] })));
    expect(calm.find((at) => at > 1.011)).toBeGreaterThan(5);
    expect(calm.find((at) => at > 1.011)).toBeLessThan(5.1);
  });

  it('pauses a node: it does nothing meanwhile and everything after', () => {
    const faults = [fault({ kind: 'pause', nodes: one }, second, constant(second))];
    const events = trace(plan({ faults }));
    const during = (event: TraceEvent): boolean => event.at > second && event.at < 2 * second;
    expect(events.filter((event) => event.node === 1 && during(event) && event.kind !== 'durable')).toEqual(
      [],
    );
    const burst = events.filter((event) => event.at === 2 * second && event.text.startsWith('n2 → n1'));
    expect(burst.length).toBeGreaterThan(15);
  });

  it('changes a link and puts it back, other changes to it staying', () => {
    const all: Selector = { kind: 'role', role: 'all' };
    const keep = { latency: null, loss: null, duplicate: null, reorder: null, bandwidth: null };
    const slow = { ...keep, latency: constant(300_000) };
    const lossy = { ...keep, loss: 5 };
    const faults = [
      fault({ kind: 'link', from: one, to: all, set: slow }, second, constant(second), 'slow'),
      fault({ kind: 'link', from: one, to: all, set: lossy }, second, constant(2 * second), 'lossy'),
    ];
    const during = simulate(plan({ faults }), 1.5 * second).scene.network.link(1, 2);
    expect([during.latency, during.loss]).toEqual([constant(300_000), 5]);
    const between = simulate(plan({ faults }), 2.5 * second).scene.network.link(1, 2);
    expect([between.latency, between.loss]).toEqual([plan().network.defaults.latency, 5]);
    const after = simulate(plan({ faults }), 3.5 * second).scene.network.link(1, 2);
    expect([after.latency, after.loss]).toEqual([plan().network.defaults.latency, 0]);
  });

  it('stalls and fills disks; a program that cannot write stops, and starts again when there is room', () => {
    const stalled = trace(
      plan({
        faults: [
          fault({ kind: 'disk', nodes: one, fault: 'stall', latency: null }, second, constant(second)),
        ],
      }),
    );
    const synced = stalled.filter((event) => event.kind === 'durable').map((event) => event.at / second);
    expect(synced.filter((at) => at > 1 && at < 2)).toEqual([]);
    expect(synced.some((at) => at >= 2 && at < 2.001)).toBe(true);
    const full = trace(
      plan({
        faults: [fault({ kind: 'disk', nodes: one, fault: 'full', latency: null }, second, constant(second))],
      }),
    );
    const life = full.filter(
      (event) => event.node === 1 && (event.kind === 'crash' || event.kind === 'start'),
    );
    expect(life.map((event) => event.kind)).toEqual(['start', 'crash', 'start']);
    expect(life[2]!.at).toBe(2 * second);
  });

  it('jumps a clock, and the alarm follows it', () => {
    const jump = fault({ kind: 'clock', nodes: one, jump: 40_000, ratePpm: null }, second, null);
    const alarms = (events: readonly TraceEvent[]): number =>
      events.filter((event) => event.kind === 'alarm' && event.node === 1 && event.at <= 2 * second).length;
    const fast = fault({ kind: 'clock', nodes: one, jump: 0, ratePpm: 1_000_000 }, second, constant(second));
    expect(alarms(trace(plan({ faults: [fast] }))) - alarms(trace(plan({})))).toBeGreaterThan(15);
    expect(
      simulate(plan({ faults: [jump] }), 1.5 * second)
        .cluster.node(1)
        .clock.localAt(2 * second),
    ).toBe(2_040_000);
  });

  it('repeats a fault at its own pace, as often as planned', () => {
    const trigger = {
      kind: 'every',
      every: constant(300_000),
      from: second,
      until: 4 * second,
      times: 5,
    } as const;
    const crash: FaultPlan = {
      ...fault({ kind: 'crash', nodes: one, lose: 'random' }, 0, constant(1000)),
      trigger,
    };
    const crashes = trace(plan({ faults: [crash] })).filter((event) => event.kind === 'crash');
    expect(crashes.map((event) => event.at / second)).toEqual([1.3, 1.6, 1.9, 2.2, 2.5]);
  });

  it('aims at nodes that an earlier fault struck', () => {
    const any: Selector = { kind: 'some', count: 'any', of: { kind: 'role', role: 'all' } };
    const first: FaultPlan = {
      ...fault({ kind: 'pause', nodes: any }, second, constant(1000), 'first'),
      as: 'victim',
    };
    const bound: Selector = { kind: 'bound', name: 'victim' };
    const then = fault({ kind: 'crash', nodes: bound, lose: 'random' }, 2 * second, null, 'then');
    const notes = trace(plan({ faults: [first, then] })).filter((event) => event.kind === 'nemesis');
    const struck = notes.map((event) => / n(\d)$/.exec(event.text)?.[1]).filter((node) => node !== undefined);
    expect(struck.length).toBe(2);
    expect(struck[0]).toBe(struck[1]);
  });
});
