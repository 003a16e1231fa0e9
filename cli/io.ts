// The command's whole contact with the process around it, so that tests can be that process.

import type { Sink } from '../reports/reporter.ts';
import { exitCodes } from './exit-code.ts';

/** Lines at the bottom of the screen that are drawn again and again. */
export interface LiveArea {
  draw(text: string): void;
  /** Makes room for what scrolls by; the next draw brings them back. */
  clear(): void;
  end(): void;
}

export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** Of the terminal; 80 where there is none. */
  readonly columns: number;
  /** The same of stderr. */
  readonly errColumns: number;
  readonly isTTY: boolean;
  /** Whether stderr is a terminal. */
  readonly isErrTTY: boolean;
  /** Asks a question and gives the line that is typed; null where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** On stderr; null where there is none. */
  liveArea(): Promise<LiveArea | null>;
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
    errColumns: process.stderr.columns ?? 80,
    isTTY: process.stdout.isTTY === true,
    isErrTTY: process.stderr.isTTY === true,
    ask: process.stdin.isTTY === true && process.stderr.isTTY === true ? ask : null,
    liveArea,
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    onInterrupt: (listener) => {
      let times = 0;
      const onSignal = (): void => {
        times++;
        if (times === 1) listener();
        // By an exit, not by the signal: what is begun is cleaned up.
        else process.exit(exitCodes.interrupted);
      };
      for (const signal of interrupts) process.on(signal, onSignal);
      return () => {
        for (const signal of interrupts) process.off(signal, onSignal);
      };
    },
  };
}

async function liveArea(): Promise<LiveArea | null> {
  if (process.stderr.isTTY !== true) return null;
  const { createLogUpdate } = await import('log-update');
  const area = createLogUpdate(process.stderr);
  return {
    draw: (text) => area(text),
    clear: () => area.clear(),
    end: () => {
      area.clear();
      area.done();
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
