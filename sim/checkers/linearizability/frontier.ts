// The second engine: all the ways in which the answers so far may have come about, moved on only when an
// answer forces it (Lowe 2017, just-in-time). Each way it keeps is a proof. When none is left it may have
// overlooked a far-fetched one, so that its owner asks the offline search before it says `violated`.

import { type Call, effect, isBlind } from './call.ts';
import {
  type Configuration,
  type Glimpse,
  nameOf,
  seenUntil,
  startingAt,
  without,
  withUsed,
} from './configuration.ts';
import { isInTime, type Path, Pool, pathsTo } from './paths.ts';
import { nothing, type Values } from './values.ts';

/** `event` of what stands now. */
const now = Number.MAX_SAFE_INTEGER;

export class Frontier {
  ways: Configuration[] = [startingAt(nothing)];
  private readonly values: Values;
  private pool: Pool = new Pool();
  private waiting: Call[] = [];
  private next: Map<string, Configuration> = new Map();

  constructor(values: Values) {
    this.values = values;
  }

  invoked(call: Call): void {
    this.pool.add(call);
    this.waiting.push(call);
  }

  /** How many ways are left after the call ended at this event; none: its owner must search. */
  returned(call: Call, event: number): number {
    const position = this.waiting.indexOf(call);
    if (position >= 0) this.waiting.splice(position, 1);
    if (call.state === 'unknown') return this.ways.length;
    this.pool.remove(call);
    if (call.state === 'seen' && this.isStanding(call)) return this.ways.length;
    this.next = new Map();
    for (const way of this.ways) this.advance(way, call, event);
    this.ways = [...this.next.values()];
    if (this.ways.length === 1) this.forgetUsed();
    return this.ways.length;
  }

  /** Begins anew: the key holds `state`, these calls have no answer, and the order so far used some of them. */
  begin(state: number, open: readonly Call[], order: readonly Call[] = []): void {
    this.pool = new Pool();
    this.waiting = [];
    for (const call of open) {
      this.pool.add(call);
      if (call.state === 'pending') this.waiting.push(call);
    }
    const used = order.filter((call) => call.state === 'pending' || call.state === 'unknown');
    this.ways = [{ ...startingAt(state), used: withUsed([], used) }];
  }

  /** Keeps at most so many ways, those with the fewest calls used before their answer. */
  narrow(waysMax: number): void {
    if (this.ways.length <= waysMax) return;
    this.ways = this.ways.sort((a, b) => a.used.length - b.used.length).slice(0, waysMax);
  }

  /** The common case: one way, and the answer is what stands there now. */
  private isStanding(call: Call): boolean {
    const way = this.ways[0]!;
    return (
      this.ways.length === 1 && way.state === call.seen && way.floats.length === 0 && way.used.length === 0
    );
  }

  private advance(way: Configuration, call: Call, event: number): void {
    const wasUsed = way.used.includes(call);
    if (call.state === 'failed') {
      if (!wasUsed) this.keep(way);
    } else if (call.state === 'seen') {
      if (!wasUsed) this.see(way, call, event);
    } else if (wasUsed) this.keep({ ...way, used: without(way.used, call) });
    else if (isBlind(call)) this.overwrite(way, call, event);
    else if (call.kind === 'append') this.append(way, call);
    else this.swap(way, call, event);
  }

  private see(way: Configuration, reader: Call, event: number): void {
    const { seen, invoked } = reader;
    if (way.state === seen && seenUntil(way.floats, now) >= invoked) {
      this.keep(way);
      return;
    }
    for (const glimpse of way.glimpses) {
      if (glimpse.value !== seen || glimpse.until < invoked) continue;
      this.keep(way);
      return;
    }
    for (const path of this.paths(seen, way)) {
      this.hide(way, path, reader, null);
      this.follow(way, path, reader, null, event);
    }
    this.dig(way, seen, reader, null);
  }

  private swap(way: Configuration, call: Call, event: number): void {
    for (const path of this.paths(call.expected, way)) {
      this.hide(way, path, call, call);
      this.follow(way, path, call, call, event);
    }
    this.dig(way, call.expected, call, call);
  }

  private overwrite(way: Configuration, call: Call, event: number): void {
    if (way.blindAt >= call.invoked) this.keep(way);
    const tip: Glimpse = {
      value: way.state,
      until: seenUntil(way.floats, event),
      isTip: way.floats.length === 0,
    };
    this.keep({
      state: effect(call, way.state, this.values),
      floats: [],
      blindAt: event,
      glimpses: this.fresh([...way.glimpses, tip, ...this.orders(way, event)]),
      used: way.used,
    });
  }

  /** What one float makes of the value that a blind write is about to hide. */
  private orders(way: Configuration, event: number): readonly Glimpse[] {
    if (way.floats.length !== 1) return [];
    return [{ value: effect(way.floats[0]!, way.state, this.values), until: event, isTip: true }];
  }

  private append(way: Configuration, call: Call): void {
    this.keep({ ...way, floats: withUsed(way.floats, [call]) });
    way.glimpses.forEach((glimpse, position) => {
      if (glimpse.isTip && glimpse.until >= call.invoked) this.graft(way, position, [call], call);
    });
  }

  /** The path happened now, and the call at its end saw where it led; `change` then changed that. */
  private follow(way: Configuration, path: Path, call: Call, change: Call | null, event: number): void {
    const rest = path.isFresh ? [] : way.floats.filter((float) => !path.calls.includes(float));
    if (!isInTime(path.calls, call, rest)) return;
    // A fresh path hides the other floats: it begins after they were called, and before its own had ended.
    const begins = path.isFresh ? seenUntil(path.calls, event) : event;
    if (path.isFresh && way.floats.some((float) => !path.calls.includes(float) && float.invoked > begins))
      return;
    const glimpses = [...way.glimpses];
    let state = way.state;
    const steps = change === null ? path.calls : [...path.calls, change];
    steps.forEach((step, position) => {
      const later = [...steps.slice(position), ...rest];
      const isTip = isBlind(step) && way.floats.length === 0;
      glimpses.push({
        value: state,
        until: seenUntil(position === 0 && path.isFresh ? way.floats : later, event),
        isTip,
      });
      state = effect(step, state, this.values);
    });
    const answered = path.calls.filter((step) => way.floats.includes(step));
    this.keep({
      state,
      floats: rest,
      blindAt: path.isFresh ? begins : way.blindAt,
      glimpses: this.fresh(glimpses),
      used: withUsed(
        way.used,
        path.calls.filter((step) => !answered.includes(step)),
      ),
    });
  }

  /** The path happened just before the latest blind write, which hid where it led. */
  private hide(way: Configuration, path: Path, call: Call, change: Call | null): void {
    const until = way.blindAt;
    if (!path.isFresh || call.invoked > until) return;
    if (path.calls.some((step) => step.invoked > until || way.floats.includes(step))) return;
    const steps = change === null ? path.calls : [...path.calls, change];
    const glimpses = [...way.glimpses];
    let state = nothing;
    steps.forEach((step, position) => {
      state = effect(step, state, this.values);
      glimpses.push({ value: state, until, isTip: position === steps.length - 1 });
    });
    this.keep({ ...way, glimpses, used: withUsed(way.used, path.calls) });
  }

  /** The call saw what a path made of an older value, just before a blind write hid it. */
  private dig(way: Configuration, target: number, call: Call, change: Call | null): void {
    way.glimpses.forEach((glimpse, position) => {
      if (!glimpse.isTip || glimpse.until < call.invoked) return;
      for (const path of pathsTo(target, glimpse.value, [], way.used, this.pool, this.values)) {
        if (path.isFresh || path.calls.some((step) => step.invoked > glimpse.until)) continue;
        this.graft(way, position, change === null ? path.calls : [...path.calls, change], call);
      }
    });
  }

  private graft(way: Configuration, position: number, steps: readonly Call[], answered: Call): void {
    const { value, until } = way.glimpses[position]!;
    const glimpses = way.glimpses.slice();
    glimpses[position] = { value, until, isTip: steps.length === 0 };
    let state = value;
    steps.forEach((step, at) => {
      state = effect(step, state, this.values);
      glimpses.push({ value: state, until, isTip: at === steps.length - 1 });
    });
    const unanswered = steps.filter((step) => step !== answered);
    this.keep({ ...way, glimpses, used: withUsed(way.used, unanswered) });
  }

  private paths(target: number, way: Configuration): Path[] {
    return pathsTo(target, way.state, way.floats, way.used, this.pool, this.values);
  }

  /** Only those that somebody who still waits may have seen. */
  private fresh(glimpses: readonly Glimpse[]): readonly Glimpse[] {
    const oldest = this.waiting[0]?.invoked ?? now;
    return glimpses.filter(({ until }) => until >= oldest);
  }

  /** Of two with the same name, the one whose blind write is later, then the one with more to see. */
  private keep(way: Configuration): void {
    const name = nameOf(way);
    const other = this.next.get(name);
    const isBetter =
      other === undefined ||
      way.blindAt > other.blindAt ||
      (way.blindAt === other.blindAt && way.glimpses.length > other.glimpses.length);
    if (isBetter) this.next.set(name, way);
  }

  /** With one way left, what it used of the unknown calls is certain. */
  private forgetUsed(): void {
    const way = this.ways[0]!;
    if (!way.used.some(({ state }) => state === 'unknown')) return;
    for (const call of way.used) if (call.state === 'unknown') this.pool.remove(call);
    this.ways = [{ ...way, used: way.used.filter(({ state }) => state !== 'unknown') }];
  }
}
