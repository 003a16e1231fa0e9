// A scenario that a module exports: loaded as Node can, and from then on read as the YAML that it prints to.

import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { plainData } from '../plain-data.ts';
import { printScenario } from '../print.ts';
import type { Span } from '../problem.ts';
import { isMapping } from './merge.ts';

export type ModuleText =
  | { readonly text: string }
  /** `span`: in the source. */
  | { readonly mistake: string; readonly span: Span };

export function isModule(path: string): boolean {
  return /\.([cm]?js|m?ts)$/.test(path);
}

const start: Span = { start: 0, end: 1 };

/** `source`: its text, for the place of what it throws. */
export function moduleText(path: string, source: string): ModuleText {
  const { typescript } = process.features as { readonly typescript?: string | false };
  if (/ts$/.test(path) && (typescript ?? false) === false) {
    const mistake = `Node ${process.versions.node} does not load TypeScript: compile it to .mjs, or use Node 22.18 or newer`;
    return { mistake, span: start };
  }
  try {
    const found = exported(createRequire(import.meta.url)(resolve(path)));
    if ('mistake' in found) return { ...found, span: start };
    return { text: printScenario(plainData(found.scenario) as object) };
  } catch (error) {
    return thrown(error, path, source);
  }
}

function exported(module: unknown): { readonly scenario: object } | { readonly mistake: string } {
  const exports = isModuleLike(module) ? module : {};
  const found = exports['scenario'] ?? exports['default'];
  if (isMapping(found)) return { scenario: found };
  const names = Object.keys(exports).join(', ');
  const others = names === '' ? 'it exports nothing' : `it exports ${names}`;
  return { mistake: `expected \`export const scenario = defineScenario({ … })\`; ${others}` };
}

function isModuleLike(value: unknown): value is { readonly [name: string]: unknown } {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}

/** What a module throws is its author's to mend, where it is thrown if that is in the module. */
function thrown(error: unknown, path: string, source: string): ModuleText {
  if (!(error instanceof Error)) return { mistake: `it throws ${String(error)}`, span: start };
  if ('code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE') {
    return {
      mistake: 'a scenario is data that is there at once: no `await` outside of functions',
      span: start,
    };
  }
  const stack = error.stack ?? '';
  const at = stack.indexOf(resolve(path));
  const [, line, column] =
    /^:(\d+)(?::(\d+))?/.exec(at < 0 ? '' : stack.slice(at + resolve(path).length)) ?? [];
  const before = line === undefined ? [] : source.split('\n').slice(0, Number(line) - 1);
  const offset = before.reduce((sum, text) => sum + text.length + 1, 0) + Number(column ?? 1) - 1;
  const [message] = error.message.split('\n');
  return { mistake: `${error.name}: ${message}`, span: { start: offset, end: offset + 1 } };
}
