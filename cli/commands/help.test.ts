// Pages of help: all there, no wider than a terminal, and true.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../app.ts';
import { testIo } from '../fixtures/io.ts';
import { helpPage, topicNames } from './help.ts';

describe('help', () => {
  it.each([...topicNames, 'topics'])('%s is a page that fits', (topic) => {
    const page = helpPage(topic);
    expect(page.length).toBeGreaterThan(200);
    expect(page.endsWith('\n')).toBe(true);
    for (const line of page.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
    if (topic === 'topics') for (const each of topicNames) expect(page).toContain(each);
  });

  it('names only commands that exist', async () => {
    for (const topic of topicNames) {
      for (const [, words] of helpPage(topic).matchAll(/^ {4}whitewater (\w+(?: \w+)?)/gm)) {
        const { code, io } = await told(`${words} --help`);
        expect([words, code, io.err()]).toEqual([words, 0, '']);
      }
    }
  });

  it('has a scenario that runs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'help-'));
    const page = helpPage('scenarios');
    writeFileSync(join(folder, 'a.yaml'), page.slice(page.indexOf('version: 1'), page.indexOf('\n- Times')));
    const io = testIo({ cwd: folder });
    expect([await main(['run', 'a.yaml', '--seed', '1'], io), io.err()]).toEqual([0, '']);
    rmSync(folder, { recursive: true });
  });

  it('is of commands too, and says what was meant', async () => {
    expect((await told('help run')).io.out()).toContain('whitewater run <scenario..>');
    expect((await told('help determinsm')).io.err()).toContain('did you mean determinism?');
    expect((await told('help rum')).io.err()).toContain('did you mean run?');
    expect((await told('help nothing')).code).toBe(2);
  });
});

async function told(line: string) {
  const io = testIo();
  return { code: await main(line.split(' '), io), io };
}
