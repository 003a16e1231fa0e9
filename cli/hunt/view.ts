// What a hunt says while it goes on, on stderr: a line when something is found, and one now and then.

import type { Hunt } from '../../hunt/hunt.ts';
import type { KnownBug } from '../../hunt/known-bugs.ts';
import type { BrokenCase, CaseDivergence, HuntListener } from '../../hunt/listener.ts';
import type { KnownResult } from '../../hunt/result.ts';
import type { FoundBug } from '../../hunt/tally.ts';
import { printable } from '../../reports/layout.ts';
import { counted, grouped } from '../../reports/quantity.ts';
import type { Io } from '../io.ts';

const lineEveryMs = 15_000;

export class HuntLines implements Partial<HuntListener> {
  private readonly io: Io;
  private readonly isQuiet: boolean;
  private readonly start: number;
  private lastLine: number;
  private hunt: Hunt | null = null;

  constructor(io: Io, isQuiet: boolean) {
    this.io = io;
    this.isQuiet = isQuiet;
    this.start = io.now();
    this.lastLine = this.start;
  }

  watch(hunt: Hunt): void {
    this.hunt = hunt;
  }

  onBug({ signature, scenario, shown }: FoundBug): void {
    this.line(`BUG ${signature.id} ${signature.property}, ${scenario} seed ${shown.given.seed}`);
  }

  onKnown({ folder, signature }: KnownBug, standing: KnownResult['standing']): void {
    this.line(`KNOWN ${folder} ${signature.property}: ${standing.replaceAll('-', ' ')}`);
  }

  onDivergence({ scenario, given, digests }: CaseDivergence): void {
    this.line(`NOT DETERMINISTIC ${scenario} seed ${given.seed}: ${digests.join(' and ')}`);
  }

  onBroken({ scenario, given }: BrokenCase): void {
    this.line(`INTERNAL ERROR ${scenario} seed ${given.seed}`);
  }

  onProgress(): void {
    const { hunt } = this;
    const now = this.io.now();
    if (hunt === null || now - this.lastLine < lineEveryMs) return;
    this.lastLine = now;
    const { tally } = hunt;
    const seconds = (now - this.start) / 1000;
    const goals = goalCount(hunt);
    this.line(
      [
        `${grouped(tally.runs)}${hunt.total < 1e9 ? `/${grouped(hunt.total)}` : ''} runs`,
        `${counted(tally.bugs.size, 'bug')} (${counted(tally.failed, 'run')})`,
        ...(goals.all === 0 ? [] : [`goals ${goals.reached}/${goals.all}`]),
        `${grouped(Math.round(tally.runs / seconds))} runs/s`,
      ].join(', '),
    );
  }

  end(): void {}

  private line(text: string): void {
    if (this.isQuiet) return;
    const seconds = Math.floor((this.io.now() - this.start) / 1000);
    const clock = [Math.floor(seconds / 60), seconds % 60]
      .map((part) => String(part).padStart(2, '0'))
      .join(':');
    this.io.stderr.write(`[${clock}] ${printable(text)}\n`);
  }
}

function goalCount({ tally }: Hunt): { readonly reached: number; readonly all: number } {
  const hits = tally.scenarios.flatMap(({ goals }) => [...goals.values()]);
  return { reached: hits.filter((count) => count > 0).length, all: hits.length };
}
