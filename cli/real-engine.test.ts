// The command with the real scenario language and simulator, on files in a folder of its own.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonReport } from '../reports/json.ts';
import { main } from './app.ts';
import { type TestIo, testIo } from './fixtures/io.ts';
import { loadTrace } from './load-trace.ts';
import { shippedNames } from './shipped.ts';

const scenario = `version: 1
name: small
description: A leader crashes and comes back, and somebody else leads meanwhile.
faults:
  - { at: 600ms, do: crash, nodes: leader, for: 300ms }
run: { chaos: 2s, settle: 1s }
expect:
  sometimes:
    - { name: second election, that: { event: become-leader }, times: ">= 2" }
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  writeFileSync(join(folder, 'small.yaml'), scenario);
  writeFileSync(
    join(folder, 'wrong.yaml'),
    scenario.replace('do: crash', 'do: crush').replace('chaos: 2s', 'chaos: 2'),
  );
  writeFileSync(
    join(folder, 'late.yaml'),
    scenario
      .replace('sometimes', 'eventually')
      .replace(/- \{ name.*/, '- { that: commit-advances, within: 1us }'),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

async function whitewater(line: string): Promise<{ readonly code: number; readonly io: TestIo }> {
  const io = testIo({ cwd: folder });
  return { code: await main(line.split(' '), io), io };
}

async function report(line: string): Promise<JsonReport> {
  const { code, io } = await whitewater(`${line} --reporter json`);
  expect(code, io.err()).toBe(0);
  return JSON.parse(io.out()) as JsonReport;
}

describe('a real run', () => {
  it('passes, and says what was checked', async () => {
    const { code, io } = await whitewater('run small.yaml --seed 7');
    expect(code, io.err()).toBe(0);
    expect(io.out()).toContain('✓ election-safety');
    expect(io.out()).toContain('✓ sometimes second election');
  });

  it('has one digest, alone or in a batch, checked twice or in part', async () => {
    const [alone] = (await report('run small.yaml --seed 3')).runs;
    const batch = (await report('run small.yaml --seeds 4 --check-determinism')).runs;
    expect(batch.map((run) => run.seed)).toEqual([1, 2, 3, 4]);
    expect(batch[2]!.digest).toBe(alone!.digest);
    expect(new Set(batch.map((run) => run.digest)).size).toBe(4);
    const unchecked = (await report('run small.yaml --seed 3 --checks none')).runs[0]!;
    expect(unchecked.digest).toBe(alone!.digest);
    expect(unchecked.properties).toEqual([]);
  });

  it('leaves a trace whose header and events are the run’s', async () => {
    const { code } = await whitewater('run small.yaml --seed 3 --trace t.ndjson');
    expect(code).toBe(0);
    const { events, end } = loadTrace('t.ndjson', folder);
    expect(end.digest).toBe((await report('run small.yaml --seed 3')).runs[0]!.digest);
    expect(events).toHaveLength(end.events);
    await whitewater('run small.yaml --seed 3 --trace t.ndjson.gz');
    expect(readFileSync(join(folder, 't.ndjson.gz'))[0]).toBe(0x1f);
    expect(loadTrace('t.ndjson.gz', folder)).toEqual(loadTrace('t.ndjson', folder));
    expect(readdirSync(folder).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('that fails ends with lanes and the command to see it again', async () => {
    const { code, io } = await whitewater('run late.yaml --seed 3');
    expect(code).toBe(1);
    expect(io.out()).toMatch(/^FAIL small · seed 3 · commit-advances$/m);
    expect(io.out()).toMatch(/^ +t \(s\) n1 +n2 +n3$/m);
    expect(io.out()).toContain('  replay     whitewater run late.yaml --seed 3\n');
  });
});

describe('--set', () => {
  const late = 'expect.eventually=[{ that: commit-advances, within: 1us }]';

  it('changes what is run, and the command that makes it again', async () => {
    const io = testIo({ cwd: folder });
    const words = ['run', 'small.yaml', '--seed', '3', '--set', 'cluster.nodes=5', '--set', late];
    expect(await main(words, io), io.err()).toBe(1);
    expect(io.out()).toContain('5 nodes');
    expect(io.out().replaceAll(/\n +/g, ' ')).toContain(
      `whitewater run small.yaml --seed 3 --set cluster.nodes=5 --set '${late}'`,
    );
  });

  it('is seen by explain and validate, and refused with its place', async () => {
    expect((await whitewater('explain small.yaml --set cluster.nodes=5')).io.out()).toContain('5 nodes');
    const { code, io } = await whitewater('validate small.yaml --set cluster.node=5');
    expect(code).toBe(2);
    expect(io.out()).toContain('--set cluster.node=5:1:9  error  unknown key "node"');
    expect(io.out()).toContain('did you mean "nodes"?');
    const run = await whitewater('run small.yaml --set cluster.nodes');
    expect([run.code, run.io.out()]).toEqual([2, '']);
    expect(run.io.err()).toContain('--set cluster.nodes:1:14  error  expected = and a value');
  });

  it('goes over what a file extends, also a shipped one', async () => {
    writeFileSync(join(folder, 'over.yaml'), 'extends: leader-crash\nname: over\nrun: { chaos: 6s }\n');
    const { io } = await whitewater('explain over.yaml --set cluster.nodes=7');
    expect(io.out()).toMatch(/7 nodes/);
    expect(io.out()).toMatch(/first-death: at 2s crash leader/);
    expect(io.out()).toMatch(/6s of chaos/);
  });
});

describe('other commands, really', () => {
  it('validate finds the mistakes with line and column', async () => {
    const { code, io } = await whitewater('validate wrong.yaml');
    expect(code).toBe(2);
    expect(io.out()).toMatch(/wrong\.yaml:5:\d+/);
    expect(io.out()).toMatch(/wrong\.yaml:6:\d+/);
    expect(io.out()).toContain('"crash"');
    expect(io.out()).toContain('2 mistakes in 1 of 1 file\n');
  });

  it('run refuses the same file, on stderr, and a file that is not there', async () => {
    const wrong = await whitewater('run wrong.yaml small.yaml');
    expect([wrong.code, wrong.io.out()]).toEqual([2, '']);
    expect(wrong.io.err()).toContain('wrong.yaml:5:');
    const missing = await whitewater('run nowhere.yaml');
    expect(missing.code).toBe(2);
    expect(missing.io.err()).toContain('nowhere.yaml');
    expect((await whitewater('run small.yaml leadr*.yaml')).code).toBe(2);
    expect((await whitewater('run leadr*.yaml')).code).toBe(4);
  });

  it('list knows the shipped scenarios, and run knows them by name', async () => {
    const { io } = await whitewater('list scenarios --json');
    const { scenarios } = JSON.parse(io.out()) as { scenarios: { name: string; description: string }[] };
    expect(scenarios.map((each) => each.name)).toEqual(shippedNames());
    const [first] = shippedNames();
    expect((await whitewater(`explain ${first}`)).io.out()).toContain(`${first} under seed 1`);
  });

  it('list names every property with its source', async () => {
    const { io } = await whitewater('list properties');
    expect(io.out()).toMatch(/^election-safety +end-to-end: \S/m);
    expect(io.out()).toMatch(/^log-matching +/m);
  });

  it('schema is a JSON Schema', async () => {
    const { code, io } = await whitewater('schema');
    expect(code).toBe(0);
    expect(JSON.parse(io.out())).toMatchObject({ type: 'object', properties: { version: {} } });
  });
});
