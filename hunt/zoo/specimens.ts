// The zoo: every mutant of the replica, and some in company, since one that harms nobody can turn another deadly.

import { mutants } from '../../sim/mutants/mutants.ts';
import type { Difficulty, Nature, Specimen } from './specimen.ts';

/** Of the catalogue where it has measured or judged one; of our own (W…, R40) judged by what must come together. */
const classes: { readonly [difficulty in Difficulty]: string } = {
  easy: 'E01 E04 E05 E06 E07 E10 E22 R01 R02 R04 R05 R06 R20 C02 C10 P01 Q01 Q02 Q08 L01 W03 W04 W05 W06 W07 W09 W10 W11 W12 W16',
  medium: 'E02 E17 C15 C16 P02 D06 Q06 W01 W02 W14 V08 R13',
  hard: 'R07 E19 E31 D03 D07 Q10 K04 E12 E14 E15 E16 E24 W08 W13 W15 R40',
  'very hard': 'E18 C01 C12 R21 R23 W17 E05b R18 R08 C03 C04 V03',
};

/** Without a word here: safety. */
const natures: { readonly [nature in Exclude<Nature, 'safety'>]: string } = {
  liveness: 'C04 E04 E07 E12 E14 E15 E16 E17 E24 R07 R13 R21 V08 W11 W12 W13',
  inside: 'R08 C03 C16 V03',
  harmless: 'E05b R18',
};

const company: readonly Omit<Specimen, 'source'>[] = [
  {
    id: 'Q02+V08',
    bugs: ['Q02', 'V08'],
    description: 'No first entry of a new leader, and reads that do not wait for one.',
    nature: 'safety',
    difficulty: 'easy',
  },
  {
    id: 'C04+E22',
    bugs: ['C04', 'E22'],
    description: 'Half of the servers is enough to commit and to lead: alone, the first loses nothing.',
    nature: 'safety',
    difficulty: 'easy',
  },
  {
    id: 'E19+P01',
    bugs: ['E19', 'P01'],
    description: 'Neither votes nor entries are durable when they are promised.',
    nature: 'safety',
    difficulty: 'easy',
  },
  {
    id: 'C01+E05',
    bugs: ['C01', 'E05'],
    description: 'Entries of older terms are committed by counting, and the longer log wins.',
    nature: 'safety',
    difficulty: 'easy',
  },
  {
    id: 'R07+R08',
    bugs: ['R07', 'R08'],
    description: 'matchIndex and nextIndex both go back.',
    nature: 'liveness',
    difficulty: 'hard',
  },
  {
    id: 'C03+E05b',
    bugs: ['C03', 'E05b'],
    description: 'The commit index goes back, and votes ask for more than they need: still harmless.',
    nature: 'inside',
    difficulty: 'very hard',
  },
];

export const specimens: readonly Specimen[] = [
  ...mutants.map(({ id, description, source }) => ({
    id,
    bugs: [id],
    description,
    source,
    nature: natureOf(id),
    difficulty: difficultyOf(id),
  })),
  ...company.map((each) => ({ ...each, source: `${each.bugs.join(' and ')} together` })),
];

export function specimenNamed(id: string): Specimen | undefined {
  return specimens.find((each) => each.id === id);
}

function natureOf(id: string): Nature {
  const found = Object.entries(natures).find(([, ids]) => ids.split(' ').includes(id));
  return (found?.[0] as Nature | undefined) ?? 'safety';
}

function difficultyOf(id: string): Difficulty {
  const found = Object.entries(classes).find(([, ids]) => ids.split(' ').includes(id));
  if (found === undefined) throw new Error(`nobody has said how hard ${id} is to find`);
  return found[0] as Difficulty;
}
