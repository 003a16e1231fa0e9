// Operations in words: `c3 get x -> "a" [event 120..140]`.

import type { Operation } from '../../history.ts';

export function sentenceOf(operation: Operation): string {
  const { command, client, invokedEvent, returnedEvent, state } = operation;
  const end = state === 'ok' || state === 'failed' ? `${returnedEvent}` : '';
  return `c${client} ${command.kind} ${command.key}${argumentsOf(operation)}${answerOf(operation)} [event ${invokedEvent}..${end}]`;
}

function argumentsOf({ command }: Operation): string {
  if (command.kind === 'get' || command.kind === 'delete') return '';
  return command.kind === 'cas'
    ? ` ${quoted(command.expected)} to ${quoted(command.value)}`
    : ` ${quoted(command.value)}`;
}

function answerOf({ command, state, result }: Operation): string {
  if (state === 'failed') return ' refused';
  if (state !== 'ok') return ' without an answer';
  if (result === null) return '';
  if (command.kind === 'get') return ` -> ${quoted(result.value)}`;
  if (command.kind !== 'cas') return '';
  return result.ok ? ' -> swapped' : ` -> not swapped, held ${quoted(result.value)}`;
}

const shownMax = 60;

function quoted(value: string | null): string {
  if (value === null) return 'nothing';
  return value.length <= shownMax ? `"${value}"` : `"…${value.slice(-shownMax)}"`;
}
