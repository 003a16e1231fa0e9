// Where a file must not be half written, and what must not be replaced by one.

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AtomicFile, discardAll } from './atomic-file.ts';
import { BadInput } from './bad-input.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atomic-'));
});

afterEach(() => {
  discardAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('a file that appears whole', () => {
  it('is not there before it is complete', () => {
    const file = new AtomicFile('out', folder);
    file.write('all of it');
    expect(existsSync(join(folder, 'out'))).toBe(false);
    file.commit();
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('all of it');
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('leaves nothing behind when given up, and may be given up after it is in its place', () => {
    new AtomicFile('never', folder).write('text');
    discardAll();
    expect(readdirSync(folder)).toEqual([]);
    const file = new AtomicFile('kept', folder);
    file.commit();
    file.discard();
    expect(readdirSync(folder)).toEqual(['kept']);
  });

  it('keeps a symbolic link and writes what it points to', () => {
    writeFileSync(join(folder, 'target'), 'old');
    symlinkSync('target', join(folder, 'link'));
    const file = new AtomicFile('link', folder);
    file.write('new');
    file.commit();
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('new');
  });

  it.skipIf(process.platform === 'win32')('never replaces what is no plain file', () => {
    // A pipe of our own: nothing else would notice, should it be replaced. Open for reading as well, it
    // blocks nobody.
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDWR);
    const file = new AtomicFile('pipe', folder);
    file.write('through');
    file.commit();
    expect(statSync(path).isFIFO()).toBe(true);
    const read = Buffer.alloc(7);
    readSync(reader, read);
    closeSync(reader);
    expect(read.toString()).toBe('through');
  });

  it('takes one output only, by whatever name', () => {
    const first = new AtomicFile('same', folder);
    expect(() => new AtomicFile('./same', folder)).toThrow(/two outputs would go to \.\/same/);
    first.discard();
    expect(() => new AtomicFile('same', folder)).not.toThrow();
  });

  it('says what is wrong with a place at once', () => {
    writeFileSync(join(folder, 'plain'), '');
    expect(() => new AtomicFile('plain/below', folder)).toThrow(BadInput);
    expect(() => new AtomicFile('no/such', folder)).toThrow(/cannot write no\/such/);
    expect(() => new AtomicFile('.', folder)).toThrow(/is a folder/);
  });

  it.skipIf(!existsSync('/proc/self/fd'))('is written to where it is a pipe without a path', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    rmSync(pipe);
    const file = new AtomicFile(`/proc/self/fd/${reader}`, folder);
    file.write('to whoever reads');
    file.commit();
    const bytes = Buffer.alloc(100);
    expect(bytes.toString('utf8', 0, readSync(reader, bytes))).toBe('to whoever reads');
    closeSync(reader);
  });

  it.skipIf(!existsSync('/dev/full'))('tells of a full disk in words', () => {
    symlinkSync('/dev/full', join(folder, 'full'));
    const file = new AtomicFile('full', folder);
    file.write('x');
    expect(() => file.commit()).toThrow(/cannot write full/);
  });
});
