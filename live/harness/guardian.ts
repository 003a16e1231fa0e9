// A shell that outlives the harness by a moment: when the harness is gone, however it went, whatever it still had
// running is killed. It is told of process groups on its stdin, and acts when that ends.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** `+ GROUP` begins, `- GROUP` is over; at the end of the input all that are not over are killed. */
const script = `
running=
while read -r sign group; do
  if [ "$sign" = + ]; then running="$running $group"; continue; fi
  left=
  for each in $running; do [ "$each" = "$group" ] || left="$left $each"; done
  running=$left
done
for each in $running; do kill -s KILL -- "-$each"; done`;

export class Guardian {
  /** In a session of its own: what a terminal sends to the harness does not reach it. */
  private readonly shell: ChildProcessByStdio<Writable, null, null> = spawn('/bin/sh', ['-c', script], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });

  constructor() {
    // Without it nothing is lost but the last resort.
    this.shell.on('error', () => {});
    this.shell.stdin.on('error', () => {});
  }

  watch(group: number): void {
    this.shell.stdin.write(`+ ${group}\n`);
  }

  /** Its processes are gone, and its number may soon be another's. */
  forget(group: number): void {
    this.shell.stdin.write(`- ${group}\n`);
  }

  async close(): Promise<void> {
    this.shell.stdin.end();
    if (this.shell.pid === undefined || this.shell.exitCode !== null || this.shell.signalCode !== null)
      return;
    await once(this.shell, 'exit');
  }
}
