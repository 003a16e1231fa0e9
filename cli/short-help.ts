// What the bare command says: what this is, the commands to begin with, where to read on.

import { commandNames, commands } from './options.ts';

export function shortHelp(): string {
  const rows = commandNames.map((name) => `  ${commands[name].usage.padEnd(22)} ${commands[name].describe}`);
  return `Find, replay and explain bugs in a Raft cluster, deterministically.

  whitewater list scenarios                    what ships with the package
  whitewater run leader-crash --seed 42        one scenario, one seed
  whitewater run scenarios/ --seeds 200        many seeds, a line for each file

${rows.join('\n')}

whitewater <command> --help says more, exit codes included.
`;
}
