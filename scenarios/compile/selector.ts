// The plan of whom a fault aims at: the grammar's names become roles and node numbers.

import type { Selector } from '../../sim/plan.ts';
import { isRole } from '../relations/selector.ts';
import type { SelectorSpec } from '../scenario.ts';
import { parseSelector, type SelectorSyntax } from '../selector.ts';

export function compileSelector(spec: SelectorSpec, names: readonly string[]): Selector {
  const texts = typeof spec === 'string' ? [spec] : spec;
  const selectors = texts.map((text) => {
    const parsed = parseSelector(text);
    if ('mistake' in parsed) throw new RangeError(`a selector that the schema should have refused: ${text}`);
    return compileSyntax(parsed.syntax, names);
  });
  return union(selectors);
}

function compileSyntax(syntax: SelectorSyntax, names: readonly string[]): Selector {
  const inner = (of: SelectorSyntax): Selector => compileSyntax(of, names);
  switch (syntax.kind) {
    case 'name':
      return isRole(syntax.name)
        ? { kind: 'role', role: syntax.name }
        : { kind: 'nodes', nodes: [names.indexOf(syntax.name) + 1] };
    case 'bound':
      return { kind: 'bound', name: syntax.name };
    case 'some':
      return { kind: 'some', count: syntax.count, of: inner(syntax.of) };
    case 'minus':
      return { kind: 'minus', of: inner(syntax.of), without: inner(syntax.without) };
    case 'union':
      return union(syntax.of.map(inner));
  }
}

/** Plain nodes are joined; one alone stays itself. */
function union(of: readonly Selector[]): Selector {
  if (of.length === 1) return of[0]!;
  const nodes = of.flatMap((selector) => (selector.kind === 'nodes' ? selector.nodes : []));
  const others = of.filter((selector) => selector.kind !== 'nodes');
  const plain: Selector[] =
    nodes.length === 0 ? [] : [{ kind: 'nodes', nodes: [...new Set(nodes)].sort((a, b) => a - b) }];
  const all = [...plain, ...others];
  return all.length === 1 ? all[0]! : { kind: 'union', of: all };
}
