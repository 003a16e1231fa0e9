// The default: all strategies, and all tastes of the swarm, by what pays. New abstract states for the events that they
// cost pay, and failures of a kind that was not seen before.

import { Bandit } from '../bandit.ts';
import type { Case } from '../case.ts';
import { StateMap } from '../coverage/state-map.ts';
import { Dice } from '../dice.ts';
import type { Finding } from '../finding.ts';
import type { Strategy } from '../strategy.ts';
import { freedomOf } from '../swarm/freedom.ts';
import { profiles } from '../swarm/profiles.ts';
import { CoverageStrategy } from './coverage.ts';
import { PctStrategy } from './pct.ts';
import { RandomStrategy } from './random.ts';
import { SwarmStrategy } from './swarm.ts';

interface Arm {
  readonly label: string;
  readonly strategy: Strategy;
  readonly prior: number;
  /** Events of one case, thought beforehand. */
  readonly cost: number;
}

/** What a failure of a new kind is worth, in new states. */
const worthOfFailure = 500;

export class MixedStrategy implements Strategy {
  readonly name = 'mixed';
  readonly watchesStates = true;
  private readonly stream: string;
  private readonly arms: readonly Arm[];
  private readonly bandit: Bandit;
  private readonly coverage: CoverageStrategy;
  private readonly seen = new StateMap();
  private readonly signatures = new Set<string>();
  private turn = 0;

  constructor(given: Omit<Case, 'seed'>, stream: string) {
    this.stream = stream;
    this.coverage = new CoverageStrategy(given, stream, this.seen);
    this.arms = armsFor(given, this.coverage);
    this.bandit = new Bandit(
      this.arms.map(({ prior }) => prior),
      this.arms.map(({ cost }) => cost),
    );
  }

  propose(seed: number): Case {
    this.turn = this.bandit.choose(new Dice(`${this.stream}/mixed/${seed}`));
    return this.arms[this.turn]!.strategy.propose(seed);
  }

  learn(proposed: Case, finding: Finding, states: Uint32Array | null): void {
    const { strategy } = this.arms[this.turn]!;
    const fresh = states === null ? 0 : this.seen.add(states);
    this.coverage.keep(proposed, finding, fresh);
    if (strategy !== this.coverage) strategy.learn(proposed, finding, states);
    this.bandit.learn(this.turn, fresh + this.worthOf(finding), finding.events);
  }

  summary(): string {
    const shares = this.bandit.shares();
    const total = shares.reduce((sum, share) => sum + share, 0);
    const words = this.arms.map(
      ({ label }, arm) =>
        `${label} ${this.bandit.chosen(arm)} (${Math.round((100 * shares[arm]!) / total)}%)`,
    );
    return `mixed: ${this.seen.count} abstract states; runs, and share of the cost by now: ${words.join(', ')}`;
  }

  private worthOf({ signature }: Finding): number {
    if (signature === null || this.signatures.has(signature.id)) return 0;
    this.signatures.add(signature.id);
    return worthOfFailure;
  }
}

function armsFor(given: Omit<Case, 'seed'>, coverage: CoverageStrategy): readonly Arm[] {
  const asItIs = { label: 'random', strategy: new RandomStrategy(given), prior: 1, cost: 15_000 };
  const beside = { label: 'coverage', strategy: coverage, prior: 6, cost: 2500 };
  if (freedomOf(given.scenario) === 'none') return [asItIs, beside];
  return [
    asItIs,
    beside,
    { label: 'pct', strategy: new PctStrategy(given), prior: 2, cost: 2000 },
    ...profiles.map((profile) => ({
      label: profile.name,
      strategy: new SwarmStrategy(given, [profile]),
      prior: profile.weight,
      cost: 2500,
    })),
  ];
}
