// One operation as the engines of its key see it: values as texts and, for those who hash and compare
// much, as numbers; event numbers for real time.

import type { Operation } from '../../history.ts';
import type { CommandKind } from '../../kv-model.ts';
import { nothing, type Values } from './values.ts';

/** Later than every event. */
export const never: number = Number.MAX_SAFE_INTEGER;

/** No value of any key. */
const neverHeld = -1;

/** What a swap saw that only told that it was not what it expected. For the offline search alone. */
export const somethingElse = -2;

/** 'seen': answered without changing anything, having seen `seen` (a get, or a cas that did not swap). */
export type CallState = 'pending' | 'done' | 'seen' | 'failed' | 'unknown';

export interface Call {
  readonly operation: Operation;
  readonly kind: CommandKind;
  /** What it writes; an append's token; null for a get or a delete. */
  readonly text: string | null;
  readonly invoked: number;
  /** The event of its answer; `never` until then, and for a call given up. */
  returned: number;
  state: CallState;
  /** What a get or a cas was told that the key held; undefined for an answer that contradicts itself. */
  told: string | null | undefined;
  /** Numbers for `text`, a cas's expected value and `told`, once `number` has given them; 0 where there is none. */
  value: number;
  expected: number;
  seen: number;
}

export function callOf(operation: Operation): Call {
  const { command } = operation;
  return {
    operation,
    kind: command.kind,
    text: command.kind === 'get' || command.kind === 'delete' ? null : command.value,
    invoked: operation.invokedEvent,
    returned: never,
    state: 'pending',
    told: null,
    value: nothing,
    expected: nothing,
    seen: nothing,
  };
}

/** Takes over how the operation ended. */
export function settle(call: Call): void {
  const { operation } = call;
  if (operation.state === 'failed' || operation.state === 'unknown') {
    call.state = operation.state;
    return;
  }
  const { command, result } = operation;
  call.returned = operation.returnedEvent;
  call.told = result === null ? null : result.value;
  call.state = call.kind === 'get' || (call.kind === 'cas' && result?.ok === false) ? 'seen' : 'done';
  if (command.kind === 'cas' && (call.told === command.expected) !== (call.state === 'done')) {
    call.state = 'seen';
    call.told = undefined;
  }
}

/** Numbers what the call writes, expects and saw. */
export function number(call: Call, values: Values): void {
  const { command } = call.operation;
  call.value = values.of(call.text);
  call.expected = command.kind === 'cas' ? values.of(command.expected) : nothing;
  call.seen = call.told === undefined ? neverHeld : values.of(call.told);
}

/** What a cas expects, null for nothing. */
export function expectedOf({ operation: { command } }: Call): string | null {
  return command.kind === 'cas' ? command.expected : null;
}

/** Whether what the call saw is this value. */
export function isSeen(call: Call, state: number): boolean {
  return call.seen === somethingElse ? state !== call.expected : state === call.seen;
}

/** Whether the call overwrites whatever is there. */
export function isBlind(call: Call): boolean {
  return call.kind === 'put' || call.kind === 'delete';
}

/** What the key holds after the call took effect on `state`; -1 where it cannot (a cas on another value). */
export function effect(call: Call, state: number, values: Values): number {
  switch (call.kind) {
    case 'get':
      return state;
    case 'put':
      return call.value;
    case 'delete':
      return nothing;
    case 'cas':
      return state === call.expected ? call.value : -1;
    case 'append':
      return values.append(state, call.value);
  }
}
