// The log's order as a proof: accepted while answers, places and real time agree; refused at the first
// event at which they do not.

import { describe, expect, it } from 'vitest';
import { Facts } from '../../facts.ts';
import type { Operation } from '../../history.ts';
import type { Command, Result } from '../../kv-model.ts';
import { LinearizabilityObserver } from './linearizability-observer.ts';

const done: Result = { ok: true, value: null };
const put = (value: string): Command => ({ kind: 'put', key: 'x', value });
const get: Command = { kind: 'get', key: 'x' };

/** Clients and a log, one event a call. */
class Course {
  readonly facts: Facts = new Facts();
  readonly observer: LinearizabilityObserver = new LinearizabilityObserver({ scopes: ['deep'] });
  private operations = 0;

  call(client: number, command: Command): Operation {
    const id = this.operations++;
    const operation: Operation = {
      id,
      client,
      sequence: id + 1,
      command,
      invokedEvent: this.facts.event + 1,
      invokedAt: 0,
      state: 'pending',
      returnedEvent: -1,
      returnedAt: -1,
      result: null,
    };
    this.facts.invoked.push(operation);
    expect(this.next()).toBeNull();
    return operation;
  }

  apply(index: number, { client, sequence, command }: Operation): string | null {
    this.facts.applied.push({
      index,
      client,
      sequence,
      command,
      entry: null,
      stateDigest: 0,
      executed: true,
    });
    return this.next();
  }

  end(operation: Operation, result: Result | 'failed' | 'unknown'): string | null {
    operation.state = typeof result === 'string' ? result : 'ok';
    operation.result = typeof result === 'string' ? null : result;
    operation.returnedEvent = this.facts.event + 1;
    this.facts.returned.push(operation);
    return this.next();
  }

  private next(): string | null {
    this.facts.event++;
    const violation = this.observer.afterEvent(this.facts);
    this.facts.clear();
    return violation === null ? null : violation.message;
  }
}

describe('the order of the log', () => {
  it('is a proof when it suits every answer, retries and unknown ones too', () => {
    const course = new Course();
    const first = course.call(1, put('a'));
    const lost = course.call(2, put('b'));
    expect(course.apply(1, first)).toBeNull();
    expect(course.apply(1, first)).toBeNull();
    expect(course.end(first, done)).toBeNull();
    expect(course.end(lost, 'unknown')).toBeNull();
    expect(course.apply(2, lost)).toBeNull();
    expect(course.apply(3, lost)).toBeNull();
    expect(course.end(course.call(3, get), { ok: true, value: 'b' })).toBeNull();
    expect(course.observer.report()).toMatchObject([{ property: 'log-order-linearizable', status: 'held' }]);
  });

  it('refuses an answer given before any node applied the write', () => {
    const course = new Course();
    const first = course.call(1, put('a'));
    const second = course.call(2, put('b'));
    course.apply(1, first);
    expect(course.end(second, done)).toMatch(/before any node applied it/);
  });

  it('refuses a read that is older than what had ended before it', () => {
    const course = new Course();
    const first = course.call(1, put('a'));
    const second = course.call(1, put('b'));
    course.apply(1, first);
    course.apply(2, second);
    course.end(second, done);
    expect(course.end(course.call(2, get), { ok: true, value: 'a' })).toMatch(/at no index from 2 to 2/);
  });

  it('lets a read that overlaps the write see either side of it', () => {
    const course = new Course();
    const first = course.call(1, put('a'));
    course.apply(1, first);
    course.end(first, done);
    const read = course.call(2, get);
    const second = course.call(1, put('b'));
    course.apply(2, second);
    course.end(second, done);
    expect(course.end(read, { ok: true, value: 'a' })).toBeNull();
  });

  it('refuses a swap whose answer is another at its place', () => {
    const course = new Course();
    const swap = course.call(1, { kind: 'cas', key: 'x', expected: 'z', value: 'b' });
    course.apply(1, swap);
    expect(course.end(swap, { ok: true, value: 'z' })).toMatch(/the answer would be another/);
  });

  it('refuses a refused write that is applied, before or after', () => {
    const early = new Course();
    const one = early.call(1, put('a'));
    early.apply(1, one);
    expect(early.end(one, 'failed')).toMatch(/refused .* was applied at index 1/);
    const late = new Course();
    const other = late.call(1, put('a'));
    late.end(other, 'failed');
    expect(late.apply(1, other)).toMatch(/was applied at index 1/);
  });

  it('judges nothing of a program that shows no log', () => {
    const course = new Course();
    expect(course.end(course.call(1, put('a')), done)).toBeNull();
    expect(course.observer.report()).toMatchObject([{ status: 'not-judged' }]);
  });
});
