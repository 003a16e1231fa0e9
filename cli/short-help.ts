// What the bare command says: what this is, the commands to begin with, where to read on.

import { wrap } from '../reports/layout.ts';
import { commandNames, commands } from './options.ts';

const usageColumns = 23;
const columnsMin = 60;
const columnsMax = 100;

export function shortHelp(columns: number): string {
  const room = Math.min(Math.max(columns, columnsMin), columnsMax) - usageColumns - 2;
  const rows = commandNames.flatMap((name) => {
    const { usage, describe } = commands[name];
    return wrap(describe, room).map(
      (line, position) => `  ${(position === 0 ? usage : '').padEnd(usageColumns)}${line}`,
    );
  });
  return `Find, replay and explain bugs in a Raft cluster, deterministically.

  whitewater list scenarios                    what ships with the package
  whitewater run leader-crash --seed 42        one scenario, one seed
  whitewater run scenarios/ --seeds 200        many seeds, a line for each file
  whitewater init                              a scenario of your own

${rows.join('\n')}

whitewater <command> --help says more, exit codes included; so does help topics.
`;
}
