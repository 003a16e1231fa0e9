// Keeps what a hunt finds: every failure in the folder of its bug, and what shrinking makes of it.

import { basename } from 'node:path';
import type { Case } from '../../hunt/case.ts';
import { type Finding, findingOf } from '../../hunt/finding.ts';
import type { HuntListener, Learnt } from '../../hunt/listener.ts';
import type { BugResult } from '../../hunt/result.ts';
import type { ShrinkResult } from '../../hunt/shrink/shrink.ts';
import type { Signature } from '../../hunt/signature.ts';
import type { Bug } from '../../hunt/store/bug-file.ts';
import type { BugStore, Keeping } from '../../hunt/store/bug-store.ts';
import type { FoundBug, HuntTally } from '../../hunt/tally.ts';
import { isOfLimit } from '../../hunt/watchdog.ts';

interface Kept {
  /** As one would name it from here. */
  readonly folder: string;
  readonly name: string;
  readonly bug: Bug;
}

export class Keeper implements Partial<HuntListener> {
  private readonly store: BugStore;
  private readonly shown: (name: string) => string;
  private readonly kept = new Map<string, Kept>();
  private readonly shrunk = new Map<string, BugResult['shrunk']>();
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

  /** Bugs that nobody has made smaller yet. */
  unshrunk(bugs: Iterable<FoundBug>): readonly FoundBug[] {
    return [...bugs].filter((bug) => this.kept.get(keyOf(bug))?.bug.best.shrunkFrom === null);
  }

  keepShrunk(found: FoundBug, { case: given, run, text }: ShrinkResult): void {
    const known = this.kept.get(keyOf(found));
    if (known === undefined) return;
    const { best } = known.bug;
    const { strategy } = best;
    const at = new Date().toISOString();
    const shrunk = { case: given, finding: findingOf(run), strategy, at, from: best, text };
    this.note(found, given, this.store.keepShrunk(known.name, shrunk));
    this.shrunk.set(keyOf(found), { events: run.events, from: best.events });
  }

  /** Null: it is kept nowhere. */
  folderOf(bug: FoundBug): string | null {
    return this.kept.get(keyOf(bug))?.folder ?? null;
  }

  shrunkOf(bug: FoundBug): BugResult['shrunk'] {
    return this.shrunk.get(keyOf(bug)) ?? null;
  }

  end(): void {
    this.store.flush();
  }

  private keep(given: Case, finding: Finding, strategy: string): void {
    const { signature } = finding;
    // What never came to an end cannot be made again for its trace.
    if (signature === null || isOfLimit(finding)) return;
    const kept = this.store.keep({ case: given, finding, strategy, at: new Date().toISOString() });
    this.note({ signature, shown: { given, finding } }, given, kept);
  }

  private note(bug: Pick<FoundBug, 'signature' | 'shown'>, given: Case, kept: Keeping): void {
    if (kept.kind === 'diverged') this.diverged.push({ given, digests: [kept.digest, kept.again] });
    else {
      const name = basename(kept.folder);
      this.kept.set(keyOf(bug), { folder: this.shown(name), name, bug: kept.bug });
    }
  }
}

function keyOf({
  shown,
  signature,
}: {
  readonly shown: FoundBug['shown'];
  readonly signature: Signature;
}): string {
  return `${shown.given.scenario.name}\n${signature.property}\n${signature.shape}`;
}
