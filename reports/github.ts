// GitHub Actions: annotations on the lines of scenario files, as workflow commands; a summary page beside them.

import { notCaught, seldomReached } from './cases.ts';
import { sentence } from './failure.ts';
import { unexpected } from './failures.ts';
import { printable } from './layout.ts';
import { MarkdownReporter } from './markdown.ts';
import { counted, listed } from './quantity.ts';
import { failureName, type RunRecord } from './record.ts';
import { type Closing, type Reporter, type Session, type Sink, stoppedEarly } from './reporter.ts';
import type { Tally } from './tally.ts';

/** GitHub shows no more of one step. */
const annotationsMax = 10;
const seedsShown = 8;

export interface Place {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
}

export interface GithubOptions {
  /** Where a scenario file says what failed: its goal, or what it expects at all; null = not in the repository. */
  place(file: string, names: readonly string[]): Place | null;
  /** The page of the job, and what it still holds; null = there is none. */
  readonly summary: { readonly sink: Sink; readonly bytesMax: number } | null;
}

interface Annotation {
  readonly level: 'error' | 'warning';
  readonly place: Place | null;
  readonly title: string;
  readonly message: string;
}

export class GithubReporter implements Reporter {
  private readonly sink: Sink;
  private readonly options: GithubOptions;
  private readonly summary: MarkdownReporter | null;
  private readonly annotations: Annotation[] = [];
  private planned = 0;
  private made = 0;

  constructor(sink: Sink, options: GithubOptions) {
    this.sink = sink;
    this.options = options;
    const { summary } = options;
    this.summary = summary === null ? null : new MarkdownReporter(summary.sink, summary.bytesMax);
  }

  begin(session: Session): void {
    this.planned = session.runs;
    this.summary?.begin(session);
  }

  onRun(_record: RunRecord): void {
    this.made++;
  }

  onScenario(tally: Tally): void {
    this.summary?.onScenario(tally);
    const { scenario, file, fails } = tally.subject;
    for (const { name, first, seeds, count } of unexpected(tally)) {
      const others = count === 1 ? '' : `\nalso seeds ${listed(seeds.slice(1), seedsShown, count - 1)}`;
      this.annotations.push({
        level: first.outcome === 'inconclusive' && first.divergence === null ? 'warning' : 'error',
        place: this.options.place(file, namesOf(first)),
        title: `${scenario}, seed ${first.run.seed}: ${name}`,
        message: `${printable(sentence(first))}\n${printable(first.replay)}${others}`,
      });
    }
    for (const goal of tally.missedRareGoals) {
      const place = this.options.place(file, [goal.name]);
      const title = `${scenario}: sometimes ${goal.name}`;
      this.annotations.push({ level: 'error', place, title, message: seldomReached(goal) });
    }
    if (!tally.isNotCaught) return;
    const title = `${scenario}: planted bug not caught`;
    const place = this.options.place(file, fails === null ? [] : [fails]);
    this.annotations.push({ level: 'error', place, title, message: notCaught(tally) });
  }

  end(closing: Closing): void {
    if (!closing.complete) {
      const message = stoppedEarly(closing, this.made, this.planned);
      this.annotations.unshift({ level: 'error', place: null, title: 'whitewater', message });
    }
    for (const annotation of atMost(this.annotations, annotationsMax)) this.sink.write(command(annotation));
    this.summary?.end(closing);
  }
}

/** The last one stands for those that have no room. */
function atMost(annotations: readonly Annotation[], max: number): readonly Annotation[] {
  if (annotations.length <= max) return annotations;
  const more = annotations.length - (max - 1);
  const message = `and ${counted(more, 'further failure')}: see the summary or the log of this step`;
  return [...annotations.slice(0, max - 1), { level: 'error', place: null, title: 'whitewater', message }];
}

/** What of the expectation this run broke. */
function namesOf(record: RunRecord): readonly string[] {
  const { verdict } = record.run;
  if (verdict.kind === 'missed') return verdict.goals;
  if (verdict.kind === 'outside') return verdict.thresholds;
  const name = failureName(record);
  return name === null ? [] : [name];
}

/** `::error file=a.yaml,line=3,title=…::message`. */
function command({ level, place, title, message }: Annotation): string {
  const where = place === null ? '' : `file=${property(place.file)},line=${place.line},`;
  return `::${level} ${where}title=${property(printable(title))}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
