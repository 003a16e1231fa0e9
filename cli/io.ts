// The command's whole contact with the process around it, so that tests can be that process.

import type { Sink } from '../reports/reporter.ts';

export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** Of the terminal; 80 where there is none. */
  readonly columns: number;
  readonly isTTY: boolean;
  /** Whether stderr is a terminal. */
  readonly isErrTTY: boolean;
  /** Asks a question and gives the line that is typed; null where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** Wall clock, ms, from any start. */
  now(): number;
  /** Lets signals and output through; runs in between block everything else. */
  breathe(): Promise<void>;
  /**
   * Calls the listener at the first Ctrl-C, or when the process is told to end; a second time ends it. Returns
   * how to stop listening.
   */
  onInterrupt(listener: () => void): () => void;
}

const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function processIo(): Io {
  return {
    stdout: { write: (text) => void process.stdout.write(text) },
    stderr: { write: (text) => void process.stderr.write(text) },
    env: process.env,
    cwd: process.cwd(),
    columns: process.stdout.columns ?? 80,
    isTTY: process.stdout.isTTY === true,
    isErrTTY: process.stderr.isTTY === true,
    ask: process.stdin.isTTY === true && process.stderr.isTTY === true ? ask : null,
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    onInterrupt: (listener) => {
      for (const signal of interrupts) process.once(signal, listener);
      return () => {
        for (const signal of interrupts) process.off(signal, listener);
      };
    },
  };
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // The end of input (Ctrl-D) is no answer, and no yes.
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('no')));
  const answer = await Promise.race([lines.question(question), ended]);
  lines.close();
  return answer;
}
