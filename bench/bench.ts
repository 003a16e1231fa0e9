// `npm run bench`: the canonical workloads' figures, as a table and as JSON.

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileScenario } from '../scenarios/compile.ts';
import { loadScenario } from '../scenarios/parse.ts';
import { knownNames } from '../sim/catalogue.ts';
import type { Plan } from '../sim/plan.ts';
import { type CheckerFigures, measureChecker } from './checker.ts';
import { cpuNow } from './cpu-clock.ts';
import { kernelRate } from './kernel.ts';
import { type MemoryFigures, measureMemory } from './memory.ts';
import { alternate } from './rounds.ts';
import { measureWorkload, type WorkloadFigures } from './workload.ts';

interface Figures {
  kernel?: number;
  readonly workloads: { [name: string]: WorkloadFigures };
  checker?: CheckerFigures;
  memory?: MemoryFigures;
}

const workloadNames = ['W-idle', 'W-busy', 'W-disk', 'W-wide'] as const;
const sections = ['kernel', ...workloadNames, 'W-long', 'checker', 'memory'] as const;
const usual = sections.filter((section) => section !== 'W-long');
const kernelEvents = 1_000_000;
const seeds = [1, 2, 3];

function main(): void {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, only: { type: 'string' }, rounds: { type: 'string', default: '7' } },
  });
  const only = values.only?.split(',') ?? usual;
  for (const section of only) {
    if (!sections.some((known) => known === section)) {
      process.stderr.write(`bench: there is no "${section}"; expected ${sections.join(', ')}\n`);
      process.exitCode = 2;
      return;
    }
  }
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1) {
    process.stderr.write(`bench: --rounds takes a whole number from 1, not "${values.rounds}"\n`);
    process.exitCode = 2;
    return;
  }
  const figures = measure(only, rounds);
  process.stdout.write(table(figures));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}

function measure(only: readonly string[], rounds: number): Figures {
  const figures: Figures = { workloads: {} };
  if (only.includes('kernel')) {
    const kernel = { name: 'kernel', measure: () => kernelRate(kernelEvents, cpuNow) };
    figures.kernel = alternate([kernel], rounds).get('kernel') ?? Number.NaN;
  }
  for (const name of [...workloadNames, 'W-long'] as const) {
    if (only.includes(name))
      figures.workloads[name] = measureWorkload(plans(name), name === 'W-long' ? 1 : rounds);
  }
  if (only.includes('checker')) figures.checker = measureChecker(rounds);
  if (only.includes('memory')) {
    const [busy] = plans('W-busy');
    if (busy !== undefined) figures.memory = measureMemory(busy[0], busy[1]);
  }
  return figures;
}

function plans(name: string): readonly (readonly [Plan, number])[] {
  // The built bench lies in dist/bench, the workloads beside the source.
  const path = fileURLToPath(new URL(`../../bench/workloads/${name}.yaml`, import.meta.url));
  const scenario = loadScenario(path, knownNames());
  const runs = name === 'W-long' ? [1] : seeds;
  return runs.map((seed) => [compileScenario(scenario, seed), seed] as const);
}

function table(figures: Figures): string {
  const lines: string[] = [];
  const row = (name: string, value: string): void =>
    void lines.push(`${name.padEnd(72)}${value.padStart(14)}`);
  const count = (value: number): string => Math.round(value).toLocaleString('en-US');
  if (figures.kernel !== undefined) row('kernel, events/s', count(figures.kernel));
  for (const [name, it] of Object.entries(figures.workloads)) {
    row(`${name} unchecked, events/s`, count(it.unchecked));
    row(`${name} checked, events/s`, count(it.checked));
    row(`${name} checked : unchecked cost`, it.checkedToUnchecked.toFixed(2));
    if (figures.kernel !== undefined)
      row(`${name} checked : kernel cost`, (figures.kernel / it.checked).toFixed(2));
    row(`${name} virtual : real`, count(it.ratio));
    row(`${name} elections/s`, count(it.elections));
    row(`${name} commits/s`, count(it.commits));
    row(`${name} client operations/s`, count(it.operations));
  }
  for (const [name, rate] of Object.entries(figures.checker?.rates ?? {}))
    row(`checker ${name}, operations/s`, count(rate));
  for (const [name, bytes] of Object.entries(figures.checker?.peakHeaps ?? {}))
    row(`checker ${name}, peak heap, MB`, (bytes / 1e6).toFixed(1));
  if (figures.memory !== undefined) {
    row('memory, peak heap of a W-busy run, MB', (figures.memory.peakHeap / 1e6).toFixed(1));
    row('memory, bytes an event of a trace', figures.memory.traceBytesAnEvent.toFixed(0));
  }
  return `${lines.join('\n')}\n`;
}

main();
