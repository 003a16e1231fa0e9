// A client's command as the step of a script that calls it.

import type { CallSpec } from '../scenarios/scenario.ts';
import type { Command } from '../sim/kv-model.ts';

export function callSpecOf(command: Command, client: string, to: string): CallSpec {
  switch (command.kind) {
    case 'get':
      return { client, get: command.key, to };
    case 'put':
      return { client, put: { [command.key]: command.value }, to };
    case 'append':
      return { client, append: { [command.key]: command.value }, to };
    case 'delete':
      return { client, delete: command.key, to };
    case 'cas':
      return { client, cas: { [command.key]: [command.expected, command.value] }, to };
  }
}
