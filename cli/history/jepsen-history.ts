// Jepsen's histories in EDN: of a register, or of many keys as `[k v]` tuples or maps with a :key.

import { nearest } from '../../scenarios/nearest.ts';
import type { Command, CommandKind } from '../../sim/kv-model.ts';
import { type Edn, EdnError, printEdn, readEdn } from './edn.ts';
import { type JepsenEvent, jepsenEvent } from './jepsen-events.ts';
import { appended, type Encoding, encoded, isString } from './jepsen-values.ts';
import { HistoryError, type OpenOperation, openOperation, Places, type RecordedHistory } from './recorded.ts';

export interface JepsenOptions {
  /** register: one key. keys: values are `[k v]`. auto: as the history looks. */
  readonly model: 'auto' | 'register' | 'keys';
  /** What `:fail` of a `:cas` means: the value was another, or nothing was done. */
  readonly failedCas: 'differed' | 'not-run';
}

const commands: { readonly [f: string]: CommandKind } = {
  read: 'get',
  get: 'get',
  write: 'put',
  put: 'put',
  cas: 'cas',
  append: 'append',
  delete: 'delete',
};

/** A call and its end, as they are written. */
interface Pair {
  readonly kind: CommandKind;
  readonly call: JepsenEvent;
  readonly key: string;
  /** What the call was given, without the key. */
  readonly given: Edn;
  readonly invoked: number;
  end: JepsenEvent | null;
  /** What a read was told, without the key. */
  seen: Edn | null;
  returned: number;
}

export function readJepsenHistory(text: string, options: JepsenOptions): RecordedHistory {
  const places = new Places(text);
  try {
    return new Reader(text, options, places).read();
  } catch (error) {
    if (!(error instanceof EdnError)) throw error;
    throw new HistoryError(error.message, places.lineOf(error.at), places.columnOf(error.at));
  }
}

class Reader {
  private readonly text: string;
  private readonly options: JepsenOptions;
  private readonly places: Places;
  private skipped = 0;

  constructor(text: string, options: JepsenOptions, places: Places) {
    this.text = text;
    this.options = options;
    this.places = places;
  }

  read(): RecordedHistory {
    const all = this.pairs(this.events());
    const encodings = encodingsOf(all);
    const pairs = all.filter((pair) => !appendsNothing(pair, encodings.get(pair.key)!));
    this.skipped += all.length - pairs.length;
    const differing = new Set<number>();
    const operations = pairs.map((pair, id) => {
      const encoding = encodings.get(pair.key)!;
      const operation = openOperation(id, pair.call.process, commandOf(pair, encoding), pair.invoked);
      if (this.settle(operation, pair, encoding) === 'differs') differing.add(id);
      return operation;
    });
    const lines = pairs.map(({ call, end }) => ({
      invoked: this.places.lineOf(call.at),
      returned: end === null ? 0 : this.places.lineOf(end.at),
    }));
    return { operations, lines, differing, skipped: this.skipped };
  }

  /** The history is one vector, or one operation after the other. */
  private events(): readonly JepsenEvent[] {
    const values = [...readEdn(this.text)];
    const [first] = values;
    const entries = values.length === 1 && first?.kind === 'list' ? first.items : values;
    const events: JepsenEvent[] = [];
    for (const entry of entries) {
      const event = jepsenEvent(entry);
      if (event === null) this.skipped++;
      else events.push(event);
    }
    return events;
  }

  private pairs(events: readonly JepsenEvent[]): readonly Pair[] {
    const { model } = this.options;
    const isKeyed = model === 'auto' ? looksKeyed(events) : model === 'keys';
    const open = new Map<number, Pair>();
    const pairs: Pair[] = [];
    events.forEach((event, position) => {
      const { process, at } = event;
      const pair = open.get(process);
      if (event.type === 'invoke') {
        if (pair !== undefined)
          throw new EdnError(`process ${process} calls again before its call has ended`, at);
        const begun = begin(event, isKeyed, position + 1);
        open.set(process, begun);
        pairs.push(begun);
        return;
      }
      if (pair === undefined) throw new EdnError(`process ${process} ends a call that it never began`, at);
      if (event.f !== pair.call.f) {
        throw new EdnError(`process ${process} ends :${event.f}, and had begun :${pair.call.f}`, at);
      }
      open.delete(process);
      pair.end = event;
      pair.returned = position + 1;
      if (pair.kind !== 'get' || event.type !== 'ok') return;
      const { key, value } = placed(event, isKeyed);
      if (key !== pair.key)
        throw new EdnError(`the read was of ${pair.key}, and its answer is of ${key}`, at);
      pair.seen = value;
    });
    return pairs;
  }

  /** How the call ended; 'differs' where it is a swap that saw something else, nobody knows what. */
  private settle(operation: OpenOperation, pair: Pair, encoding: Encoding): 'differs' | null {
    const { end, kind, seen } = pair;
    if (end === null || end.type === 'invoke') return null;
    operation.returnedEvent = pair.returned;
    operation.returnedAt = pair.returned;
    const { command } = operation;
    if (end.type === 'info') operation.state = 'unknown';
    else if (end.type === 'ok') {
      operation.state = 'ok';
      const held = kind === 'cas' && command.kind === 'cas' ? command.expected : null;
      operation.result = { ok: true, value: seen === null ? held : textOf(seen, encoding) };
    } else if (command.kind === 'cas' && this.options.failedCas === 'differed') {
      operation.state = 'ok';
      operation.result = { ok: false, value: command.expected };
      return 'differs';
    } else operation.state = 'failed';
    return null;
  }
}

/** Values of reads and writes are pairs: nothing else is in a history of `[key value]`. */
function looksKeyed(events: readonly JepsenEvent[]): boolean {
  const calls = events.filter(({ type }) => type === 'invoke');
  return (
    calls.length > 0 &&
    calls.every(({ f, key, value }) => {
      if (key !== null || value.kind !== 'list' || value.items.length !== 2) return false;
      const [, second] = value.items;
      return f !== 'cas' || second!.kind === 'list';
    })
  );
}

function begin(call: JepsenEvent, isKeyed: boolean, invoked: number): Pair {
  const { key, value } = placed(call, isKeyed);
  return { kind: kindOf(call), call, key, given: value, invoked, end: null, seen: null, returned: -1 };
}

function kindOf({ f, at }: JepsenEvent): CommandKind {
  const kind = Object.hasOwn(commands, f) ? commands[f] : undefined;
  if (kind !== undefined) return kind;
  const names = Object.keys(commands);
  const near = nearest(f, names);
  const hint =
    near === null ? `it is one of ${names.map((name) => `:${name}`).join(', ')}` : `did you mean :${near}?`;
  throw new EdnError(`:f cannot be :${f}; ${hint}`, at);
}

function placed(
  { key, value }: JepsenEvent,
  isKeyed: boolean,
): { readonly key: string; readonly value: Edn } {
  if (key !== null) return { key: printEdn(key), value };
  if (!isKeyed) return { key: 'register', value };
  if (value.kind !== 'list' || value.items.length !== 2) {
    throw new EdnError(`:value should be [key value], and is ${printEdn(value)}`, value.at);
  }
  return { key: printEdn(value.items[0]!), value: value.items[1]! };
}

function encodingsOf(pairs: readonly Pair[]): ReadonlyMap<string, Encoding> {
  const appends = new Set<string>();
  const others = new Set<string>();
  const emptyIsNothing = pairs.some(({ call }) => call.f === 'get');
  for (const { key, kind, given, seen } of pairs) {
    if (kind === 'append') appends.add(key);
    const told = kind === 'cas' && given.kind === 'list' ? given.items : [given];
    if (![...told, ...(seen === null ? [] : [seen])].every((each) => each.kind === 'nil' || isString(each)))
      others.add(key);
  }
  const encodings = new Map<string, Encoding>();
  for (const { key } of pairs) {
    if (appends.has(key) && others.has(key)) encodings.set(key, { kind: 'vectors' });
    else if (!others.has(key) && (appends.has(key) || emptyIsNothing))
      encodings.set(key, { kind: 'strings' });
    else encodings.set(key, { kind: 'opaque' });
  }
  return encodings;
}

/** An append of "" changes nothing and shows nothing. */
function appendsNothing({ kind, given }: Pair, encoding: Encoding): boolean {
  return kind === 'append' && encoding.kind === 'strings' && textOf(given, encoding) === null;
}

function commandOf({ kind, key, given, call }: Pair, encoding: Encoding): Command {
  switch (kind) {
    case 'get':
    case 'delete':
      return { kind, key };
    case 'put': {
      const value = textOf(given, encoding);
      return value === null ? { kind: 'delete', key } : { kind, key, value };
    }
    case 'append':
      return { kind, key, value: appended(given, encoding) };
    case 'cas': {
      if (given.kind !== 'list' || given.items.length !== 2) {
        throw new EdnError(`a :cas takes [old new], and this is ${printEdn(given)}`, call.at);
      }
      const [expected, value] = given.items.map((each) => textOf(each, encoding));
      if (value == null) throw new EdnError('a :cas to nil is not judged', given.at);
      return { kind, key, expected: expected ?? null, value };
    }
  }
}

function textOf(value: Edn, encoding: Encoding): string | null {
  const text = encoded(value, encoding);
  if (text !== undefined) return text;
  throw new EdnError(
    `a vector was expected, for something is appended to this key; this is ${printEdn(value)}`,
    value.at,
  );
}
