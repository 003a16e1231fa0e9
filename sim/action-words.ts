// What a fault or a step does, and a client's command, in the few words that a trace has for them.

import type { Action } from './fault.ts';
import type { Command } from './kv-model.ts';

export function actionWords(action: Action): string {
  return action.kind === 'client'
    ? `client c${action.client} ${describeCommand(action.command)}`
    : action.kind;
}

export function describeCommand(command: Command): string {
  switch (command.kind) {
    case 'get':
    case 'delete':
      return `${command.kind} ${command.key}`;
    case 'put':
    case 'append':
      return `${command.kind} ${command.key} ${command.value}`;
    case 'cas':
      return `cas ${command.key} ${command.expected ?? 'none'} ${command.value}`;
  }
}
