// Arguments as files: folders, patterns, order, and what names nothing.

import { chmodSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findScenarios, NothingFound, UnreadableFolder } from './find.ts';

const nobody = 65534;

let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'whitewater-'));
  mkdirSync(join(cwd, 'a/deep'), { recursive: true });
  mkdirSync(join(cwd, 'a/node_modules'));
  mkdirSync(join(cwd, 'empty'));
  for (const file of [
    'b.yaml',
    'a/two.yml',
    'a/one.yaml',
    'a/deep/x.yaml',
    'a/notes.md',
    'a/node_modules/n.yaml',
    'a/.h.yaml',
  ]) {
    writeFileSync(join(cwd, file), '');
  }
});

afterAll(() => {
  rmSync(cwd, { recursive: true });
});

test.each([
  [['b.yaml'], ['b.yaml']],
  [['a'], ['a/deep/x.yaml', 'a/one.yaml', 'a/two.yml']],
  [['a/'], ['a/deep/x.yaml', 'a/one.yaml', 'a/two.yml']],
  [['a/*.yaml'], ['a/one.yaml']],
  [['a/*.{yaml,yml}'], ['a/one.yaml', 'a/two.yml']],
  [['**/*.yaml'], ['a/deep/x.yaml', 'a/one.yaml', 'b.yaml']],
  [['a/t?o.yml'], ['a/two.yml']],
  [['a/notes.md'], ['a/notes.md']],
  [
    ['b.yaml', 'a/one.yaml', './b.yaml', 'b.yaml'],
    ['b.yaml', 'a/one.yaml', './b.yaml'],
  ],
])('%j', (args, files) => {
  expect(findScenarios(args, cwd)).toEqual(files);
});

test.each([
  ['c.yaml', 'c.yaml: no such file or folder'],
  ['empty', 'empty: no scenario in this folder (*.yaml, *.yml)'],
  ['a/*.json', 'a/*.json: no file matches'],
  ['nowhere/*.yaml', 'nowhere/*.yaml: no file matches'],
])('%s names nothing', (argument, message) => {
  expect(() => findScenarios(['b.yaml', argument], cwd)).toThrow(NothingFound);
  expect(() => findScenarios(['b.yaml', argument], cwd)).toThrow(message);
});

test.skipIf(process.seteuid === undefined)('a folder that is closed is told by its name', () => {
  mkdirSync(join(cwd, 'shut'), { mode: 0 });
  chmodSync(cwd, 0o755);
  const user = process.geteuid?.() ?? 0;
  // No folder is closed to root.
  if (user === 0) process.seteuid?.(nobody);
  try {
    expect(() => findScenarios(['shut'], cwd)).toThrow(UnreadableFolder);
    expect(() => findScenarios(['.'], cwd)).toThrow('cannot read shut');
  } finally {
    if (user === 0) process.seteuid?.(user);
    rmdirSync(join(cwd, 'shut'));
  }
});

test('an absolute path stays one', () => {
  expect(findScenarios([join(cwd, 'a/*.yaml')], '/')).toEqual([join(cwd, 'a/one.yaml')]);
});

test.each(['', ' ', 'b.yaml/below', 'itself'])('%j is no file, and that is all that is wrong', (word) => {
  if (word === 'itself') symlinkSync('itself', join(cwd, 'itself'));
  expect(() => findScenarios([word], cwd)).toThrow(NothingFound);
});
