// What a strategy is worth: runs and processor time to the first failure of planted mistakes, and what it says of the
// replica as it should be. One thread; islands take turns as in a hunt.
//
//   node dist/bench/strategies.js [--strategy mixed] [--bugs E01,C01 | all] [--masters 3] [--cap 60] [--correct 5000]

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Case } from '../hunt/case.ts';
import { streamOf } from '../hunt/island.ts';
import { tryCase } from '../hunt/pool/work.ts';
import { strategyFor } from '../hunt/strategies/strategy-for.ts';
import type { Strategy, StrategyName } from '../hunt/strategy.ts';
import { parseScenario } from '../scenarios/parse.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { knownNames } from '../sim/catalogue.ts';
import { mutants } from '../sim/mutants/mutants.ts';
import { brokenBy } from '../sim/verdict.ts';
import { cpuNow } from './cpu-clock.ts';

const islandsMax = 60;

const { values: asked } = parseArgs({
  options: {
    strategy: { type: 'string', default: 'mixed' },
    scenario: { type: 'string', default: 'scenarios/library/everything-swarm.yaml' },
    bugs: { type: 'string', default: 'all' },
    masters: { type: 'string', default: '3' },
    first: { type: 'string', default: '1' },
    cap: { type: 'string', default: '60' },
    correct: { type: 'string' },
  },
});

const known = knownNames();
const scenario = parseScenario(readFileSync(asked.scenario, 'utf8'), asked.scenario, known);

interface Trial {
  readonly given: Case;
  readonly broken: string;
  readonly events: number;
}

/** Tries case after case, islands in turn. */
function* trials(subject: Scenario, bugs: readonly string[], master: number): Generator<Trial> {
  const islands: Strategy[] = [];
  for (let turn = 0; ; turn++) {
    const island = turn % islandsMax;
    islands[island] ??= strategyFor(
      asked.strategy as StrategyName,
      { scenario: subject, bugs, scopes: ['end-to-end'], overrides: {} },
      streamOf(master, subject.name, island),
      island,
    );
    const strategy = islands[island]!;
    const given = strategy.propose(master * 1_000_000 + turn + 1);
    const { finding, states } = tryCase(given, strategy.watchesStates);
    strategy.learn(given, finding, states);
    yield {
      given,
      broken: finding.signature === null ? '' : brokenBy(finding.verdict),
      events: finding.events,
    };
  }
}

function firstFailure(bug: string, master: number, capMs: number): string {
  const start = cpuNow();
  let runs = 0;
  for (const { broken } of trials(scenario, [bug], master)) {
    runs++;
    if (broken !== '') return `${runs}/${((cpuNow() - start) / 1000).toFixed(1)}s ${broken}`;
    if (cpuNow() - start > capMs) break;
  }
  return `– (${runs})`;
}

function ofCorrect(count: number): void {
  const start = cpuNow();
  let runs = 0;
  let events = 0;
  for (const trial of trials(scenario, [], Number(asked.first))) {
    runs++;
    events += trial.events;
    if (trial.broken !== '') {
      console.log(`REPORT seed ${trial.given.seed}: ${trial.broken}\n${JSON.stringify(trial.given)}`);
    }
    if (runs >= count) break;
  }
  const seconds = (cpuNow() - start) / 1000;
  console.log(
    `${runs} runs, ${events} events, ${seconds.toFixed(1)} s: ${(runs / seconds).toFixed(1)} runs/s`,
  );
}

function ofMutants(): void {
  const ids = asked.bugs === 'all' ? mutants.map(({ id }) => id) : asked.bugs.split(',');
  for (const id of ids) {
    const row: string[] = [];
    for (let i = 0; i < Number(asked.masters); i++) {
      row.push(firstFailure(id, Number(asked.first) + i, Number(asked.cap) * 1000));
    }
    console.log(`${id.padEnd(5)} ${row.join(' | ')}`);
  }
}

if (asked.correct === undefined) ofMutants();
else ofCorrect(Number(asked.correct));
