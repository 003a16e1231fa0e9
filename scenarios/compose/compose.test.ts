// Scenarios over scenarios, and assignments over both: what comes of them, and where their mistakes are shown.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { known } from '../fixtures/known.ts';
import { type Library, type LoadOptions, loadScenario, type Scenario, ScenarioError } from '../parse.ts';

let folder = '';

const files: { readonly [name: string]: string } = {
  'base.yaml': `version: 1
name: base
description: A base.
tags: [one, two]
cluster: { nodes: 5 }
network: { latency: { uniform: [1ms, 2ms] }, loss: 1%, clients: { loss: 2% } }
workload: { arrival: { closed: { think: 5ms } } }
faults:
  - { id: cut, at: 1s, do: isolate, nodes: leader, for: 2s }
  - { id: off, at: 2s, do: crash, nodes: n4 }
run: { chaos: 3s, settle: 1s }
`,
  'over.yaml': `extends: base.yaml
name: over
tags: [three]
network: { latency: { exp: { mean: 3ms } }, clients: { latency: 4ms } }
workload: { arrival: { open: { every: 9ms } } }
`,
  'deep/third.yaml': 'extends: ../over.yaml\nname: third\nrun: { settle: 2s }\n',
  'bare.yaml': 'network: { loss: 3% }\n',
  'on-bare.yaml': 'version: 1\nname: x\ndescription: X.\nextends: bare.yaml\n',
  'wrong-base.yaml': `version: 1
name: wrong-base
description: It has mistakes.
network:
  los: 3%
cluster: { nodes: 0 }
`,
  'on-wrong.yaml': 'extends: wrong-base.yaml\nname: x\nnetwork: { lss: 1% }\ncluster: { nodes: 5 }\n',
  'fewer.yaml': 'extends: base.yaml\ncluster: { nodes: 3 }\n',
  'one.yaml': 'extends: two.yaml\nname: one\n',
  'two.yaml': '# nothing\nextends: deep/../one.yaml\n',
  'self.yaml': 'extends: self.yaml\n',
  'list.yaml': '- 1\n',
  'not.yaml': 'a: b: c\n',
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  mkdirSync(join(folder, 'deep'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'latin.yaml'), Buffer.from('version: 1\nname: gr\u00fcn\n', 'latin1'));
  writeFileSync(join(folder, 'huge.yaml'), `#${' '.repeat(1_000_001)}`);
  mkdirSync(join(folder, 'folder.yaml'));
  execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
  symlinkSync('/dev/zero', join(folder, 'device.yaml'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const library: Library = {
  names: () => ['leader-crash', 'base'],
  file: (name) => (name === 'base' ? join(folder, 'base.yaml') : null),
};

function load(name: string, ...assignments: readonly string[]): Scenario {
  const options: LoadOptions = { assignments, library };
  return loadScenario(join(folder, name), known, options);
}

/** `over.yaml:3:1 message`, without the folder. */
function mistakes(name: string, ...assignments: readonly string[]): readonly string[] {
  try {
    load(name, ...assignments);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ file, line, column, message, hint }) =>
      `${file}:${line}:${column} ${message}${hint === null ? '' : ` (${hint})`}`.replaceAll(`${folder}/`, ''),
    );
  }
  return [];
}

function extending(name: string): readonly string[] {
  writeFileSync(join(folder, 'child.yaml'), `name: child\nextends: ${JSON.stringify(name)}\n`);
  return mistakes('child.yaml');
}

describe('extends', () => {
  test('joins mappings and replaces all else, down the whole chain', () => {
    expect(load('deep/third.yaml')).toEqual({
      version: 1,
      name: 'third',
      description: 'A base.',
      tags: ['three'],
      cluster: { nodes: 5 },
      network: { latency: { exp: { mean: '3ms' } }, loss: '1%', clients: { loss: '2%', latency: '4ms' } },
      workload: { arrival: { open: { every: '9ms' } } },
      faults: load('base.yaml').faults,
      run: { chaos: '3s', settle: '2s' },
    });
  });

  test('takes a base that is no scenario by itself, and shipped ones by name', () => {
    expect(load('on-bare.yaml').network).toEqual({ loss: '3%' });
    expect(extending('base')).toEqual([]);
  });

  test('shows a mistake in the base there, and one of the file itself in the file; what is replaced is none', () => {
    expect(mistakes('on-wrong.yaml')).toEqual([
      'on-wrong.yaml:3:12 unknown key "lss" (did you mean "loss"?)',
      'wrong-base.yaml:5:3 unknown key "los" (did you mean "loss"?)',
    ]);
  });

  test('shows a mistake that only both make where the value is written', () => {
    expect(mistakes('fewer.yaml')).toEqual([
      'base.yaml:10:42 no node or role is called "n4" (did you mean "n1"?)',
    ]);
  });

  test('shows what is missing in all of them at the file itself', () => {
    writeFileSync(join(folder, 'child.yaml'), 'extends: bare.yaml\nversion: 1\nname: x\n');
    expect(mistakes('child.yaml')).toEqual(['child.yaml:1:1 "description" is missing']);
  });

  test('refuses circles, at the file that closes them', () => {
    expect(mistakes('one.yaml')).toEqual([
      'two.yaml:2:10 this goes round in a circle: one.yaml → two.yaml → one.yaml',
    ]);
    expect(mistakes('self.yaml')).toEqual([
      'self.yaml:1:10 this goes round in a circle: self.yaml → self.yaml',
    ]);
  });

  test.each([
    ['gone.yaml', 'gone.yaml: there is no such file'],
    ['base.yaml/x.yaml', 'base.yaml/x.yaml: it cannot be read (ENOTDIR)'],
    ['folder.yaml', 'folder.yaml: this is a folder, not a file'],
    ['pipe.yaml', 'pipe.yaml: this is a pipe, not a file'],
    ['device.yaml', 'device.yaml: this is a device, not a file'],
    ['huge.yaml', 'huge.yaml: the file has 1000002 bytes; a scenario has at most 1000000'],
    ['latin.yaml', 'latin.yaml: this is not UTF-8'],
    ['list.yaml', 'list.yaml: this file holds no scenario'],
    ['/etc/passwd', 'expected a path from the folder of this file, such as ../common.yaml'],
    ['..\\x.yaml', 'expected a path from the folder of this file, such as ../common.yaml'],
    ['../../etc/passwd', 'expected a file of YAML or JSON (.yaml, .yml, .json)'],
    ['', 'expected the path of a file, or the name of a shipped scenario'],
    [
      'leder-crash',
      'no shipped scenario is called "leder-crash"; a file is named by its path, such as leder-crash.yaml (did you mean "leader-crash"?)',
    ],
  ])('%j is refused where it is written', (name, message) => {
    expect(extending(name)).toEqual([`child.yaml:2:10 ${message}`]);
  });

  test('a base that is no YAML says where', () => {
    expect(extending('not.yaml')).toEqual([
      'not.yaml:1:4 a text that holds a colon and a space needs quotes',
    ]);
  });

  test('a base that cannot be read hides no mistake of the file', () => {
    writeFileSync(join(folder, 'child.yaml'), 'extends: gone.yaml\nnetwork: { los: 5% }\n');
    expect(mistakes('child.yaml')).toEqual([
      'child.yaml:1:10 gone.yaml: there is no such file',
      'child.yaml:2:12 unknown key "los" (did you mean "loss"?)',
    ]);
  });

  test('a chain has an end', () => {
    for (let i = 0; i < 11; i++) {
      writeFileSync(join(folder, `chain-${i}.yaml`), `extends: chain-${i + 1}.yaml\n`);
    }
    expect(mistakes('chain-0.yaml')).toEqual([
      'chain-9.yaml:1:10 more than 10 files, each extending the next',
    ]);
  });
});

describe('assignments', () => {
  test('reach any depth, lists by place, id or name, and replace the other kinds of a distribution', () => {
    const scenario = load(
      'base.yaml',
      'network.loss=5%',
      'network.latency.exp.mean=7ms',
      'faults.0.at=500ms',
      'faults.cut.for={ uniform: [1s, 2s] }',
      'faults.off.nodes=[n1, n2]',
      'workload={ clients: 3 }',
      'tags.1="a.b=c"',
      'limits.down=unlimited',
      'expect.sometimes=[{ name: runs, that: { event: commit } }]',
      'expect.sometimes.runs.times=>= 2',
    );
    expect(scenario.network).toEqual({
      latency: { exp: { mean: '7ms' } },
      loss: '5%',
      clients: { loss: '2%' },
    });
    expect(scenario.faults).toEqual([
      { id: 'cut', at: '500ms', do: 'isolate', nodes: 'leader', for: { uniform: ['1s', '2s'] } },
      { id: 'off', at: '2s', do: 'crash', nodes: ['n1', 'n2'] },
    ]);
    expect(scenario.workload).toEqual({ clients: 3 });
    expect(scenario.tags).toEqual(['one', 'a.b=c']);
    expect(scenario.limits).toEqual({ down: 'unlimited' });
    expect(scenario.expect?.sometimes?.[0]?.times).toBe('>= 2');
  });

  test('go over what is extended, the later over the earlier', () => {
    expect(load('over.yaml', 'cluster.nodes=7', 'cluster.nodes=9').cluster).toEqual({ nodes: 9 });
  });

  test.each([
    ['network.los=5%', '1:9 unknown key "los" (did you mean "loss"?)'],
    ['netwrk.loss=5%', '1:1 unknown key "netwrk" (did you mean "network"?)'],
    ['network.loss=500%', '1:14 expected a probability from 0 to 1, such as 0.05 or 5%, got "500%"'],
    ['network={ loss: 1%, los: 2% }', '1:21 unknown key "los" (did you mean "loss"?)'],
    [
      'faults.off.nodes=any(folowers)',
      '1:22 no node or role is called "folowers" (did you mean "followers"?)',
    ],
    ['faults.cut.at=9s', '1:15 this is not before the end of chaos, at 3s'],
    ['faults.2.at=9s', '1:8 there is no "2" in faults: it has 0 to 1, cut, off'],
    ['faults.cutt.at=9s', '1:8 there is no "cutt" in faults: it has 0 to 1, cut, off (did you mean "cut"?)'],
    ['faults.-1.at=9s', '1:8 there is no "-1" in faults: it has 0 to 1, cut, off'],
    ['network.loss', '1:13 expected = and a value, as in network.loss=5%'],
    ['network.loss=', '1:13 expected a value after the ='],
    ['=5', '1:1 expected a key, as in network.loss=5%'],
    ['network..loss=5', '1:9 expected a key, as in network.loss=5%'],
    ['network.loss=[', '1:15 not YAML: Flow sequence must end with a ]'],
    ['a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=1', '1:41 a key lies at most 20 deep'],
    ['__proto__.loss=1', '1:1 unknown key "__proto__"; here there are'],
    ['network.constructor=1', '1:9 unknown key "constructor"; here there are'],
  ])('%s', (words, message) => {
    const [found, ...more] = mistakes('base.yaml', words);
    expect(found?.startsWith(`--set ${words}:${message}`), found).toBe(true);
    expect(more).toEqual([]);
  });

  test('a mistake that an assignment makes elsewhere is shown where the other value is', () => {
    expect(mistakes('base.yaml', 'run.chaos=2s')).toEqual([
      'base.yaml:10:20 this is not before the end of chaos, at 2s',
    ]);
  });

  test('every assignment that finds no place is told', () => {
    expect(mistakes('base.yaml', 'faults.x.at=1s', 'y').map((text) => text.slice(0, 24))).toEqual([
      '--set faults.x.at=1s:1:8',
      '--set y:1:2 expected = a',
    ]);
  });
});
