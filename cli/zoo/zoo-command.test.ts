// `whitewater zoo` from its words to its table.

import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../app.ts';
import { type TestIo, testIo } from '../fixtures/io.ts';
import { realEngine } from '../real-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'zoo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function zoo(line: string): Promise<{ readonly code: number; readonly io: TestIo }> {
  const io = testIo();
  return { code: await main(`zoo ${line}`.split(' '), io, async () => realEngine()), io };
}

describe('zoo list', () => {
  it('tells what there is, of one difficulty if asked', async () => {
    const { io, code } = await zoo('list --difficulty very-hard');
    expect(code).toBe(0);
    expect(io.out()).toContain(
      'C01      safety   very hard Entries of older terms are committed by counting.',
    );
    expect(io.out()).not.toContain('E06');
  });
});

describe('zoo run', () => {
  const results = join(folder, 'results');

  it('finds what is there, keeps what it found, and does not try it again', async () => {
    const line = `run E06 C03 --strategy swarm --masters 1 --limit 500ms --workers 2 --results ${results}`;
    const first = await zoo(line);
    expect(first.io.err()).toMatch(/E06 swarm from 1: [a-z-]+ after \d+ runs?, /);
    expect(first.io.out()).toMatch(/\| E06 \| safety \| easy \| end-to-end \| swarm \| 1 of 1 \|/);
    expect(first.io.out()).toContain('| C03 | inside | very hard | end-to-end | swarm | 0 of 1 | – in');
    expect(first.io.out()).toContain('Reported though nobody could see it: none.');
    expect(first.code).toBe(0);
    // A process that was killed while it wrote.
    appendFileSync(results, '{"specimen":"E0');
    const second = await zoo(line);
    expect(second.io.err()).toBe('');
    expect(second.io.out()).toBe(first.io.out());
  });

  it('says by its exit code that a class was not found often enough, or that nobody could see what was', async () => {
    const kept = join(folder, 'kept');
    const rest = { strategy: 'swarm', masterSeed: 1, checks: 'end-to-end', limitMs: 500, runs: 1 };
    const lineOf = (specimen: string, property: string | null): string =>
      `${JSON.stringify({ ...rest, specimen, property, simulated: 1, spentMs: 1, found: null, smallest: null })}\n`;
    writeFileSync(kept, lineOf('E06', null));
    const missed = await zoo(`run E06 --strategy swarm --masters 1 --results ${kept}`);
    expect(missed.code).toBe(3);
    expect(missed.io.out()).toContain('Missed by `swarm` from every master seed:');
    writeFileSync(kept, lineOf('C03', 'linearizable'));
    const claimed = await zoo(`run C03 --strategy swarm --masters 1 --results ${kept}`);
    expect(claimed.code).toBe(1);
    expect(claimed.io.out()).toContain('**C03** as linearizable, by swarm from master seed 1');
  });

  it('puts the table into a page', async () => {
    const page = join(folder, 'page.md');
    writeFileSync(page, 'Before.\n<!-- table -->\nold\n<!-- end of table -->\nAfter.\n');
    await zoo(`run E06 --strategy swarm --masters 1 --results ${results} --page ${page}`);
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(/^Before\.\n<!-- table -->\n\n/);
    expect(text).toMatch(/<!-- end of table -->\nAfter\.\n$/);
    expect(text).toContain('| E06 |');
    expect(text).not.toContain('old');
  });

  it.each([
    ['fly', 'the zoo cannot "fly"'],
    ['run E99', 'there is no "E99" in the zoo'],
    ['run --difficulty eassy', 'did you mean easy?'],
    ['run --checks all', '--checks cannot be "all"'],
    ['run --strategy swarn', 'did you mean swarm?'],
    ['run --masters 0', '--masters cannot be "0"'],
    [`run --page ${join(folder, 'nowhere.md')}`, 'cannot read'],
    ['run --results package.json', 'is not a result of a trial'],
  ])('refuses %s', async (line, message) => {
    const { code, io } = await zoo(line);
    expect(code).toBe(2);
    expect(io.err()).toContain(message);
  });
});
