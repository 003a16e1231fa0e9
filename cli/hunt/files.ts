// The files of a hunt, below `.whitewater/hunts`: its journal while it goes on, its result when it is over.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Journal, type JournalHead, journalFormat, journalVersion, readJournal } from '../../hunt/journal.ts';
import type { Remembered } from '../../hunt/remembered.ts';
import type { HuntResult, HuntSubject } from '../../hunt/result.ts';
import type { Shard } from '../../hunt/shard.ts';
import { buildName } from '../../hunt/store/build.ts';
import { AtomicFile } from '../atomic-file.ts';
import { BadInput } from '../bad-input.ts';
import type { Io } from '../io.ts';
import { reasonOf } from '../reason.ts';
import { huntName } from './subject.ts';

/** Where bugs and hunts are kept, from the folder one is in. */
export const keptFolder = '.whitewater';

export interface OpenedJournal {
  readonly journal: Journal;
  /** What an earlier process learnt. */
  readonly remembered: readonly Remembered[];
}

export class HuntFiles {
  private readonly io: Io;
  private readonly subject: HuntSubject;
  private readonly shard: Shard;
  private readonly name: string;

  constructor(io: Io, subject: HuntSubject, shard: Shard) {
    this.io = io;
    this.subject = subject;
    this.shard = shard;
    this.name = huntName(subject, shard);
  }

  /** As one would name it from here. */
  get resultPath(): string {
    return join(keptFolder, 'hunts', `${this.name}.json`);
  }

  private get journalPath(): string {
    return join(keptFolder, 'hunts', `${this.name}.journal`);
  }

  open(isResumed: boolean): OpenedJournal {
    const path = resolve(this.io.cwd, this.journalPath);
    try {
      this.makeFolder();
      const old = isResumed && existsSync(path) ? readJournal(path) : null;
      if (isResumed && old === null)
        this.io.stderr.write('there is nothing to resume: the hunt begins anew\n');
      if (old === null) return { journal: Journal.begin(path, this.head(), this.io.now), remembered: [] };
      this.refuseOtherBuild(old.head);
      return { journal: Journal.resume(path, old, this.io.now), remembered: old.remembered };
    } catch (error) {
      if (error instanceof BadInput) throw error;
      throw new BadInput(`cannot write ${this.journalPath}`, reasonOf(error));
    }
  }

  writeResult(result: HuntResult): void {
    const file = new AtomicFile(this.resultPath, this.io.cwd);
    file.write(`${JSON.stringify(result)}\n`);
    file.commit();
  }

  private head(): JournalHead {
    return { format: journalFormat, version: journalVersion, subject: this.subject, shard: this.shard };
  }

  private refuseOtherBuild({ subject }: JournalHead): void {
    const [then, now] = [buildName(subject.build), buildName(this.subject.build)];
    if (then === now) return;
    throw new BadInput(
      `the hunt to resume was begun by build ${then}, and this is ${now}`,
      'leave --resume out to begin it anew',
    );
  }

  private makeFolder(): void {
    const root = resolve(this.io.cwd, keptFolder);
    mkdirSync(join(root, 'hunts'), { recursive: true });
    const ignore = join(root, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  }
}
