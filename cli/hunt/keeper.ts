// Keeps what a hunt finds: every failure in the folder of its bug.

import { basename } from 'node:path';
import type { Case } from '../../hunt/case.ts';
import type { Finding } from '../../hunt/finding.ts';
import type { HuntListener, Learnt } from '../../hunt/listener.ts';
import type { Signature } from '../../hunt/signature.ts';
import type { BugStore } from '../../hunt/store/bug-store.ts';
import type { HuntTally } from '../../hunt/tally.ts';
import { isOfLimit } from '../../hunt/watchdog.ts';

export class Keeper implements Partial<HuntListener> {
  private readonly store: BugStore;
  private readonly shown: (name: string) => string;
  private readonly folders = new Map<string, string>();
  /** Cases whose runs were other ones when they were made again for their trace. */
  readonly diverged: { readonly given: Case; readonly digests: readonly [string, string] }[] = [];

  /** `shown`: the path of a folder as one would name it from here. */
  constructor(store: BugStore, shown: (name: string) => string) {
    this.store = store;
    this.shown = shown;
  }

  /** Of an earlier process; most of it is kept already. */
  remember({ bugs }: HuntTally): void {
    for (const { shown } of bugs.values()) this.keep(shown.given, shown.finding, 'resumed');
  }

  onLearnt({ given, finding, strategy }: Learnt): void {
    this.keep(given, finding, strategy);
  }

  private keep(given: Case, finding: Finding, strategy: string): void {
    const { signature } = finding;
    // What never came to an end cannot be made again for its trace.
    if (signature === null || isOfLimit(finding)) return;
    const kept = this.store.keep({ case: given, finding, strategy, at: new Date().toISOString() });
    if (kept.kind === 'diverged') this.diverged.push({ given, digests: [kept.digest, kept.again] });
    else this.folders.set(keyOf(given.scenario.name, signature), this.shown(basename(kept.folder)));
  }

  /** Null: it is kept nowhere. */
  folderOf(scenario: string, signature: Signature): string | null {
    return this.folders.get(keyOf(scenario, signature)) ?? null;
  }

  end(): void {
    this.store.flush();
  }
}

function keyOf(scenario: string, { property, shape }: Signature): string {
  return `${scenario}\n${property}\n${shape}`;
}
