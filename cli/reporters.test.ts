// Where reports are written.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeRecord, fakeRun, fakeSubject, violation } from '../reports/fixtures/run.ts';
import { palette } from '../reports/palette.ts';
import type { RunRecord } from '../reports/record.ts';
import { Tally } from '../reports/tally.ts';
import { testIo } from './fixtures/io.ts';
import { chooseReporters } from './reporter-choice.ts';
import { openReporters, type Reporters } from './reporters.ts';

const look = { palette: palette({ ascii: false, color: false, columns: 80 }), isVerbose: false };
const plainly = { isQuiet: false, env: {} };

describe('report files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('appear whole at the end, and only then', () => {
    const io = testIo({ cwd: folder });
    const reporters = openReporters(chooseReporters(['json:a.json'], plainly), look, io);
    for (const reporter of reporters.all) reporter.begin({ version: '1', subjects: [], runs: 0 });
    expect(readdirSync(folder)).not.toContain('a.json');
    reporters.end({ exitCode: 0, complete: true, elapsedMs: 1 });
    expect(readdirSync(folder)).toEqual(['a.json']);
    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toMatchObject({ runs: [] });
  });

  it('leave nothing behind where one cannot be written', () => {
    const io = testIo({ cwd: folder });
    const choices = chooseReporters(['json:a.json', 'junit:no/such/folder.xml'], plainly);
    expect(() => openReporters(choices, look, io)).toThrow('cannot write no/such/folder.xml');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('give workflow commands to stderr, lines of files and the page of the job to GitHub', () => {
    writeFileSync(
      join(folder, 'a.yaml'),
      'version: 1\nexpect:\n  always:\n    - leader-completeness\n    - log-matching\n',
    );
    writeFileSync(join(folder, 'page'), 'of others\n');
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'page'), GITHUB_WORKSPACE: folder };
    const io = testIo({ cwd: folder, env });
    const reporters = openReporters(chooseReporters(['only:github'], plainly), look, io);
    const subject = fakeSubject({ file: 'a.yaml' });
    tellAll(reporters, [fakeRecord({ subject, run: fakeRun({ verdict: { kind: 'violated', violation } }) })]);
    expect(io.out()).toBe('');
    expect(io.err()).toMatch(
      /^::error file=a.yaml,line=4,title=figure-8%2C seed 1203%3A leader-completeness::/,
    );
    const page = readFileSync(join(folder, 'page'), 'utf8');
    expect(page).toMatch(/^of others\n## Whitewater/);
    expect(page).toContain('n5 won term 5');
  });

  it('name no line of a scenario that is not in the repository, and survive a page that cannot be written', () => {
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'no/such/page'), GITHUB_WORKSPACE: folder };
    const io = testIo({ cwd: folder, env });
    const reporters = openReporters(chooseReporters(['only:github'], plainly), look, io);
    tellAll(reporters, [fakeRecord({ run: fakeRun({ verdict: { kind: 'violated', violation } }) })]);
    expect(io.err()).toContain('::error title=figure-8');
    expect(io.err().match(/cannot write the step summary/g)).toHaveLength(1);
  });
});

function tellAll({ all, end }: Reporters, records: readonly RunRecord[]): void {
  const tally = new Tally(records[0]!.subject);
  for (const reporter of all)
    reporter.begin({ version: '1', subjects: [tally.subject], runs: records.length });
  for (const record of records) {
    tally.add(record);
    for (const reporter of all) reporter.onRun(record);
  }
  for (const reporter of all) reporter.onScenario(tally);
  end({ exitCode: 1, complete: true, elapsedMs: 1 });
}
