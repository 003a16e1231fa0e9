// Nobody is sent a message who may not have said hello.

import { expect, it } from 'vitest';
import { Hush } from './hush.ts';
import { courseOptions } from './options.ts';

const millisecond = 1000;

it('is over sooner than anybody would speak, where starting is quick', () => {
  const hush = new Hush();
  hush.onHello(60 * millisecond);
  expect(hush.isFor(2, 500 * millisecond)).toBe(true);
  expect(hush.isFor(2, 60 * millisecond + courseOptions.electionTimeoutMin)).toBe(false);
});

it('lasts longer where starting is slow, but for those that have spoken', () => {
  const hush = new Hush();
  hush.onHello(400 * millisecond);
  hush.onHeard(3);
  expect(hush.isFor(2, 3500 * millisecond)).toBe(true);
  expect(hush.isFor(3, 3500 * millisecond)).toBe(false);
  expect(hush.isFor(2, 3600 * millisecond)).toBe(false);
});

it('is over before clients come, however slow it is', () => {
  const hush = new Hush();
  hush.onHello(1400 * millisecond);
  expect(hush.isFor(2, 4800 * millisecond)).toBe(true);
  expect(hush.isFor(2, 4900 * millisecond)).toBe(false);
});

it('holds before the own hello', () => {
  expect(new Hush().isFor(1, 60_000 * millisecond)).toBe(true);
});
