// Our own histories: JSON lines, an operation each, after a header that may be missing.

import { historyFormat, historyVersion } from '../../reports/history-lines.ts';
import { Fields, integer, isObject, type Kind, Malformed, text } from '../../reports/trace/fields.ts';
import { jsonMistake } from '../../reports/trace/json-mistake.ts';
import { nearest } from '../../scenarios/nearest.ts';
import type { Operation, OperationState } from '../../sim/history.ts';
import type { Command, CommandKind, Result } from '../../sim/kv-model.ts';
import { HistoryError, openOperation, type RecordedHistory } from './recorded.ts';

const kinds: readonly CommandKind[] = ['get', 'put', 'delete', 'cas', 'append'];
const outcomes: readonly OperationState[] = ['ok', 'failed', 'unknown', 'pending'];

interface Line {
  readonly line: number;
  readonly invoked: number;
  readonly returned: number;
  readonly client: number;
  readonly command: Command;
  readonly outcome: OperationState;
  readonly result: Result | null;
  readonly differs: boolean;
}

export function readJsonHistory(content: string): RecordedHistory {
  const read: Line[] = [];
  content.split('\n').forEach((source, position) => {
    if (source.trim() === '') return;
    const line = position + 1;
    const mistake = jsonMistake(source.trimEnd());
    if (mistake !== null) throw new HistoryError('the line is not JSON from here on', line, mistake + 1);
    const value = JSON.parse(source) as unknown;
    try {
      if (isObject(value) && 'format' in value) checkHeader(value, read.length);
      else read.push(lineOf(value, line));
    } catch (error) {
      if (error instanceof Malformed) throw new HistoryError(error.message, line, 1);
      throw error;
    }
  });
  read.sort((a, b) => a.invoked - b.invoked);
  const differing = new Set<number>();
  const operations = read.map((each, id): Operation => {
    const open = openOperation(id, each.client, each.command, each.invoked);
    if (each.differs) differing.add(id);
    if (each.outcome === 'pending') return open;
    const { outcome: state, returned: returnedEvent, returned: returnedAt, result } = each;
    return { ...open, state, returnedEvent, returnedAt, result };
  });
  const lines = read.map(({ line }) => ({ invoked: line, returned: line }));
  return { operations, lines, differing, skipped: 0 };
}

function checkHeader(value: { readonly [name: string]: unknown }, before: number): void {
  if (before > 0) throw new Malformed('a header is the first line of a history');
  if (value['format'] !== historyFormat) {
    throw new Malformed(`this is no history: its format is ${JSON.stringify(value['format'])}`);
  }
  if (value['version'] !== historyVersion) {
    const given = JSON.stringify(value['version']);
    throw new Malformed(`this is a history of version ${given}, and only version ${historyVersion} is read`);
  }
}

function lineOf(value: unknown, line: number): Line {
  const fields = new Fields(value, 'the operation');
  const kind = wordOf(fields, 'op', kinds);
  const outcome = fields.has('outcome') ? wordOf(fields, 'outcome', outcomes) : 'ok';
  const invoked = fields.get('invoked', integer);
  const returned = outcome === 'pending' ? -1 : fields.get('returned', integer);
  if (outcome !== 'pending' && returned < invoked) {
    throw new Malformed(`the operation returned (${returned}) before it was invoked (${invoked})`);
  }
  const command = commandOf(kind, fields);
  const isOk = outcome === 'ok';
  const swapped = kind === 'cas' && isOk ? fields.get('swapped', flag) : null;
  const differs = swapped?.is === false && !fields.has('held');
  return {
    line,
    invoked,
    returned,
    client: fields.or('client', integer, 0),
    command,
    outcome,
    differs,
    result: isOk ? resultOf(command, fields, swapped?.is ?? true) : null,
  };
}

function wordOf<Word extends string>(fields: Fields, name: string, words: readonly Word[]): Word {
  const given = fields.get(name, text);
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  const near = nearest(given, words);
  const hint = near === null ? `it is one of ${words.join(', ')}` : `did you mean "${near}"?`;
  throw new Malformed(`"${name}" cannot be "${given}"; ${hint}`);
}

function commandOf(kind: CommandKind, fields: Fields): Command {
  const key = fields.get('key', text);
  switch (kind) {
    case 'get':
    case 'delete':
      return { kind, key };
    case 'put':
    case 'append':
      return { kind, key, value: fields.get('value', text) };
    case 'cas':
      return {
        kind,
        key,
        expected: fields.get('expected', textOrNull).value,
        value: fields.get('value', text),
      };
  }
}

function resultOf(command: Command, fields: Fields, swapped: boolean): Result {
  switch (command.kind) {
    case 'get':
      return { ok: true, value: fields.get('result', textOrNull).value };
    case 'cas':
      return { ok: swapped, value: fields.or('held', textOrNull, { value: command.expected }).value };
    case 'put':
    case 'append':
    case 'delete':
      return { ok: true, value: null };
  }
}

/** In objects, for null and false are values too. */
const textOrNull: Kind<{ readonly value: string | null }> = (given) =>
  given === null || typeof given === 'string' ? { value: given } : null;

const flag: Kind<{ readonly is: boolean }> = (given) => (typeof given === 'boolean' ? { is: given } : null);
