// Proves that the order of the log is a linearization: each write takes its place where it was first
// applied, each read the least place at which its answer was true; nobody may stand before what had
// ended when it was called. Results are worked out anew here, never taken from the program.

import type { Operation } from '../../history.ts';
import type { Command, Result } from '../../kv-model.ts';
import type { Applied } from '../../program.ts';
import { sentenceOf } from './sentence.ts';
import { Versions } from './versions.ts';

interface Place {
  readonly operation: Operation;
  /** The highest index that a finished operation stood at when this one was called. */
  readonly after: number;
  /** Log index of its first application; 0 = not applied. */
  index: number;
  result: Result | null;
}

interface Session {
  /** By sequence; gone once answered. */
  readonly places: Map<number, Place>;
  /** The highest sequence called. */
  called: number;
}

export interface Refutation {
  readonly message: string;
  readonly index: number;
  readonly operation: Operation;
}

export class Certificate {
  /** By client. */
  private readonly sessions: (Session | undefined)[] = [];
  private readonly waiting: Set<Place> = new Set();
  private readonly keys: Map<string, Versions> = new Map();
  /** Highest index applied anywhere. */
  applied = 0;
  /** Highest index that an answered operation stands at. */
  private settled = 0;
  judged = 0;
  /** False when the program shows no log, or not all of it. */
  isJudging = true;

  invoked(operation: Operation): void {
    if (!this.isJudging) return;
    const place: Place = { operation, after: this.settled, index: 0, result: null };
    const { client, sequence } = operation;
    let session = this.sessions[client];
    if (session === undefined) {
      session = { places: new Map(), called: 0 };
      this.sessions[client] = session;
    }
    session.places.set(sequence, place);
    if (sequence > session.called) session.called = sequence;
    this.waiting.add(place);
  }

  /** An entry that some node applied; only the first time counts. */
  onApplied(applied: Applied): Refutation | null {
    const { index, command } = applied;
    if (index <= this.applied || !this.isJudging) return null;
    if (index > this.applied + 1) this.isJudging = false;
    this.applied = index;
    if (command === null) return null;
    const session = this.sessions[applied.client];
    const place = session?.places.get(applied.sequence);
    // Answered before, or applied before: a retry, which changes nothing.
    if (place === undefined ? applied.sequence <= (session?.called ?? 0) : place.index > 0) return null;
    const result = this.execute(command, index);
    if (place === undefined) return null;
    place.index = index;
    place.result = result;
    const { operation } = place;
    if (operation.state === 'failed') return refuted(operation, index, `was applied at index ${index}`);
    if (index <= place.after)
      return refuted(
        operation,
        index,
        `stands at index ${index}, but ${place.after} had been answered before its call`,
      );
    return null;
  }

  returned(operation: Operation): Refutation | null {
    const session = this.sessions[operation.client];
    const place = session?.places.get(operation.sequence);
    if (session === undefined || place === undefined) return null;
    this.waiting.delete(place);
    if (!this.isJudging) return null;
    if (operation.state === 'failed')
      return place.index === 0
        ? null
        : refuted(operation, place.index, `was applied at index ${place.index}`);
    if (operation.state !== 'ok') {
      if (operation.command.kind === 'get') session.places.delete(operation.sequence);
      return null;
    }
    session.places.delete(operation.sequence);
    this.judged++;
    return operation.command.kind === 'get' ? this.onRead(place) : this.onWritten(place);
  }

  private onRead({ operation, after }: Place): Refutation | null {
    const value = operation.result!.value;
    const index = this.versionsOf(operation.command.key).firstIndexOf(value, after);
    if (index < 0)
      return refuted(operation, after, `is the state at no index from ${after} to ${this.applied}`);
    if (index > this.settled) this.settled = index;
    return null;
  }

  private onWritten({ operation, index, result }: Place): Refutation | null {
    if (index === 0) {
      if (this.applied === 0) {
        this.isJudging = false;
        return null;
      }
      return refuted(operation, this.applied, `was answered before any node applied it`);
    }
    const told = operation.result!;
    if (told.ok !== result!.ok || (operation.command.kind === 'cas' && told.value !== result!.value))
      return refuted(operation, index, `stands at index ${index}, where the answer would be another`);
    if (index > this.settled) this.settled = index;
    return null;
  }

  private execute(command: Command, index: number): Result {
    const versions = this.versionsOf(command.key);
    const held = versions.latest();
    switch (command.kind) {
      case 'get':
        return { ok: true, value: held };
      case 'put':
        this.write(versions, index, command.value);
        return done;
      case 'delete':
        this.write(versions, index, null);
        return done;
      case 'append':
        this.write(versions, index, (held ?? '') + command.value);
        return done;
      case 'cas':
        if (held === command.expected) this.write(versions, index, command.value);
        return { ok: held === command.expected, value: held };
    }
  }

  private write(versions: Versions, index: number, value: string | null): void {
    if (versions.isLong()) {
      const oldest = this.waiting.values().next().value;
      versions.forgetBefore(oldest?.after ?? this.settled);
    }
    versions.add(index, value);
  }

  private versionsOf(key: string): Versions {
    let versions = this.keys.get(key);
    if (versions === undefined) {
      versions = new Versions();
      this.keys.set(key, versions);
    }
    return versions;
  }
}

const done: Result = { ok: true, value: null };

function refuted(operation: Operation, index: number, why: string): Refutation {
  return { message: `${sentenceOf(operation)} ${why}`, index, operation };
}
