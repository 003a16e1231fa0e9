// What one property of Raft is to the observer: which changes it watches, and what it makes of them.

import type { Scope } from '../checker.ts';
import type { Mirror } from './mirror.ts';
import type { Step } from './step.ts';

/** What broke, in words and numbers. */
export interface Finding {
  readonly node: number;
  readonly message: string;
  readonly evidence: { readonly [name: string]: string | number };
}

export interface RaftChecker {
  /** kebab-case. */
  readonly property: string;
  /** Section of the paper (Raft), the thesis or the specification it comes from. */
  readonly source: string;
  readonly scope: Scope;
  /** The `changes` that make `check` worth calling. */
  readonly watches: number;
  /** false: the run's options give it nothing to judge. */
  readonly isJudged?: boolean;
  check(step: Step): Finding | null;
  /** Looks at all servers and disks as the mirrors have them; absent where only a past step can tell. */
  audit?(): Finding | null;
  /** What was looked at: `12 elections`. */
  detail(): string;
}

/** What the checkers need to know of the servers' options. */
export interface RaftCheckOptions {
  /** How long a leader may go without a quorum's replies, µs of its own clock; null = it need not step down. */
  readonly quorumContactMax: number | null;
  readonly preVote: boolean;
  readonly leaderStickiness: boolean;
  /** µs of a server's own clock. */
  readonly electionTimeoutMin: number;
}

export type RaftCheckerClass = new (mirror: Mirror, options: RaftCheckOptions) => RaftChecker;

/** `1 election`, `1,213 elections`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${count === 1 ? one : many}`;
}
