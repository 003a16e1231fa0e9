// Runs shipped scenarios in many ways that must not matter (another process, one seed at a time, other
// reporters, another folder, language and time zone, another Node) and compares every digest.
//
//   node scripts/determinism.mjs [FILE…] [--seeds N] [--without-second-node]

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const secondNode = '22';
const root = resolve(import.meta.dirname, '..');
const library = join(root, 'scenarios/library');
const command = join(root, 'dist/bin/main.js');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '3' },
    'without-second-node': { type: 'boolean', default: false },
  },
});
const seeds = Number(values.seeds);
if (!Number.isInteger(seeds) || seeds < 1) {
  console.error(`--seeds takes a whole number from 1 on, not "${values.seeds}"`);
  process.exit(2);
}

const shipped = readdirSync(library)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => join(library, name));
const scenarios = (positionals.length > 0 ? positionals : shipped).map((path) => resolve(path)).sort();
if (scenarios.length === 0) throw new Error(`no scenarios in ${library}`);
const temporary = mkdtempSync(join(tmpdir(), 'determinism-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));

/** Runs a program to its end and gives its stdout; throws with its stderr if it could not run. */
function output(program, args, settings = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30, cwd: root, ...settings });
  // 0–6 are verdicts on the runs, which may differ by scenario; digests are compared all the same.
  if (done.error !== undefined || done.status === null || done.status > 6 || done.status === 2) {
    throw new Error(`${program} ${args.join(' ')} ended with ${done.status}: ${done.error ?? done.stderr}`);
  }
  return done.stdout;
}

/** One line for each run of a JSON document, by scenario and seed. */
function outcomes(document) {
  const { runs } = JSON.parse(document);
  return new Map(
    runs.map((run) => [
      `${run.scenario} seed ${run.seed}`,
      `${run.verdict.kind} after ${run.events} events, digest ${run.digest}`,
    ]),
  );
}

function simulate(files, more, { node = process.execPath, ...settings } = {}) {
  return outcomes(output(node, [command, 'run', ...files, ...more, '--reporter', 'json'], settings));
}

const batch = ['--seeds', String(seeds)];
const expected = simulate(scenarios, batch);
let differences = 0;

function compare(what, seen) {
  const wrong = [...expected].filter(([run, outcome]) => seen.get(run) !== outcome);
  differences += wrong.length;
  console.log(
    `${wrong.length === 0 ? 'equal ' : 'DIFFER'}  ${what}: ${expected.size - wrong.length} of ${expected.size} runs`,
  );
  for (const [run, outcome] of wrong.slice(0, 5)) {
    console.log(
      `          ${run}\n            first  ${outcome}\n            here   ${seen.get(run) ?? 'not run'}`,
    );
  }
}

function merged(maps) {
  return new Map(maps.flatMap((map) => [...map]));
}

/** Another Node from its npm package, whose install script fetches the binary of this platform. */
function installNode(version) {
  const folder = join(temporary, 'node');
  mkdirSync(folder);
  const npm = [
    'install',
    `node@${version}`,
    '--prefix',
    folder,
    '--no-audit',
    '--no-fund',
    '--ignore-scripts=false',
  ];
  output('npm', npm, { cwd: temporary });
  const binary = join(folder, 'node_modules/node/bin/node');
  console.log(`        second Node: ${output(binary, ['--version']).trim()}, first: ${process.version}`);
  return binary;
}

if (expected.size !== scenarios.length * seeds) {
  throw new Error(`${scenarios.length} scenarios × ${seeds} seeds gave ${expected.size} runs`);
}
console.log(
  `${scenarios.length} scenarios × ${seeds} seeds, ${new Set(expected.values()).size} different outcomes`,
);

compare('again, in another process', simulate(scenarios, batch));
compare(
  'one seed a process',
  merged(Array.from({ length: seeds }, (_, i) => simulate(scenarios, ['--seed', String(i + 1)]))),
);
compare('one scenario a process', merged(scenarios.map((file) => simulate([file], batch))));
for (const reporter of ['pretty', 'junit']) {
  const file = join(temporary, `${reporter}.json`);
  output(process.execPath, [
    command,
    'run',
    ...scenarios,
    ...batch,
    '--reporter',
    `${reporter},json:${file}`,
  ]);
  compare(`with the ${reporter} reporter`, outcomes(readFileSync(file, 'utf8')));
}
const elsewhere = { ...process.env, TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
compare(
  'in another folder, language and time zone',
  simulate(scenarios, batch, { cwd: temporary, env: elsewhere }),
);
if (!values['without-second-node']) {
  compare(`under Node ${secondNode}`, simulate(scenarios, batch, { node: installNode(secondNode) }));
}

if (differences > 0) console.error(`${differences} runs depend on more than code, scenario and seed`);
process.exitCode = differences > 0 ? 1 : 0;
