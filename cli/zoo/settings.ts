// What the options of `whitewater zoo run` come to, or a refusal that says what was expected.

import type { StrategyName } from '../../hunt/strategy.ts';
import { type Difficulty, difficulties, type Specimen } from '../../hunt/zoo/specimen.ts';
import { specimenNamed, specimens } from '../../hunt/zoo/specimens.ts';
import type { TrialOrder } from '../../hunt/zoo/trial.ts';
import { type Args, text } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import { strategiesOf, wholeNumber } from '../hunt/settings.ts';
import { durationMs } from '../time-option.ts';

export interface ZooSettings {
  readonly chosen: readonly Specimen[];
  readonly strategies: readonly StrategyName[];
  readonly checks: readonly TrialOrder['checks'][];
  readonly masters: number;
  /** Processor time of one trial; null: by difficulty. */
  readonly limitMs: number | null;
  readonly forMs: number | null;
  readonly workers: number;
}

const mastersDefault = 5;
const mastersMax = 1000;
const workersMax = 256;

export function zooSettings(args: Args, ids: readonly string[], cores: number): ZooSettings {
  return {
    chosen: chosenOf(ids, difficultiesOf(args)),
    strategies: strategiesOf(text(args, 'strategy')),
    checks: checksOf(text(args, 'checks')),
    masters: wholeNumber(args, 'masters', mastersMax) ?? mastersDefault,
    limitMs: durationMs(args, 'limit'),
    forMs: durationMs(args, 'for'),
    workers: wholeNumber(args, 'workers', workersMax) ?? cores,
  };
}

/** Those named, or all of these difficulties. */
function chosenOf(ids: readonly string[], wanted: readonly Difficulty[]): readonly Specimen[] {
  const named = ids.map((id) => {
    const found = specimenNamed(id);
    if (found !== undefined) return found;
    const known = specimens.map((each) => each.id);
    throw new BadInput(`there is no "${id}" in the zoo`, didYouMean(id, known) ?? 'see: whitewater zoo list');
  });
  const chosen = ids.length === 0 ? specimens : named;
  return chosen.filter(({ difficulty }) => wanted.includes(difficulty));
}

function difficultiesOf(args: Args): readonly Difficulty[] {
  const given = text(args, 'difficulty');
  if (given === null) return difficulties;
  const spelt = difficulties.map((each) => each.replace(' ', '-'));
  return given.split(',').map((word) => {
    const position = spelt.indexOf(word.trim());
    if (position >= 0) return difficulties[position]!;
    throw new BadInput(
      `"${word}" is no difficulty`,
      didYouMean(word, spelt) ?? `they are ${spelt.join(', ')}`,
    );
  });
}

function checksOf(given: string | null): readonly TrialOrder['checks'][] {
  switch (given) {
    case null:
    case 'end-to-end':
      return ['end-to-end'];
    case 'deep':
      return ['deep'];
    case 'both':
      return ['end-to-end', 'deep'];
    default:
      throw new BadInput(`--checks cannot be "${given}"`, 'it is end-to-end, deep or both');
  }
}
