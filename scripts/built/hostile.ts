// Files that mean harm, or look like it: each with words of the refusal that it deserves.

const nine = (item: string): string => `[${Array(9).fill(item).join(', ')}]`;
const head = 'version: 1\nname: x\ndescription: X.\n';

function bomb(levels: string): string {
  const layers = [...levels].map(
    (key, i) => `${key}: &${key} ${i === 0 ? nine('x') : nine(`*${levels[i - 1]}`)}`,
  );
  return layers.join('\n');
}

function manyFaults(count: number, fault: string): string {
  return `${head}faults:\n${Array(count).fill(`  - ${fault}`).join('\n')}\n`;
}

/** By the name of the file. */
export const hostile: { readonly [name: string]: readonly [content: string | Buffer, refusal: string] } = {
  'brackets.yaml': ['['.repeat(900_000), 'nested deeper than'],
  'braces.yaml': ['{a: '.repeat(200_000), 'nested deeper than'],
  'dashes.yaml': ['- '.repeat(450_000), 'nested deeper than'],
  'indents.yaml': [
    Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'nested deeper than',
  ],
  'bomb.yaml': [bomb('abcdefghijklmnopqrstuvwxyz'), 'aliases'],
  'small-bomb.yaml': [`${head}${bomb('abcde')}`, 'aliases'],
  'fat-aliases.yaml': [
    `${head}a: &a [${'x, '.repeat(10_000)}x]\nfaults: [${Array(40).fill('{ at: 1s, do: isolate, nodes: *a }').join(', ')}]`,
    'aliases',
  ],
  'circle.yaml': [`${head}tags: &a [*a]`, 'aliases'],
  'tags.yaml': [`${head}tags: !!js/function "() => 1"`, 'has no tag'],
  'merge.yaml': [`${head}run: &r { chaos: 1s }\nlimits: { <<: *r }`, 'merge keys'],
  'twice.yaml': [`${head}run: { chaos: 1s }\nrun: { chaos: 2s }`, 'there twice'],
  'prototype.yaml': [`${head}__proto__: { polluted: 1 }`, 'unknown key "__proto__"'],
  'constructor.json': [
    '{"version": 1, "name": "x", "description": "X.", "constructor": {"prototype": {"polluted": 1}}}',
    'unknown key "constructor"',
  ],
  'zero.yaml': ['version: 1\u0000', 'control character (U+0000)'],
  'zeros.yaml': [Buffer.alloc(999_999), 'control character (U+0000)'],
  'not-utf-8.yaml': [Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]), 'not UTF-8'],
  'utf-16.yaml': [Buffer.from('\ufeffversion: 1', 'utf16le'), 'not UTF-8'],
  'large.yaml': ['#'.repeat(5_000_000), '5000000 bytes'],
  'one-word.yaml': [
    `${head}tags: [x]\nlimits: ${'x'.repeat(900_000)}`,
    'expected limits of down and damaged',
  ],
  'long-name.yaml': [`version: 1\nname: ${'-'.repeat(900_000)}\ndescription: X.`, 'expected a name'],
  'long-key.yaml': [`${head}? ${'k'.repeat(900_000)}\n: 1`, 'unknown key'],
  'many-keys.yaml': [
    `${head}${Array.from({ length: 8_000 }, (_, i) => `clustr${i}: 1`).join('\n')}`,
    'more mistakes',
  ],
  'many-mistakes.yaml': [manyFaults(1500, '{ at: 1, do: crsh, nodes: nobody }'), 'more mistakes'],
  'many-unknown.yaml': [manyFaults(1500, '{ at: 1s, do: explode, nodes: nobody }'), 'more mistakes'],
  'many-same.yaml': [manyFaults(1500, '{ id: a, at: 1s, do: crash, nodes: n1 }'), 'more mistakes'],
  'many-names.yaml': [`${head}cluster: { names: [${'n, '.repeat(14_000)}n] }`, 'mistakes'],
  'selector.yaml': [
    `${head}faults: [{ at: 1s, do: crash, nodes: "${'any('.repeat(200_000)}" }]`,
    'longer than 2000 characters',
  ],
  'nodes.yaml': [`${head}cluster: { nodes: 1e9 }`, 'from 1 to 64'],
  'clients.yaml': [`${head}workload: { clients: 1e9 }`, 'from 0 to 10000'],
  'infinite.yaml': [`${head}workload: { clients: .inf }`, 'from 0 to 10000'],
  'digits.yaml': [`${head}workload: { clients: ${'9'.repeat(100_000)} }`, 'from 0 to 10000'],
  'for-ever.yaml': [`${head}run: { chaos: ${'9'.repeat(1000)}h }`, 'is more than 1000h'],
  'every-us.yaml': [
    `${head}run: { chaos: 1h }\nfaults: [{ every: 1us, do: heal }]`,
    'this strikes some 3600000000 times; a run has 10000000 events at most',
  ],
  'every-nothing.yaml': [
    `${head}faults: [{ every: { uniform: [0s, 0s] }, do: heal }]`,
    'this strikes without end; a run has 10000000 events at most',
  ],
  'repeats.yaml': [`${head}faults: [{ every: 1us, times: 1000000000, do: heal }]`, 'from 1 to 1000000'],
  'calls.yaml': [
    `${head}run: { chaos: 1h }\nworkload: { clients: 10000, arrival: { open: { every: 1us } } }`,
    'the clients call some',
  ],
  'extends-device.yaml': [`${head}extends: /dev/zero`, 'expected a path from the folder of this file'],
  'extends-pipe.yaml': [`${head}extends: pipe.yaml`, 'this is a pipe, not a file'],
  'extends-itself.yaml': [`${head}extends: ./extends-itself.yaml`, 'goes round in a circle'],
  'extends-secret.yaml': [`${head}extends: ../../../../../../etc/passwd`, 'expected a file of YAML or JSON'],
};
