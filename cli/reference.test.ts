// The reference of the command line is that of this command line.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitCodes } from './exit-code.ts';
import { commandNames, commands, globalOptions } from './options.ts';
import { referencePage } from './reference.ts';
import { reporterNames } from './reporter-choice.ts';

const page = referencePage();

describe('docs/cli.md', () => {
  it('is current', () => {
    const written = readFileSync(new URL('../docs/cli.md', import.meta.url), 'utf8');
    expect(written === page, 'docs/cli.md is out of date: refresh it with `npm run reference`').toBe(true);
  });

  it('has every command, option, report and exit code', () => {
    for (const name of commandNames) {
      expect(page).toContain(`\n## ${name}\n`);
      for (const option of Object.keys(commands[name].options)) expect(page).toContain(`\`--${option}`);
    }
    for (const option of Object.keys(globalOptions)) expect(page).toContain(`\`--${option}`);
    for (const name of reporterNames) expect(page).toContain(`| \`${name}\` |`);
    for (const code of Object.values(exitCodes)) expect(page).toContain(`\n| ${code} |`);
  });

  it('says something about everything', () => {
    expect(page).not.toMatch(/\| *\|/);
    expect(page).not.toContain('undefined');
  });
});
