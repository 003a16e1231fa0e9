// Which reports are written, by the words of the command line and by the environment.

import { describe, expect, it } from 'vitest';
import { chooseReporters, type ReporterChoice, reporterNames } from './reporter-choice.ts';

function choose(words: readonly string[], env: { [name: string]: string } = {}, isQuiet = false): string[] {
  const show = ({ name, file }: ReporterChoice): string => (file === null ? name : `${name}:${file}`);
  return chooseReporters(words, { isQuiet, env }).map(show);
}

describe('the reports', () => {
  it('are pretty on stdout unless something else goes there', () => {
    expect(choose([])).toEqual(['pretty']);
    expect(choose(['json'])).toEqual(['json']);
    expect(choose(['junit:a.xml'])).toEqual(['pretty', 'junit:a.xml']);
    for (const name of reporterNames) expect(choose([`only:${name}`])).toEqual([name]);
  });

  it('are a list, or repeated', () => {
    expect(choose(['plain,json:a:b.json'])).toEqual(['plain', 'json:a:b.json']);
    expect(choose(['plain', 'json:a:b.json'])).toEqual(['plain', 'json:a:b.json']);
  });

  it('are nothing else with only:', () => {
    expect(choose(['only:junit:a.xml'], { GITHUB_ACTIONS: 'true' })).toEqual(['junit:a.xml']);
    expect(choose(['only:junit:a.xml', 'tap:b.tap'])).toEqual(['junit:a.xml', 'tap:b.tap']);
  });

  it('are short with -q and for programs that say what they are', () => {
    expect(choose([], {}, true)).toEqual(['minimal']);
    expect(choose(['plain'], {}, true)).toEqual(['plain']);
    expect(choose([], { AI_AGENT: '1' })).toEqual(['minimal']);
    expect(choose([], { AI_AGENT: '' })).toEqual(['pretty']);
  });

  it('include annotations on GitHub Actions, once, beside whatever takes stdout', () => {
    const env = { GITHUB_ACTIONS: 'true' };
    expect(choose([], env)).toEqual(['pretty', 'github']);
    expect(choose(['json'], env)).toEqual(['json', 'github']);
    expect(choose(['github'], env)).toEqual(['pretty', 'github']);
    expect(choose(['github:a'], env)).toEqual(['pretty', 'github:a']);
    expect(choose([], { GITHUB_ACTIONS: '' })).toEqual(['pretty']);
  });

  it('are those of the environment where the command line names none', () => {
    const env = { WHITEWATER_REPORTER: 'plain,json:a' };
    expect(choose([], env)).toEqual(['plain', 'json:a']);
    expect(choose(['tap'], env)).toEqual(['tap']);
  });

  it.each([
    [['xml'], 'there is no reporter "xml"'],
    [['jsno'], 'did you mean json?'],
    [['pretty,'], 'empty name'],
    [['json,junit'], 'cannot both write to stdout'],
    [['json', 'json'], 'asked for twice'],
    [['json:a,junit:a'], 'two reporters would write to a'],
    [['json:'], 'names no file'],
  ])('refuse %j', (words, message) => {
    try {
      choose(words);
    } catch (error) {
      const { message: said, hint } = error as { message: string; hint: string | null };
      expect(`${said} ${hint}`).toContain(message);
      return;
    }
    expect.unreachable();
  });
});
