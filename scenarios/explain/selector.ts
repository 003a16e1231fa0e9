// A selector in the words of the language.

import type { Selector } from '../../sim/selection.ts';

export function selectorWords(selector: Selector, names: readonly string[]): string {
  switch (selector.kind) {
    case 'nodes':
      return selector.nodes.map((node) => names[node - 1]).join(' ');
    case 'role':
      return selector.role;
    case 'some':
      return `${selector.count}(${selectorWords(selector.of, names)})`;
    case 'minus':
      return `${selectorWords(selector.of, names)} - ${selectorWords(selector.without, names)}`;
    case 'union':
      return selector.of.map((part) => selectorWords(part, names)).join(', ');
    case 'bound':
      return `$${selector.name}`;
  }
}
