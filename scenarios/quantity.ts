// Quantities as a scenario writes them, with their units, and the integers they stand for.

import type { Comparison } from '../sim/condition.ts';

/** What a text stands for, or why it stands for nothing. */
export type Reading = { readonly value: number } | { readonly mistake: string };

export const durationPattern: RegExp = /^\d+(\.\d+)?(us|ms|s|m|h)$/;
export const shiftPattern: RegExp = /^[+-]?\d+(\.\d+)?(us|ms|s|m|h)$/;
export const percentPattern: RegExp = /^(100(\.0+)?|\d{1,2}(\.\d+)?)%$/;
export const ppmPattern: RegExp = /^[+-]?\d+ppm$/;
export const sizePattern: RegExp = /^\d+(\.\d+)?(B|kB|MB)$/;
export const ratePattern: RegExp = /^\d+(\.\d+)?(B|kB|MB)\/s$/;
export const comparisonPattern: RegExp = /^(?:=|!=|<|<=|>|>=)? ?\d{1,9}$/;
export const seedsPattern: RegExp = /^[1-9]\d{0,8} seeds?$/;
export const atLeastPattern: RegExp = /^>= ?\d+$/;

/** 2^32, the threshold of what always happens. */
export const always = 0x1_0000_0000;

const microseconds: ReadonlyMap<string, number> = new Map([
  ['us', 1],
  ['ms', 1000],
  ['s', 1_000_000],
  ['m', 60_000_000],
  ['h', 3_600_000_000],
]);
const bytes: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['kB', 1000],
  ['MB', 1_000_000],
]);
/** 1,000 hours: longer runs are slips of the unit. */
const durationMax = 3_600_000_000_000;
const sizeMax = 1_000_000_000_000;

/** µs. Also takes a sign. */
export function readDuration(text: string): Reading {
  if (!shiftPattern.test(text)) return { mistake: durationMistake(text) };
  return scaled(text, microseconds, 'us', durationMax, '1000h');
}

/** Bytes, or bytes a second. */
export function readSize(text: string): Reading {
  const size = text.endsWith('/s') ? text.slice(0, -2) : text;
  if (!sizePattern.test(size)) {
    return { mistake: `expected a size in B, kB or MB, such as 64kB, got "${text}"` };
  }
  return scaled(size, bytes, 'B', sizeMax, '1000000MB');
}

/** Of 2^32, from 0.05 or "5%". */
export function readProbability(given: number | string): Reading {
  let share = Number.NaN;
  if (typeof given === 'number') share = given;
  else if (percentPattern.test(given)) share = Number(given.slice(0, -1)) / 100;
  if (share >= 0 && share <= 1) return { value: Math.round(share * always) };
  return { mistake: `expected a probability from 0 to 1, such as 0.05 or 5%, got ${JSON.stringify(given)}` };
}

/** Parts per million. */
export function readPpm(text: string): Reading {
  if (!ppmPattern.test(text)) return { mistake: `expected a rate such as 200ppm or -50ppm, got "${text}"` };
  const value = Number(text.slice(0, -3));
  // A clock at a tenth or ten times its speed is broken, not drifting.
  if (Math.abs(value) > 900_000) return { mistake: `a drift is at most 900000ppm, got ${text}` };
  return { value };
}

/** µs, of a text that the schema has accepted. */
export function durationOf(text: string): number {
  return accepted(readDuration(text));
}

/** Bytes, or bytes a second, of a text that the schema has accepted. */
export function sizeOf(text: string): number {
  return accepted(readSize(text));
}

/** Of 2^32, of what the schema has accepted. */
export function probabilityOf(given: number | string): number {
  return accepted(readProbability(given));
}

/** Parts per million, of a text that the schema has accepted. */
export function ppmOf(text: string): number {
  return accepted(readPpm(text));
}

/** A comparison that the schema has accepted: `3`, `">= 2"`. */
/** 1000 of `1000 seeds`; 0 where nothing is said. */
export function seedsOf(given: string | number | undefined): number {
  return given === undefined ? 0 : Number.parseInt(String(given), 10);
}

export function comparisonOf(given: string | number): Comparison {
  if (typeof given === 'number') return { operator: '=', value: given };
  const found = /^(=|!=|<=|<|>=|>)? ?(\d+)$/.exec(given);
  if (found === null) throw new RangeError(`a comparison that the schema should have refused: ${given}`);
  return { operator: (found[1] ?? '=') as Comparison['operator'], value: Number(found[2]) };
}

function accepted(reading: Reading): number {
  if ('value' in reading) return reading.value;
  throw new RangeError(`a quantity that the schema should have refused: ${reading.mistake}`);
}

function scaled(
  text: string,
  units: ReadonlyMap<string, number>,
  finest: string,
  most: number,
  mostText: string,
): Reading {
  const unit = /[A-Za-z]+$/.exec(text)?.[0] ?? '';
  const exact = Number(text.slice(0, text.length - unit.length)) * (units.get(unit) ?? Number.NaN);
  const value = Math.round(exact);
  if (Math.abs(value) > most) return { mistake: `${text} is more than ${mostText}` };
  // Decimal fractions of a unit are not exact in binary; anything further off is a finer time than there is.
  if (Math.abs(exact - value) > 1e-3) return { mistake: `${text} is finer than 1${finest}` };
  return { value: value === 0 ? 0 : value };
}

function durationMistake(text: string): string {
  const unit = /^[+-]?\d+(?:\.\d+)? ?([A-Za-zµ]+)$/.exec(text)?.[1];
  if (unit !== undefined && !microseconds.has(unit)) {
    return `"${unit}" is not a unit of time; there are us, ms, s, m and h`;
  }
  return `expected a time with its unit, such as 150ms or 2s, got "${text}"`;
}
