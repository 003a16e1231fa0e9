// What a shrinking says while it goes on and in the end.

import type { Case } from '../hunt/case.ts';
import type { ShrinkResult, ShrinkStep } from '../hunt/shrink/shrink.ts';
import { counted, duration, grouped } from '../reports/quantity.ts';

export function headLine({ scenario, seed }: Case): string {
  const faults = scenario.faults?.length ?? 0;
  return `${scenario.name}, seed ${seed}: ${counted(faults, 'fault')}\n`;
}

export function stepLine({ events, what, runs }: ShrinkStep): string {
  return `${grouped(events).padStart(9)} events  ${what.padEnd(44)} ${counted(runs, 'run').padStart(10)}\n`;
}

export function accountLines({ signature, proof, account, runs }: ShrinkResult, tookMs: number): string {
  const cost = `${duration(tookMs * 1000)}, ${counted(runs, 'run')}`;
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['breaks', [signature.property]],
    ['needed', account.needed],
    ['not needed', account.notNeeded],
    ['free', account.free.map(({ what, range }) => `${what}: ${range}`)],
  ];
  const told = rows.filter(([, parts]) => parts.length > 0);
  return [
    `  ${proofWords(proof)}: ${cost}\n\n`,
    ...told.map(([title, parts]) => `  ${title.padEnd(12)}${parts.join(' · ')}\n`),
    '\n',
  ].join('');
}

function proofWords(proof: ShrinkResult['proof']): string {
  if (proof === null) return 'the budget is used up: some of it may not be needed';
  if (proof.parts === 0) return 'no step or fault is left';
  return proof.parts === proof.needed
    ? `each part left is needed (${proof.needed} of ${proof.parts} tried without)`
    : `${proof.needed} of ${proof.parts} parts are needed`;
}
