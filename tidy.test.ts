// The house style as a test: each rule fails with what to do instead, and names every file that breaks it.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = import.meta.dirname;
const foreign = new Set(['node_modules', 'dist']);

/** Every source file of ours, as paths from the root. */
function sources(folder: string): readonly string[] {
  const found: string[] = [];
  for (const item of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? item.name : `${folder}/${item.name}`;
    if (item.isDirectory()) {
      if (!foreign.has(item.name) && !item.name.startsWith('.')) found.push(...sources(path));
    } else if (/\.(ts|mjs)$/.test(item.name)) {
      found.push(path);
    }
  }
  return found;
}

const files = sources('').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** The paths, each with its detail, for which `detail` has one. */
function offenders(detail: (path: string, text: string) => string | null): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const found = detail(path, text);
    return found === null ? [] : [`${path}${found === '' ? '' : `: ${found}`}`];
  });
}

/** The first line that matches, as `line 12`. */
function firstLine(text: string, pattern: RegExp): string | null {
  const line = text.split('\n').findIndex((candidate) => pattern.test(candidate));
  return line < 0 ? null : `line ${line + 1}`;
}

/** The comment that a file opens with, without its slashes and stars; '' if there is none. */
function header(text: string): string {
  const code = text.replace(/^#!.*\n/, '').trimStart();
  const lines = /^(?:\/\/.*\n?)+/.exec(code)?.[0] ?? /^\/\*[\s\S]*?\*\//.exec(code)?.[0] ?? '';
  return lines.replace(/^\s*(?:\/\/|\/\*\*?|\*\/|\*)/gm, '').trim();
}

const vague = /^(utils?|helpers?|types?|common|manager|base|misc|shared|stuff)$/;
const unfinished = new RegExp(
  `\\b(${['TO', 'FIX', 'X'].map((word, i) => word + ['DO', 'ME', 'XX'][i]).join('|')})\\b`,
);

describe('the house style', () => {
  it('reads the sources', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.map((file) => file.path)).toContain('raft/message.ts');
  });

  it('keeps a file to 300 lines', () => {
    const long = offenders((_, text) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > 300 ? `${lines} lines` : null;
    });
    expect(long, 'One idea a file, about 120 lines: move the second idea into a file of its own.').toEqual(
      [],
    );
  });

  it('opens every file with a sentence', () => {
    const mute = offenders((_, text) => (/[.:?!]/.test(header(text)) ? null : ''));
    expect(mute, 'Begin the file with a comment: one or two sentences saying what it is.').toEqual([]);
  });

  it('names a file after its idea', () => {
    const named = offenders((path) => {
      const parts = basename(path).split('.')[0]!.split('-');
      return parts.length === 1 && vague.test(parts[0]!) ? '' : null;
    });
    expect(named, 'Name the idea (quorum.ts, progress.ts), and split the file if it has several.').toEqual(
      [],
    );
  });

  it('leaves nothing unfinished', () => {
    const notes = offenders((_, text) => firstLine(text, unfinished));
    expect(
      notes,
      'Finish it, or file it where the project keeps its issues; code has no notes to self.',
    ).toEqual([]);
  });

  it('exports by name', () => {
    const defaults = offenders((path, text) =>
      /\.config\.ts$|^\.dependency-cruiser/.test(path) ? null : firstLine(text, /^export default\b/),
    );
    expect(defaults, 'Export it by name, so that it has one name everywhere.').toEqual([]);
  });

  it('imports files by their whole name', () => {
    const short = offenders((_, text) =>
      firstLine(text, /^(import|export)\b.*from '\.[^']*(?<!\.(ts|mjs|js|json))';$/),
    );
    expect(short, "Write the extension: import … from './message.ts'.").toEqual([]);
  });
});

describe('the scenario library', () => {
  const folder = 'scenarios/library';
  const scenarios = readdirSync(join(root, folder)).filter((name) => name.endsWith('.yaml'));

  it('says in a sentence what each scenario teaches', () => {
    const mute = scenarios.filter((name) => {
      const scenario = parse(readFileSync(join(root, folder, name), 'utf8')) as {
        readonly description?: unknown;
      };
      const words = typeof scenario.description === 'string' ? scenario.description.trim().split(/\s+/) : [];
      return words.length < 5;
    });
    expect(mute, 'Write `description:` as one sentence on what a reader learns from the run.').toEqual([]);
  });

  it('names each scenario after its file', () => {
    const other = scenarios.filter((name) => {
      const scenario = parse(readFileSync(join(root, folder, name), 'utf8')) as { readonly name?: unknown };
      return scenario.name !== name.replace(/\.yaml$/, '');
    });
    expect(other, 'Give the scenario the name of its file: reports and replay commands then agree.').toEqual(
      [],
    );
  });
});

describe('the documents', () => {
  const scripts = Object.keys(
    (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: object }).scripts,
  );

  it('name only npm scripts that exist', () => {
    const unknown = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', '.ci/run'].flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const named = [...text.matchAll(/npm run ([a-z][\w:-]*)|npm (test|start)\b/g)].map(
        (hit) => hit[1] ?? hit[2]!,
      );
      return named.filter((name) => !scripts.includes(name)).map((name) => `${path}: ${name}`);
    });
    expect(unknown, 'Write the name as in package.json, or add the script there.').toEqual([]);
  });

  it('link only to files that exist', () => {
    const dead = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md'].flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((hit) => hit[1]!);
      return targets
        .filter((target) => !existsSync(join(root, path, '..', target)))
        .map((target) => `${path}: ${target}`);
    });
    expect(dead, 'Mend the path; it is taken from the folder of the document.').toEqual([]);
  });
});
