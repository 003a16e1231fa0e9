// Plants each forbidden import into a small copy of the house and sees it refused by the rule that
// forbids it; imports that the house allows pass.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** Who imports what as a value, and the rule that must refuse it; null: it is allowed. */
const imports: readonly (readonly [from: string, to: string, rule: string | null])[] = [
  ['raft/server.ts', 'sim/run.ts', 'raft-stands-alone'],
  ['raft/log.ts', 'node:fs', 'raft-stands-alone'],
  ['raft/log.test.ts', 'sim/run.ts', 'raft-tests-without-the-simulator'],
  ['raft/roles/follower.ts', 'raft/roles/leader.ts', 'roles-never-meet'],
  ['raft/roles/candidate.ts', 'raft/roles/role.ts', null],
  ['sim/kernel/loop.ts', 'sim/run.ts', 'kernel-knows-only-numbers'],
  ['sim/network.ts', 'node:fs', 'simulator-without-node-or-npm'],
  ['sim/node.ts', 'raft/units.ts', 'simulator-knows-no-protocol'],
  ['sim/raft-program.ts', 'raft/units.ts', null],
  ['sim/mutants/early.ts', 'raft/units.ts', null],
  ['sim/cluster.ts', 'scenarios/parse.ts', 'simulator-below-its-users'],
  ['sim/checkers/raft/order.ts', 'sim/run.ts', 'checkers-see-facts-only'],
  ['sim/checkers/raft/terms.ts', 'sim/facts.ts', null],
  ['scenarios/compile.ts', 'sim/run.ts', 'scenarios-write-plans'],
  ['scenarios/schema.ts', 'sim/plan.ts', null],
  ['reports/text.ts', 'scenarios/parse.ts', 'reports-run-nothing'],
  ['reports/json.ts', 'sim/verdict.ts', 'reports-read-types-only'],
  ['live/host.ts', 'sim/run.ts', 'live-without-the-simulator'],
  ['live/files.ts', 'raft/units.ts', null],
  ['live/socket.ts', 'node:dgram', null],
  ['examples/lock/program.ts', 'sim/run.ts', 'examples-like-a-stranger'],
  ['examples/lock/message.ts', 'sim/program.ts', null],
  ['bench/bench.ts', 'cli/main.ts', 'cli-is-the-top'],
  ['cli/main.ts', 'sim/run.ts', null],
  ['sim/trace.ts', 'sim/digest.test.ts', 'tests-are-leaves'],
  ['cli/lost.ts', 'cli/nowhere.ts', 'no-unresolvable'],
  ['cli/egg.ts', 'cli/hen.ts', 'no-cycles'],
];

/** Importing these is nothing to refuse in itself. */
const targets = [
  'raft/units.ts',
  'raft/roles/leader.ts',
  'raft/roles/role.ts',
  'sim/run.ts',
  'sim/facts.ts',
  'sim/plan.ts',
  'sim/program.ts',
  'sim/verdict.ts',
  'sim/digest.test.ts',
  'scenarios/parse.ts',
];

interface Found {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let folder = '';
let found: readonly Found[] = [];

function place(path: string, code: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), code);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'layers-'));
  place(
    'tsconfig.json',
    '{ "compilerOptions": { "module": "NodeNext", "allowImportingTsExtensions": true } }',
  );
  place('package.json', '{ "type": "module" }');
  for (const path of targets) place(path, 'export const value: number = 1;\n');
  for (const [from, to] of imports) {
    const path = to.startsWith('node:') ? to : `${'../'.repeat(from.split('/').length - 1)}${to}`;
    place(from, `import * as it from '${path}';\nexport const value: unknown = it;\n`);
  }
  // The other half of the cycle, which is reported once.
  place('cli/hen.ts', "export * from './egg.ts';\n");
  const folders = readdirSync(folder, { withFileTypes: true }).filter((item) => item.isDirectory());
  const config = join(root, '.dependency-cruiser.mjs');
  const args = [cruiser, '--config', config, '--output-type', 'json', ...folders.map((item) => item.name)];
  const outcome = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  const report = JSON.parse(outcome.stdout) as {
    readonly summary: { readonly violations: readonly Found[] };
  };
  found = report.summary.violations;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the layers', () => {
  for (const [from, to, rule] of imports) {
    it(`${rule === null ? 'allow' : 'refuse'} ${from} → ${to}`, () => {
      const rules = found
        .filter((violation) => violation.from === from)
        .map((violation) => violation.rule.name);
      if (rule === null) expect(rules).toEqual([]);
      else expect(rules).toContain(rule);
    });
  }
});
