// The tutorial as its reader follows it: the files of its chapters and their commands, in order, in one folder.
// `npm run tutorial` puts what the commands print today in the place of what they printed.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from './app.ts';
import { testIo } from './fixtures/io.ts';
import { missingLine, shownAnew, tutorialBlocks } from './fixtures/tutorial-page.ts';

const chapters = readdirSync(new URL('../docs/tutorial/', import.meta.url)).sort();
const folder = mkdtempSync(join(tmpdir(), 'tutorial-'));
afterAll(() => rmSync(folder, { recursive: true }));

const isRefresh = process.env['npm_lifecycle_event'] === 'tutorial';

/** In the place of what it showed; what stands below it moves. */
function refresh(chapter: string, command: string, shown: readonly string[], anew: readonly string[]): void {
  const path = new URL(`../docs/tutorial/${chapter}`, import.meta.url);
  const page = readFileSync(path, 'utf8');
  const old = [`$ ${command}`, ...shown].join('\n');
  expect(page).toContain(old);
  writeFileSync(
    path,
    page.replace(old, () => [`$ ${command}`, ...anew].join('\n')),
  );
}

const blocks = chapters.flatMap((chapter) => {
  const page = readFileSync(new URL(`../docs/tutorial/${chapter}`, import.meta.url), 'utf8');
  return tutorialBlocks(page).map((block) => ({ ...block, chapter }));
});

describe('the tutorial', () => {
  it('has four chapters, with files and commands in each', () => {
    expect(chapters.map((name) => name[0])).toEqual(['1', '2', '3', '4']);
    for (const chapter of chapters) {
      const kinds = blocks.filter((block) => block.chapter === chapter).map(({ kind }) => kind);
      expect(new Set(kinds)).toEqual(new Set(['file', 'console']));
    }
  });

  for (const block of blocks) {
    if (block.kind === 'file') {
      it(`${block.chapter}: ${block.name} is written`, () => {
        writeFileSync(join(folder, block.name), block.text);
      });
      continue;
    }
    for (const { command, shown, line } of block.commands) {
      it(`docs/tutorial/${block.chapter}:${line}: ${command}`, async () => {
        const io = testIo({ cwd: folder, env: { LC_ALL: 'C.UTF-8' }, now: () => performance.now() });
        const [program, ...words] = command.split(' ');
        expect(program).toBe('whitewater');
        const code = await main(words, io);
        const output = io.out() === '' ? io.err() : io.out();
        expect(code, output + io.err()).toBe(block.exit);
        if (isRefresh) return refresh(block.chapter, command, shown, shownAnew(shown, output));
        expect(
          missingLine(shown, output),
          `it is not printed so (refresh it with \`npm run tutorial\` and read it again), but:\n${output}`,
        ).toBeNull();
      });
    }
  }
});

describe('what is shown of an output', () => {
  const output = 'one\ntwo\nthree\n1 passed · 4s simulated in 816ms · exit 0\n';

  it('may leave lines out, and differ in times', () => {
    const last = '1 passed · 4s simulated in 2.1s · exit 0';
    expect(missingLine(['one', '…', last], output)).toBeNull();
    expect(missingLine(['…', 'two', '…', ''], output)).toBeNull();
    expect(missingLine(['one', '…', 'three', last, ''], output)).toBeNull();
    expect(missingLine(['one', 'two', 'three', last], output)).toBeNull();
  });

  it('may not differ otherwise', () => {
    expect(missingLine(['two', '…'], output)).toBe('two');
    expect(missingLine(['one', 'three', '…'], output)).toBe('one\nthree');
    expect(missingLine(['…', 'two', '…', 'one', '…'], output)).toBe('one');
    expect(missingLine(['…', 'two'], output)).toBe('two');
    expect(missingLine(['one'], output)).toBe('and no more, but there is: two');
    expect(missingLine(['…', '2 passed · 4s simulated in 816ms · exit 0'], output)).toMatch(/^2 passed/);
  });

  it('is the same places of a new output', () => {
    const later = 'zero\none\ntwo\nthree\nfour\n2 passed · 5s simulated in 816ms · exit 0\n';
    const last = '2 passed · 5s simulated in 816ms · exit 0';
    expect(shownAnew(['one', '…', 'thrice', '…'], later)).toEqual(['zero', '…', 'three', '…']);
    expect(shownAnew(['…', 'three', '1 passed', ''], later)).toEqual(['…', 'four', last, '']);
    expect(shownAnew(['one', 'two'], later)).toHaveLength(6);
  });
});
