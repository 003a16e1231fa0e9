// The options of the command that asks a cluster of real servers.

import type { CommandDeclaration } from './options.ts';

export const kvActions = ['get', 'put', 'delete', 'cas', 'status'] as const;
export type KvAction = (typeof kvActions)[number];

/** What follows each on the command line. */
export const kvArguments: { readonly [Action in KvAction]: readonly string[] } = {
  get: ['key'],
  put: ['key', 'value'],
  delete: ['key'],
  cas: ['key', 'expected', 'value'],
  status: [],
};

export const kvCommand: CommandDeclaration = {
  usage: 'kv <action> [argument..]',
  describe: `Asks a cluster of servers: ${kvActions.map((action) => [action, ...kvArguments[action].map((name) => name.toUpperCase())].join(' ')).join(', ')}`,
  options: {
    server: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Where servers of the cluster serve clients: host:port; a list, or repeated',
    },
    revision: {
      type: 'string',
      requiresArg: true,
      describe: 'put, delete: only where the entry is at this revision; 0: where there is none',
    },
    timeout: {
      type: 'string',
      requiresArg: true,
      describe: 'How long to try, retries included (default: 10s)',
    },
    json: { type: 'boolean', describe: 'The answer as JSON' },
  },
  examples: [
    ['$0 kv put colour blue --server 127.0.0.1:8001,127.0.0.1:8002', 'made once, whoever dies meanwhile'],
    ['$0 kv cas colour blue green --server 127.0.0.1:8001', 'only where it is blue'],
    ['$0 kv put offset --server 127.0.0.1:8001 -- -5', 'a value that begins with a dash'],
    ['$0 kv status --server 127.0.0.1:8001,127.0.0.1:8002', 'a line for each server'],
  ],
};
