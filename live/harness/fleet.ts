// The replicas of a live run as processes: each starts in a group of its own, and none is left behind, whether the
// harness ends, is told to end, fails or is killed.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { Guardian } from './guardian.ts';
import { Tail } from './tail.ts';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

interface Member {
  readonly child: Child;
  readonly stderr: Tail;
  isGone: boolean;
}

/** Nothing runs before the guardian knows of it: until then it waits for a word, or for the end of the harness. */
const startScript = 'read -r go && exec "$@"';
/** What a process wrote before it died may come a moment after. */
const lastWordsMs = 250;

export class Fleet {
  private readonly guardian: Guardian = new Guardian();
  /** By replica, from 1. */
  private readonly members: Member[] = [];
  private readonly cwd: string;
  private readonly onDeath: (replica: number, how: string) => void;
  private readonly atExit = (): void => this.killAll();

  /** `onDeath` is told of every end, asked for or not. */
  constructor(cwd: string, onDeath: (replica: number, how: string) => void) {
    this.cwd = cwd;
    this.onDeath = onDeath;
    process.once('exit', this.atExit);
  }

  /** The next replica. */
  start(words: readonly string[]): void {
    const replica = this.members.length + 1;
    const child = spawn('/bin/sh', ['-c', startScript, 'sh', ...words], {
      cwd: this.cwd,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const member: Member = { child, stderr: new Tail(), isGone: false };
    this.members.push(member);
    child.stdout.resume();
    child.stderr.on('data', (bytes: Buffer) => member.stderr.write(bytes));
    child.stdin.on('error', () => {});
    child.on('error', (error) => this.onGone(replica, member, error.message));
    child.on('exit', (code, signal) =>
      this.onGone(replica, member, signal === null ? `exit code ${code}` : `signal ${signal}`),
    );
    if (child.pid === undefined) return;
    this.guardian.watch(child.pid);
    child.stdin.write('go\n');
  }

  kill(replica: number): void {
    killGroup(this.members[replica - 1]!);
  }

  /** The end of what it wrote there. */
  stderrOf(replica: number): string {
    return this.members[replica - 1]!.stderr.text();
  }

  pids(): readonly number[] {
    return this.members.flatMap(({ child }) => (child.pid === undefined ? [] : [child.pid]));
  }

  /** When it is over no process is left, and all that they wrote is here. */
  async close(): Promise<void> {
    this.killAll();
    const closed = this.members.map(({ child }) => closeOf(child));
    await Promise.all(this.members.filter(({ isGone }) => !isGone).map(({ child }) => once(child, 'exit')));
    await Promise.race([Promise.all(closed), setTimeout(lastWordsMs)]);
    for (const { child } of this.members) for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
    await this.guardian.close();
    process.removeListener('exit', this.atExit);
  }

  private onGone(replica: number, member: Member, how: string): void {
    if (member.isGone) return;
    // Whatever it had started goes with it.
    killGroup(member);
    member.isGone = true;
    if (member.child.pid !== undefined) this.guardian.forget(member.child.pid);
    this.onDeath(replica, how);
  }

  private killAll(): void {
    for (const member of this.members) killGroup(member);
  }
}

function killGroup({ child, isGone }: Member): void {
  if (isGone || child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // Of a group without processes there is nothing to kill.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function closeOf(child: Child): Promise<void> {
  if (child.stdout.closed && child.stderr.closed) return;
  await once(child, 'close');
}
