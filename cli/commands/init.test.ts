// What init writes works as it says; what is there stays; all of it or nothing.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { main } from '../app.ts';
import { type TestIo, testIo } from '../fixtures/io.ts';
import { templateNames } from '../templates.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function whitewater(argv: readonly string[], changes: Parameters<typeof testIo>[0] = {}) {
  const io: TestIo = testIo({ cwd: folder, ...changes });
  return { code: await main(argv, io), io };
}

/** Every file below the folder. */
function files(): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** The commands that it prints, as words after `whitewater`. */
function commandsIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/^ {2}whitewater (.*?)\s+# /gm)].map(([, command]) =>
    [...command!.matchAll(/'([^']*)'|(\S+)/g)].map(([, one, other]) => one ?? other!),
  );
}

describe('init', () => {
  it.each(templateNames)('writes %s, and every command that it prints works', async (template) => {
    const { code, io } = await whitewater(['init', '--template', template]);
    expect(io.err()).toBe('');
    expect(code).toBe(0);
    for (const file of files()) expect(io.out()).toContain(`wrote ${file}\n`);
    const commands = commandsIn(io.out());
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const next = await whitewater(command);
      expect([command, next.code, next.io.err()]).toEqual([command, 0, '']);
    }
  });

  it('writes a schema that accepts the scenario, and settings that link them', async () => {
    await whitewater(['init']);
    const schema = JSON.parse(
      readFileSync(join(folder, '.whitewater/scenario.schema.json'), 'utf8'),
    ) as object;
    const scenario: unknown = parse(readFileSync(join(folder, 'scenarios/first.yaml'), 'utf8'));
    expect(new Ajv({ strict: false }).validate(schema, scenario)).toBe(true);
    const settings = JSON.parse(readFileSync(join(folder, '.vscode/settings.json'), 'utf8')) as {
      readonly 'yaml.schemas': object;
    };
    for (const path of Object.keys(settings['yaml.schemas']))
      expect(existsSync(join(folder, path))).toBe(true);
  });

  it('writes a workflow that GitHub can read', async () => {
    await whitewater(['init', '--template', 'ci']);
    const workflow = parse(readFileSync(join(folder, '.github/workflows/whitewater.yml'), 'utf8')) as {
      readonly jobs: { readonly scenarios: { readonly steps: readonly { readonly run?: string }[] } };
    };
    const runs = workflow.jobs.scenarios.steps.flatMap(({ run }) => run ?? []);
    const own = runs.filter((run) => run.startsWith('npx whitewater '));
    expect(own).toHaveLength(2);
    for (const line of own) {
      const command = line
        .replace(/--seeds \d+/, '--seeds 1')
        .split(' ')
        .slice(2);
      expect((await whitewater(command)).code).toBe(0);
    }
  });

  it('never writes over what is there, names it, and leaves nothing half done', async () => {
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, '.vscode/settings.json'), 'mine');
    const { code, io } = await whitewater(['init']);
    expect(code).toBe(2);
    expect(io.err()).toContain('this file is there already\n  .vscode/settings.json\n');
    expect(files()).toEqual(['.vscode/settings.json']);
    expect(readFileSync(join(folder, '.vscode/settings.json'), 'utf8')).toBe('mine');
  });

  it('takes back what it wrote where the rest cannot be written', async () => {
    writeFileSync(join(folder, '.whitewater'), 'no folder');
    const { code, io } = await whitewater(['init']);
    expect(code).toBe(2);
    expect(io.err()).toContain('cannot write to .');
    expect(readdirSync(folder)).toEqual(['.whitewater']);
  });

  it('writes to a folder that it makes, and quotes its name', async () => {
    const { code, io } = await whitewater(['init', "a new/it's here"]);
    expect(code).toBe(0);
    expect(io.out()).toContain(`whitewater validate 'a new/it'\\''s here/scenarios/'`);
    expect(existsSync(join(folder, "a new/it's here/scenarios/first.yaml"))).toBe(true);
  });

  it('asks where somebody is there to answer, unless told not to', async () => {
    const asked: string[] = [];
    const ask = (question: string): Promise<string> => {
      asked.push(question);
      return Promise.resolve('n');
    };
    expect((await whitewater(['init'], { ask })).io.err()).toBe('nothing was written\n');
    expect(asked).toEqual([expect.stringContaining('scenarios/first.yaml')]);
    expect(files()).toEqual([]);
    await whitewater(['init', 'one', '--yes'], { ask });
    await whitewater(['init', 'two', '--no-input'], { ask });
    await whitewater(['init', 'three', '-y'], { ask });
    expect(asked).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['one', 'three', 'two']);
  });

  it('knows its templates', async () => {
    const { code, io } = await whitewater(['init', '--template', 'scenari']);
    expect([code, io.err()]).toEqual([2, 'there is no template "scenari"\n  did you mean scenario?\n']);
  });
});
