// Histories of clients at one atomic store, made from a seed: calls take effect at some instant between
// call and answer, so that they are linearizable until somebody corrupts them. For tests and benchmarks.

import type { Operation } from '../../history.ts';
import type { Command, CommandKind, Result } from '../../kv-model.ts';

export interface HistoryShape {
  readonly seed: number;
  readonly operations: number;
  readonly clients: number;
  readonly keys: number;
  /** Relative weights. */
  readonly mix: { readonly [kind in CommandKind]?: number };
  /** Per thousand calls: given up, and refused for certain. */
  readonly unknown?: number;
  readonly failed?: number;
  /** Values to choose from; 0 or absent: no value is written twice. */
  readonly values?: number;
  /** Before all else, so many puts to the first key whose outcome stays unknown. */
  readonly unknownPuts?: number;
}

interface Flight {
  readonly operation: Operation;
  /** Null until it has taken effect. */
  result: Result | null;
  readonly fate: Operation['state'];
}

/** 32-bit xorshift: reproducible everywhere. */
export class Draws {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) | 1;
    for (let i = 0; i < 8; i++) this.below(2);
  }

  below(limit: number): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return (x >>> 0) % limit;
  }
}

/** The same shape gives the same history, in order of invocation. */
export function generatedHistory(shape: HistoryShape): Operation[] {
  return new Author(shape).write();
}

class Author {
  private readonly shape: HistoryShape;
  private readonly draws: Draws;
  private readonly store: Map<string, string> = new Map();
  private readonly operations: Operation[] = [];
  private readonly flights: (Flight | null)[];
  /** Given up, without effect so far. */
  private readonly adrift: Flight[] = [];
  private readonly kinds: CommandKind[] = [];
  private event = 0;

  constructor(shape: HistoryShape) {
    this.shape = shape;
    this.draws = new Draws(shape.seed);
    this.flights = new Array<Flight | null>(shape.clients).fill(null);
    for (const kind of ['get', 'put', 'delete', 'cas', 'append'] as const)
      for (let i = 0; i < (shape.mix[kind] ?? 0); i++) this.kinds.push(kind);
  }

  write(): Operation[] {
    const { draws, flights } = this;
    for (let i = 0; i < (this.shape.unknownPuts ?? 0); i++) {
      const flight = this.invoke(0, { kind: 'put', key: 'k0', value: `v${i}` }, 'unknown');
      this.end(flight);
    }
    const total = this.shape.operations + this.operations.length;
    while (this.operations.length < total || flights.some((flight) => flight !== null)) {
      if (this.adrift.length > 0 && draws.below(100) === 0) this.surface();
      const client = draws.below(flights.length);
      const flight = flights[client]!;
      if (flight === null) {
        if (this.operations.length < total)
          flights[client] = this.invoke(client, this.command(), this.fate());
      } else if (flight.result === null && flight.fate === 'ok') this.execute(flight);
      else {
        this.end(flight);
        flights[client] = null;
      }
    }
    return this.operations;
  }

  private fate(): Operation['state'] {
    const draw = this.draws.below(1000);
    const { unknown = 0, failed = 0 } = this.shape;
    if (draw < unknown) return 'unknown';
    return draw < unknown + failed ? 'failed' : 'ok';
  }

  /** A call that was given up takes effect after all. */
  private surface(): void {
    const position = this.draws.below(this.adrift.length);
    this.execute(this.adrift[position]!);
    this.adrift.splice(position, 1);
  }

  private invoke(client: number, command: Command, fate: Operation['state']): Flight {
    const id = this.operations.length;
    const event = ++this.event;
    const operation: Operation = {
      id,
      client: client + 1,
      sequence: id + 1,
      command,
      invokedEvent: event,
      invokedAt: event,
      state: 'pending',
      returnedEvent: -1,
      returnedAt: -1,
      result: null,
    };
    this.operations.push(operation);
    return { operation, result: null, fate };
  }

  private end(flight: Flight): void {
    const { operation, fate } = flight;
    operation.state = fate;
    operation.returnedEvent = ++this.event;
    operation.returnedAt = this.event;
    operation.result = fate === 'ok' ? flight.result : null;
    if (fate === 'unknown') this.adrift.push(flight);
  }

  private command(): Command {
    const { draws, shape } = this;
    const key = `k${draws.below(shape.keys)}`;
    const kind = this.kinds[draws.below(this.kinds.length)]!;
    switch (kind) {
      case 'get':
      case 'delete':
        return { kind, key };
      case 'put':
        return { kind, key, value: this.value('') };
      case 'append':
        return { kind, key, value: this.value(';') };
      case 'cas':
        return { kind, key, expected: this.expected(key), value: this.value('') };
    }
  }

  private value(end: string): string {
    const { values = 0 } = this.shape;
    if (values > 0) return 'abcdefgh'[this.draws.below(Math.min(values, 8))]!;
    return `v${this.operations.length}${end}`;
  }

  private expected(key: string): string | null {
    if (this.draws.below(4) === 0 && (this.shape.values ?? 0) > 0) return this.value('');
    return this.store.get(key) ?? null;
  }

  private execute(flight: Flight): void {
    const { command } = flight.operation;
    const held = this.store.get(command.key) ?? null;
    flight.result = { ok: true, value: null };
    switch (command.kind) {
      case 'get':
        flight.result = { ok: true, value: held };
        return;
      case 'put':
        this.store.set(command.key, command.value);
        return;
      case 'delete':
        this.store.delete(command.key);
        return;
      case 'append':
        this.store.set(command.key, (held ?? '') + command.value);
        return;
      case 'cas':
        flight.result = { ok: held === command.expected, value: held };
        if (held === command.expected) this.store.set(command.key, command.value);
        return;
    }
  }
}
