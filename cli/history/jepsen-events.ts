// The lines of a Jepsen history: what a process began, and how it ended.

import { type Edn, EdnError, field } from './edn.ts';

export interface JepsenEvent {
  readonly at: number;
  readonly process: number;
  readonly type: 'invoke' | 'ok' | 'fail' | 'info';
  readonly f: string;
  readonly key: Edn | null;
  readonly value: Edn;
}

const types = ['invoke', 'ok', 'fail', 'info'] as const;

/** Null: of the nemesis or of whoever else is no client. */
export function jepsenEvent(entry: Edn): JepsenEvent | null {
  if (entry.kind !== 'map')
    throw new EdnError('an operation was expected: a map such as {:process 0, …}', entry.at);
  const process = field(entry, 'process');
  if (process === undefined) throw new EdnError('the operation has no :process', entry.at);
  if (process.kind !== 'atom' || process.type !== 'number') return null;
  const number = Number(process.text);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new EdnError(`:process cannot be ${process.text}`, process.at);
  const type = field(entry, 'type');
  if (type === undefined) throw new EdnError('the operation has no :type', entry.at);
  const known = types.find((each) => type.kind === 'atom' && type.text === `:${each}`);
  if (known === undefined) throw new EdnError(':type is one of :invoke, :ok, :fail, :info', type.at);
  const f = field(entry, 'f');
  if (f === undefined) throw new EdnError('the operation has no :f', entry.at);
  if (f.kind !== 'atom' || f.type !== 'keyword') throw new EdnError(':f is a keyword such as :read', f.at);
  return {
    at: entry.at,
    process: number,
    type: known,
    f: f.text.slice(1),
    key: field(entry, 'key') ?? null,
    value: field(entry, 'value') ?? { kind: 'nil', at: entry.at },
  };
}
