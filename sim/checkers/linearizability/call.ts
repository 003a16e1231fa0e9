// One operation as the engines of its key see it: values as numbers, and event numbers for real time.

import type { Operation } from '../../history.ts';
import type { CommandKind } from '../../kv-model.ts';
import { nothing, type Values } from './values.ts';

/** Later than every event. */
export const never: number = Number.MAX_SAFE_INTEGER;

/** No value of any key. */
const neverHeld = -1;

/** 'seen': answered without changing anything, having seen `seen` (a get, or a cas that did not swap). */
export type CallState = 'pending' | 'done' | 'seen' | 'failed' | 'unknown';

export interface Call {
  readonly operation: Operation;
  readonly kind: CommandKind;
  /** What it writes; an append's token; 0 for a get or a delete. */
  readonly value: number;
  /** A cas's expected value. */
  readonly expected: number;
  readonly invoked: number;
  /** The event of its answer; `never` until then, and for a call given up. */
  returned: number;
  state: CallState;
  /** What a get or a cas was told that the key held. */
  seen: number;
}

export function callOf(operation: Operation, values: Values): Call {
  const { command } = operation;
  return {
    operation,
    kind: command.kind,
    value: command.kind === 'get' || command.kind === 'delete' ? nothing : values.of(command.value),
    expected: command.kind === 'cas' ? values.of(command.expected) : nothing,
    invoked: operation.invokedEvent,
    returned: never,
    state: 'pending',
    seen: nothing,
  };
}

/** Takes over how the operation ended. An answer that contradicts itself becomes a value that never was. */
export function settle(call: Call, values: Values): void {
  const { operation } = call;
  if (operation.state === 'failed' || operation.state === 'unknown') {
    call.state = operation.state;
    return;
  }
  const { result } = operation;
  call.returned = operation.returnedEvent;
  call.seen = result === null ? nothing : values.of(result.value);
  call.state = call.kind === 'get' || (call.kind === 'cas' && result?.ok === false) ? 'seen' : 'done';
  if (call.kind === 'cas' && (call.seen === call.expected) !== (call.state === 'done')) {
    call.state = 'seen';
    call.seen = neverHeld;
  }
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
