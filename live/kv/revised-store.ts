// A key-value store whose entries have revisions: the log index of the last write. What changes an entry may be made to
// depend on its revision, which is a compare-and-swap that no value coming back can fool.

import { foldNumber, foldText, hashStart, spread } from '../../raft/hash.ts';
import { jsonTextBytes } from '../../raft/size.ts';
import type { Command, Result, StateMachine } from '../../raft/state-machine.ts';
import type { LogIndex } from '../../raft/units.ts';
import type { Condition, Revision, ServiceCommand, ServiceResult } from './commands.ts';

interface Cell {
  readonly value: string;
  readonly revision: Revision;
  readonly hash: number;
}

/** Braces, field names, quotes, colons, commas and the longest condition of the longest command. */
const commandOverheadBytes = 80;

const nothing: ServiceResult = { kind: 'read', value: null, revision: 0 };

export class RevisedStore implements StateMachine {
  private readonly cells: Map<string, Cell> = new Map();
  /** Sum over all keys: the order in which they came does not count. */
  private sum = 0;

  isReadOnly(command: Command): boolean {
    return command['kind'] === 'get';
  }

  apply(command: Command, index: LogIndex): Result {
    return this.execute(command as ServiceCommand, index);
  }

  query(command: Command): Result {
    return this.read((command as ServiceCommand & { readonly kind: 'get' }).key);
  }

  sizeOf(command: Command): number {
    const { key, value } = command as { key?: string; value?: string };
    return commandOverheadBytes + jsonTextBytes(key ?? '') + jsonTextBytes(value ?? '');
  }

  digest(): number {
    return this.sum;
  }

  private execute(command: ServiceCommand, index: LogIndex): ServiceResult {
    switch (command.kind) {
      case 'get':
        return this.read(command.key);
      case 'put':
        return this.change(command.key, command.value, command.when, index);
      case 'delete':
        return this.change(command.key, null, command.when, index);
      case 'open-session':
        return { kind: 'opened', session: index };
      default:
        return unreachable(command);
    }
  }

  private read(key: string): ServiceResult {
    const cell = this.cells.get(key);
    return cell === undefined ? nothing : { kind: 'read', value: cell.value, revision: cell.revision };
  }

  private change(key: string, value: string | null, when: Condition, index: LogIndex): ServiceResult {
    const cell = this.cells.get(key);
    const before = cell?.revision ?? 0;
    if (!holds(when, before)) return { kind: 'differs', revision: before };
    if (cell !== undefined) this.sum = (this.sum - cell.hash) | 0;
    if (value === null) {
      this.cells.delete(key);
      return { kind: 'changed', before, revision: 0 };
    }
    const hash = hashOf(key, value, index);
    this.cells.set(key, { value, revision: index, hash });
    this.sum = (this.sum + hash) | 0;
    return { kind: 'changed', before, revision: index };
  }
}

function holds(when: Condition, revision: Revision): boolean {
  switch (when) {
    case 'always':
      return true;
    case 'absent':
      return revision === 0;
    case 'present':
      return revision !== 0;
    default:
      return when === revision;
  }
}

/** The length of the key keeps ('a', 'bc') and ('ab', 'c') apart. */
function hashOf(key: string, value: string, revision: Revision): number {
  return spread(foldText(foldNumber(foldText(foldNumber(hashStart, revision), key), key.length), value));
}

function unreachable(command: never): never {
  throw new Error(`no such command: ${JSON.stringify(command)}`);
}
