// Which reports are written, and where.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { palette } from '../reports/palette.ts';
import { testIo } from './fixtures/io.ts';
import { openReporters, parseReporters } from './reporters.ts';

const look = palette({ ascii: false, color: false, columns: 80 });

describe('--reporter', () => {
  it('is pretty on stdout unless something else goes there', () => {
    expect(parseReporters([])).toEqual([{ name: 'pretty', file: null }]);
    expect(parseReporters(['json'])).toEqual([{ name: 'json', file: null }]);
    expect(parseReporters(['junit:a.xml'])).toEqual([
      { name: 'pretty', file: null },
      { name: 'junit', file: 'a.xml' },
    ]);
  });

  it('is a list, or repeated', () => {
    const both = [
      { name: 'plain', file: null },
      { name: 'json', file: 'a:b.json' },
    ];
    expect(parseReporters(['plain,json:a:b.json'])).toEqual(both);
    expect(parseReporters(['plain', 'json:a:b.json'])).toEqual(both);
  });

  it.each([
    [['xml'], 'there is no reporter "xml"'],
    [['jsno'], 'did you mean json?'],
    [['json,junit'], 'cannot both write to stdout'],
    [['json:a,junit:a'], 'two reporters would write to a'],
    [['json:'], 'names no file'],
  ])('refuses %j', (options, message) => {
    try {
      parseReporters(options);
      expect.unreachable();
    } catch (error) {
      const { message: said, hint } = error as { message: string; hint: string | null };
      expect(`${said} ${hint}`).toContain(message);
    }
  });
});

describe('report files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('appear whole at the end, and only then', () => {
    const io = testIo({ cwd: folder });
    const reporters = openReporters(parseReporters(['json:a.json']), look, io);
    for (const reporter of reporters.all) reporter.begin({ version: '1', subjects: [], runs: 0 });
    expect(readdirSync(folder)).not.toContain('a.json');
    reporters.end({ exitCode: 0, complete: true, elapsedMs: 1 });
    expect(readdirSync(folder)).toEqual(['a.json']);
    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toMatchObject({ runs: [] });
  });

  it('leave nothing behind where one cannot be written', () => {
    const io = testIo({ cwd: folder });
    const choices = parseReporters(['json:a.json', 'junit:no/such/folder.xml']);
    expect(() => openReporters(choices, look, io)).toThrow('cannot write no/such/folder.xml');
    expect(readdirSync(folder)).toEqual([]);
  });
});
