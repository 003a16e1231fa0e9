// A scenario as YAML that people would write: sections as blocks, what fits on a line in braces.

import { Document, isCollection, isMap, isScalar, isSeq, type Node, visit } from 'yaml';

/** Of a line, its indent included. */
const columnsMax = 100;
/** Below a section and an item of its list, braces are what people write. */
const blockDepth = 1;

/** What this text parses to is the data again, keys in the same order. */
export function printScenario(data: object): string {
  const document = new Document(data, { version: '1.2', aliasDuplicateObjects: false });
  visit(document, {
    Collection(_key, node, ancestors) {
      const depth = ancestors.filter((ancestor) => isCollection(ancestor)).length;
      if (depth >= blockDepth && fits(node, depth)) node.flow = true;
    },
    Pair(_key, { key }) {
      // Written plainly it would be a merge key.
      if (isScalar(key) && key.value === '<<') key.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true, indentSeq: true });
}

function fits(node: Node, depth: number): boolean {
  if (depth <= listDepth && holdsMappings(node)) return false;
  return 2 * depth + JSON.stringify(node.toJSON()).length <= columnsMax;
}

/** Lists of mappings (faults, goals) have a line for each, down to here. */
const listDepth = 2;

function holdsMappings(node: unknown): boolean {
  if (isSeq(node)) return node.items.some(isMap);
  return isMap(node) && node.items.some(({ value }) => isSeq(value) && value.items.some(isMap));
}
