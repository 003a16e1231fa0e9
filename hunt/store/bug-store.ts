// The bugs that were found, a folder for each: what is known of it, a scenario that shows it, and the trace of that.
// Nothing is ever written for a run in which nothing broke.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenSentence } from '../../reports/failure.ts';
import { runInNames } from '../../reports/node-names.ts';
import { seconds } from '../../reports/quantity.ts';
import type { Run } from '../../sim/verdict.ts';
import { type Case, planOf } from '../case.ts';
import { type Finding, findingOf } from '../finding.ts';
import type { Signature } from '../signature.ts';
import { type Bug, bugText, readBug, type Sighting } from './bug-file.ts';
import { type Build, buildName } from './build.ts';
import { foldersIn, replaceFile, replaceFolder } from './folder-swap.ts';
import { keptText, recordedOf, scenarioOf } from './kept-scenario.ts';
import { compareSightings, isSameSighting, ranked } from './ranking.ts';
import { writeTraceOf } from './trace-gz.ts';

/** Longer runs are kept without their trace: it can be made again. */
const tracedEventsMax = 2_000_000;

export interface Found {
  readonly case: Case;
  readonly finding: Finding;
  readonly strategy: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A smaller case of a bug, with the text of its scenario. */
export interface Shrunk extends Found {
  readonly from: Sighting;
  /** Of `repro.yaml`. */
  readonly text: string;
}

/**
 * new: the first of its kind. better: easier to look at than what was kept before. counted: one more of what is
 * known. diverged: made again for its trace the run was another one, and nothing was written.
 */
export type Keeping =
  | { readonly kind: 'new' | 'better' | 'counted'; readonly folder: string; readonly bug: Bug }
  | { readonly kind: 'diverged'; readonly digest: string; readonly again: string };

/** Of what is written anew: what was there, how often it was seen, the text of the scenario (null: as it was found). */
interface Rest {
  readonly old: Bug | null;
  readonly count: number;
  readonly text: string | null;
}

export interface StoredBug {
  /** Its path. */
  readonly folder: string;
  readonly name: string;
  readonly bug: Bug;
}

export class BugStore {
  private readonly root: string;
  private readonly bugsFolder: string;
  private readonly build: Build;
  private readonly known: Map<string, Bug> = new Map();
  /** Whose counts are newer than their files. */
  private readonly stale: Set<string> = new Set();

  /** `root`: `.whitewater`, which is made when there is something to put into it. */
  constructor(root: string, build: Build) {
    this.root = root;
    this.bugsFolder = join(root, 'bugs');
    this.build = build;
  }

  /** In alphabetical order of their folders. `unreadable` is told of those that are none of ours. */
  all(unreadable: (folder: string, error: Error) => void = () => {}): readonly StoredBug[] {
    return foldersIn(this.bugsFolder).flatMap((name) => {
      const folder = join(this.bugsFolder, name);
      try {
        return [{ folder, name, bug: this.read(name) }];
      } catch (error) {
        unreadable(folder, error as Error);
        return [];
      }
    });
  }

  /** A failure of a hunt. Throws where the finding has no signature. */
  keep(found: Found): Keeping {
    const { case: given, finding } = found;
    const signature = signed(finding);
    const sighting = this.sightingOf(found, null);
    const { name, bug } = this.place(given.scenario.name, signature);
    if (bug === null) return this.write(name, [sighting], found, { old: null, count: 1, text: null });
    if ([bug.best, ...bug.others].some((other) => isSameSighting(other, sighting))) {
      return this.note(name, { ...bug, lastSeen: found.at });
    }
    if (compareSightings(sighting, bug.best) < 0) {
      const all = [sighting, bug.best, ...bug.others];
      return this.write(name, all, found, { old: bug, count: bug.count + 1, text: null });
    }
    const { best, others, dropped } = ranked([bug.best, ...bug.others, sighting]);
    return this.note(name, {
      ...bug,
      best,
      others,
      count: bug.count + 1,
      dropped: bug.dropped + dropped,
      lastSeen: found.at,
    });
  }

  /** What shrinking came to: it takes the place of what it was made from, with its own text. */
  keepShrunk(name: string, shrunk: Shrunk): Keeping {
    const bug = this.read(name);
    const sighting = this.sightingOf(shrunk, shrunk.from);
    const rest = [bug.best, ...bug.others].filter((one) => one.shrunkFrom === null);
    const { count } = bug;
    return this.write(name, [sighting, ...rest], shrunk, { old: bug, count, text: shrunk.text });
  }

  /** Writes the counts that have changed. */
  flush(): void {
    for (const name of this.stale) {
      replaceFile(join(this.bugsFolder, name), 'bug.json', bugText(this.known.get(name)!));
    }
    this.stale.clear();
  }

  private sightingOf({ case: given, finding, strategy }: Found, from: Sighting | null): Sighting {
    const { digest, events, endedAt } = finding;
    const shrunkFrom =
      from === null ? null : { seed: from.case.seed, digest: from.digest, events: from.events };
    return { case: given, digest, events, endedAt, strategy, build: this.build, shrunkFrom };
  }

  /** Only counted: the file is written by `flush`. */
  private note(name: string, bug: Bug): Keeping {
    this.known.set(name, bug);
    this.stale.add(name);
    return { kind: 'counted', folder: join(this.bugsFolder, name), bug };
  }

  private read(name: string): Bug {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const bug = readBug(readFileSync(join(this.bugsFolder, name, 'bug.json'), 'utf8'));
    this.known.set(name, bug);
    return bug;
  }

  /** The folder of this bug, and what is in it. Two bugs whose short ids are the same by chance have two folders. */
  private place(scenario: string, signature: Signature): { readonly name: string; readonly bug: Bug | null } {
    for (let attempt = 1; ; attempt++) {
      const name = `${scenario}-${signature.id}${attempt === 1 ? '' : `-${attempt}`}`;
      if (!existsSync(join(this.bugsFolder, name, 'bug.json'))) return { name, bug: null };
      const bug = this.read(name);
      const { property, shape } = bug.signature;
      if (property === signature.property && shape === signature.shape) return { name, bug };
    }
  }

  private write(
    name: string,
    sightings: readonly Sighting[],
    { finding, at }: Found,
    { old, count, text }: Rest,
  ): Keeping {
    this.makeRoot();
    const places = ranked(sightings);
    const { best } = places;
    let bug: Bug | null = null;
    try {
      replaceFolder(this.bugsFolder, name, (made) => {
        const again = writeTraceOf(best.case, this.build.version, join(made, 'trace.gz'), tracedEventsMax);
        if (again.digest !== best.digest) throw new Diverged(again.digest);
        const dropped = (old?.dropped ?? 0) + places.dropped;
        const times = { firstSeen: old?.firstSeen ?? at, lastSeen: at };
        // A smaller case may break the same thing in another shape: by the first one the bug is known again.
        const signature = old?.signature ?? signed(finding);
        bug = { ...told(again, best.case, signature), ...places, count, dropped, ...times };
        writeFileSync(join(made, 'repro.yaml'), text ?? this.repro(bug, again));
        writeFileSync(join(made, 'bug.json'), bugText(bug));
      });
    } catch (error) {
      if (!(error instanceof Diverged)) throw error;
      return { kind: 'diverged', digest: best.digest, again: error.digest };
    }
    this.known.set(name, bug!);
    this.stale.delete(name);
    return { kind: old === null ? 'new' : 'better', folder: join(this.bugsFolder, name), bug: bug! };
  }

  private repro({ best, message, signature }: Bug, made: Run): string {
    const where = made.verdict.kind === 'violated' ? `, event ${made.events}` : '';
    const at = `t=${seconds(made.endedAt)}s${where}`;
    const { scenario, seed } = best.case;
    return keptText(scenarioOf(best.case), recordedOf(findingOf(made), best.build), [
      `Found by whitewater ${buildName(best.build)} in ${scenario.name}, seed ${seed}, strategy ${best.strategy}.`,
      `${signature.property}, ${at}: ${message}`,
      'whitewater replay FILE makes this run again.',
    ]);
  }

  private makeRoot(): void {
    mkdirSync(this.bugsFolder, { recursive: true });
    const ignore = join(this.root, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  }
}

class Diverged extends Error {
  readonly digest: string;

  constructor(digest: string) {
    super('the run made again was another one');
    this.digest = digest;
  }
}

function signed({ signature, verdict }: Finding): Signature {
  if (signature === null) throw new Error(`a run that ended as ${verdict.kind} shows no bug`);
  return signature;
}

/** What of a bug comes from the run of its best sighting. */
function told(
  made: Run,
  given: Case,
  signature: Signature,
): Pick<Bug, 'id' | 'scenario' | 'signature' | 'verdict' | 'message' | 'evidence' | 'options'> {
  const { verdict } = made;
  const plan = planOf(given);
  return {
    id: signature.id,
    scenario: plan.scenario,
    signature,
    verdict,
    message: brokenSentence(runInNames(made, plan.names).verdict),
    evidence: verdict.kind === 'violated' ? verdict.violation.evidence : {},
    options: plan.program.options,
  };
}
