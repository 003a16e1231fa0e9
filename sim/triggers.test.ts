// When faults strike: with an event, a state, a message, or after another; and what becomes of messages.

import { describe, expect, it } from 'vitest';
import type { Condition, MessageFilter } from './condition.ts';
import type { Action, FaultPlan, Trigger } from './fault.ts';
import { constant, plan } from './fixtures/plan.ts';
import type { Plan } from './plan.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';
import type { TraceEvent } from './trace.ts';
import type { Run } from './verdict.ts';

registerPrograms();

const second = 1_000_000;
const always = 0x1_0000_0000;
const leader = { kind: 'role', role: 'leader' } as const;

function fault(id: string, trigger: Trigger, action: Action, more: Partial<FaultPlan> = {}): FaultPlan {
  return { id, trigger, action, duration: null, as: null, ...more };
}

function when(that: Condition, times = 1, since: string | null = null): Trigger {
  return { kind: 'when', that, times, since };
}

function on(which: Partial<MessageFilter>, more: Partial<Extract<Trigger, { kind: 'on' }>> = {}): Trigger {
  const filter = { messages: [], from: null, to: null, term: null, index: null, ...which };
  return { kind: 'on', which: filter, nth: 0, every: 1, probability: always, times: 1, since: null, ...more };
}

function happened(event: Extract<Condition, { kind: 'event' }>['event']): Condition {
  return { kind: 'event', event, node: null, term: null, index: null };
}

function told(
  faults: readonly FaultPlan[],
  changes: Partial<Plan> = {},
): { events: TraceEvent[]; record: Run } {
  const events: TraceEvent[] = [];
  const short = { chaos: 2 * second, settle: second, eventsMax: 1_000_000 };
  const workload = { ...plan().workload, until: 2 * second };
  const of = plan({ faults, run: short, workload, ...changes });
  const record = run(of, 1, { trace: { record: (event) => void events.push(event) } });
  return { events, record };
}

function notes(events: readonly TraceEvent[], id: string): readonly TraceEvent[] {
  return events.filter(({ kind, text }) => kind === 'nemesis' && text.startsWith(id));
}

describe('a trigger', () => {
  it('strikes right after the event, and its crash before anything else', () => {
    const crash: Action = { kind: 'crash', nodes: leader, lose: 'unsynced' };
    const { events } = told([
      fault('kill', when(happened('become-leader')), crash, { duration: constant(second) }),
    ]);
    const [note] = notes(events, 'kill: crash');
    const before = events[note!.event - 2]!;
    expect(before.status).toMatch(/^L/);
    expect(before.at).toBe(note!.at);
    expect(events[note!.event]).toMatchObject({ kind: 'crash', node: before.node, at: note!.at });
    expect(notes(events, 'kill: crash').length).toBe(1);
  });

  it('waits for a state to last, to the microsecond, and for its time to come', () => {
    const nobody: Condition = { kind: 'leaders', is: { operator: '=', value: 0 }, lasting: 50_000 };
    const mark: Action = { kind: 'mark', name: 'outage' };
    const crash: Action = { kind: 'crash', nodes: leader, lose: 'random' };
    const { events } = told([
      fault('down', { kind: 'at', at: second }, crash, { duration: constant(300_000) }),
      fault('outage', when(nobody, 0), mark),
      fault('later', when(nobody, 0, 'down'), mark),
    ]);
    expect(notes(events, 'outage').map(({ at }) => at)).toEqual([50_000, second + 50_000]);
    expect(notes(events, 'later').map(({ at }) => at)).toEqual([second + 50_000]);
  });

  it('follows another, after a delay, each time', () => {
    const every: Trigger = { kind: 'every', every: constant(400_000), from: 0, until: 2 * second, times: 3 };
    const { events } = told([
      fault('first', every, { kind: 'heal' }),
      fault(
        'then',
        { kind: 'after', fault: 'first', delay: constant(7), times: 0 },
        { kind: 'mark', name: 'x' },
      ),
      fault(
        'once',
        { kind: 'after', fault: 'then', delay: constant(0), times: 1 },
        { kind: 'mark', name: 'y' },
      ),
    ]);
    expect(notes(events, 'then').map(({ at }) => at)).toEqual([400_007, 800_007, 1_200_007]);
    expect(notes(events, 'once').map(({ at }) => at)).toEqual([400_007]);
  });

  it('does nothing to a run whose condition never comes about', () => {
    const never = fault('no', when({ kind: 'mark', name: 'nobody sets it' }), { kind: 'heal' });
    expect(told([never]).record.digest).toBe(told([]).record.digest);
  });
});

describe('a message', () => {
  const appends = { messages: ['AppendEntries'] };

  it('is dropped by its number, and by chance', () => {
    const { events } = told([fault('third', on(appends, { nth: 3 }), { kind: 'drop' })]);
    const seen = events.filter(({ text }) => text.includes(' AE t') || text.startsWith('third'));
    expect(seen.findIndex(({ text }) => text.startsWith('third'))).toBe(2);
    const some = told([fault('some', on(appends, { probability: always / 4, times: 0 }), { kind: 'drop' })]);
    const dropped = notes(some.events, 'some').length;
    const delivered = some.events.filter(
      ({ text }) => / → n\d AE t/.test(text) && !text.startsWith('some'),
    ).length;
    expect(dropped / (dropped + delivered)).toBeGreaterThan(0.15);
    expect(dropped / (dropped + delivered)).toBeLessThan(0.35);
    expect(some.record.verdict.kind).toBe('passed');
  });

  it('is delayed, or comes twice', () => {
    const late = told([fault('late', on(appends), { kind: 'delay', by: constant(123_456) })]);
    const [note] = notes(late.events, 'late');
    const words = note!.text.replace('late: delays ', '');
    expect(late.events.find(({ text, at }) => text === words && at === note!.at + 123_456)).toBeDefined();
    const twice = told([fault('twice', on(appends), { kind: 'duplicate', by: constant(50) })]);
    const [double] = notes(twice.events, 'twice');
    const said = double!.text.replace('twice: doubles ', '');
    const times = twice.events.filter(({ text, at }) => text === said && at - double!.at <= 50);
    expect(times.map(({ at }) => at - double!.at)).toEqual([0, 50]);
  });

  it('is held with all that follow until the condition, and they go in their order', () => {
    const until: Condition = { kind: 'mark', name: 'go' };
    const two = { kind: 'nodes', nodes: [2] } as const;
    const { events, record } = told([
      fault('hold', on({ to: two }), { kind: 'hold', until }),
      fault('go', { kind: 'at', at: second }, { kind: 'mark', name: 'go' }),
    ]);
    const held = notes(events, 'hold: holds').map(({ text }) => text.replace('hold: holds ', ''));
    expect(held.length).toBeGreaterThan(5);
    const freed = events.filter(({ at, kind, node }) => kind === 'message' && node === 2 && at === second);
    expect(freed.map(({ text }) => text)).toEqual(held);
    expect(events.filter(({ at, kind, node }) => kind === 'message' && node === 2 && at < second)).toEqual(
      [],
    );
    expect(record.verdict.kind).toBe('passed');
  });

  it('does not reach a node that crashes right before it', () => {
    const two = { kind: 'nodes', nodes: [2] } as const;
    const crash: Action = { kind: 'crash', nodes: two, lose: 'random' };
    const { events } = told([
      fault('trap', on({ ...appends, to: two }), crash, { duration: constant(second) }),
    ]);
    const [note] = notes(events, 'trap: crash n2');
    expect(events[note!.event]).toMatchObject({ kind: 'crash', node: 2 });
    const arrivals = events.filter(
      ({ kind, node, at }) => kind === 'message' && node === 2 && at === note!.at,
    );
    expect(arrivals).toEqual([]);
  });
});

describe('limits and sequences', () => {
  it('keep a quorum, count what they spare, and fail the run if so asked', () => {
    const crash = (node: number): Action => ({
      kind: 'crash',
      nodes: { kind: 'nodes', nodes: [node] },
      lose: 'random',
    });
    const faults = [1, 2, 3].map((node) => fault(`f${node}`, { kind: 'at', at: second }, crash(node)));
    const { record, events } = told(faults);
    expect(record.statistics.faults).toEqual({ injected: 1, skipped: 2 });
    expect(notes(events, 'f2')[0]?.text).toBe('f2 would take away a quorum');
    const checks = { ...plan().checks, strictFaults: true };
    expect(told(faults, { checks }).record.verdict).toEqual({
      kind: 'missed',
      goals: ['no strike is skipped (2 were)'],
    });
    const two = faults.slice(0, 2);
    expect(told(two, { checks }).record.verdict).toMatchObject({ goals: ['no strike is skipped (1 was)'] });
    const all = told(faults, { limits: { down: 'unlimited', damaged: 'unlimited' } });
    expect(all.record.statistics.faults).toEqual({ injected: 3, skipped: 0 });
  });

  it('spare the disks of a majority', () => {
    const full: Action = { kind: 'disk', nodes: { kind: 'role', role: 'all' }, fault: 'full', latency: null };
    const limits = { down: 'unlimited', damaged: 'minority' } as const;
    const { events } = told([fault('full', { kind: 'at', at: second }, full)], { limits });
    expect(notes(events, 'full')[0]?.text).toBe('full: disk n1');
  });

  it('take their steps one after another', () => {
    const step = (
      number: number,
      action: Action,
    ): Extract<Action, { kind: 'sequence' }>['steps'][number] => ({
      id: `s.${number}`,
      action,
      duration: null,
      as: null,
      delay: constant(1000 * number),
      place: '',
    });
    const steps = [
      step(1, { kind: 'workload', set: 'stop', every: null }),
      step(2, { kind: 'client', client: 1, command: { kind: 'get', key: 'k1' }, target: null }),
      step(3, { kind: 'stop', what: 'run' }),
    ];
    const { events, record } = told([fault('s', { kind: 'at', at: second }, { kind: 'sequence', steps })]);
    expect(events.filter(({ text }) => text.startsWith('s.')).map(({ at }) => at - second)).toEqual([
      1000, 3000, 6000,
    ]);
    expect(record.endedAt).toBe(second + 6000);
  });
});
