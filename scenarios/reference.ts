// The key reference of the language as Markdown, from the descriptions in its JSON Schema.

import * as quantity from './quantity.ts';

type Schema = { readonly [key: string]: unknown };

interface Row {
  readonly key: string;
  readonly kind: string;
  readonly meaning: string;
  readonly usual: string;
}

/** Below the introduction that people write, everything from this line on is made. */
export const referenceMark = '<!-- Made by `npm run reference` from the schema: edit scenarios/schema/. -->';

const patterns: ReadonlyMap<string, string> = new Map([
  [quantity.durationPattern.source, 'time'],
  [quantity.shiftPattern.source, 'time with a sign'],
  [quantity.percentPattern.source, 'chance'],
  [quantity.ppmPattern.source, 'ppm'],
  [quantity.sizePattern.source, 'size'],
  [quantity.ratePattern.source, 'size a second'],
  [quantity.atLeastPattern.source, '`">= n"`'],
]);

export function languageReference(schema: Schema): string {
  const read = new Reader(schema);
  const { properties, ...top } = read.resolved(schema);
  const sections = Object.entries(properties as Schema).map(([key, given]) =>
    read.section(key, given as Schema),
  );
  const plain = sections.filter(({ isSection }) => !isSection).flatMap(({ rows }) => rows);
  const chapters = sections.filter(({ isSection }) => isSection);
  const description = typeof top['description'] === 'string' ? `${top['description']}\n\n` : '';
  return [
    `${referenceMark}\n\n## Key reference\n\n${description}${table(plain)}`,
    ...chapters.map(({ text }) => text),
  ].join('\n');
}

/** Characters of its schema from which a mapping is not told twice. */
const longShape = 600;

class Reader {
  private readonly definitions: Schema;
  /** Where the keys of a mapping have been told already. */
  private readonly told: Map<string, string> = new Map();

  constructor(schema: Schema) {
    this.definitions = (schema['definitions'] ?? {}) as Schema;
  }

  /** References followed; what is said beside a reference wins over what it leads to. */
  resolved(given: Schema): Schema {
    const [only] =
      Array.isArray(given['allOf']) && given['allOf'].length === 1 ? (given['allOf'] as Schema[]) : [];
    const target =
      typeof given['$ref'] === 'string'
        ? this.definitions[given['$ref'].replace('#/definitions/', '')]
        : only;
    if (target === undefined) return given;
    const { $ref: _ref, allOf: _all, ...own } = given;
    return { ...this.resolved(target as Schema), ...own };
  }

  section(
    key: string,
    given: Schema,
  ): { readonly isSection: boolean; readonly rows: readonly Row[]; readonly text: string } {
    const node = this.resolved(given);
    const variants = this.variantsOf(this.resolved((node['items'] ?? {}) as Schema));
    const rows = this.rowsOf(key, node, key === 'version' || key === 'name' || key === 'description');
    if (variants === null && rows.length <= 1) return { isSection: false, rows, text: '' };
    const [own, ...inner] = rows;
    const title = `\n## \`${key}\`\n\n${sentence(own!)}\n`;
    if (variants === null) return { isSection: true, rows, text: `${title}\n${table(inner)}` };
    return { isSection: true, rows, text: `${title}${this.actions(key, variants)}` };
  }

  /** What all have in common once, then each with what is its own. */
  private actions(key: string, variants: readonly Schema[]): string {
    const properties = variants.map((variant) => Object.entries((variant['properties'] ?? {}) as Schema));
    const isCommon = (name: string): boolean =>
      name !== 'do' && properties.every((entries) => entries.some(([other]) => other === name));
    const rows = (
      entries: readonly (readonly [string, unknown])[],
      required: readonly unknown[],
    ): readonly Row[] =>
      entries.flatMap(([name, inner]) => this.rowsOf(name, inner as Schema, required.includes(name)));
    const common = properties[0]!.filter(([name]) => isCommon(name));
    const own = variants.map((variant, position) => {
      const entries = properties[position]!.filter(([name]) => name !== 'do' && !isCommon(name));
      const word = this.resolved((variant['properties'] as Schema)['do'] as Schema)['const'];
      const what =
        typeof variant['description'] === 'string' ? `\n${capital(variant['description'])}.\n` : '';
      const required = (variant['required'] ?? []) as readonly unknown[];
      return `\n### \`do: ${String(word)}\`\n${what}\n${entries.length === 0 ? 'It has no keys of its own.\n' : table(rows(entries, required))}`;
    });
    return `\nEvery one of \`${key}\` may have:\n\n${table(rows(common, []))}${own.join('')}`;
  }

  /** The key itself, then what lies in it. */
  private rowsOf(key: string, given: Schema, isRequired: boolean): readonly Row[] {
    const node = this.resolved(given);
    const [meaning, usual] = meaningOf(node['description']);
    const own = { key, kind: this.kindOf(node), meaning, usual: usual ?? (isRequired ? 'required' : '') };
    const inner = node['type'] === 'array' ? this.resolved((node['items'] ?? {}) as Schema) : node;
    const prefix = node['type'] === 'array' ? `${key}[]` : key;
    if (inner['properties'] === undefined || isWord(this.kindOf(inner))) return [own];
    const shape = JSON.stringify(inner['properties']);
    const told = this.told.get(shape);
    if (told !== undefined && shape.length > longShape) {
      return [{ ...own, meaning: `${own.meaning === '' ? '' : `${own.meaning}; `}the same as \`${told}\`` }];
    }
    this.told.set(shape, prefix);
    const required = (inner['required'] ?? []) as readonly unknown[];
    const rows = Object.entries(inner['properties'] as Schema).flatMap(([name, deeper]) =>
      this.rowsOf(`${prefix}.${name}`, deeper as Schema, required.includes(name)),
    );
    return [own, ...rows];
  }

  private variantsOf(node: Schema): readonly Schema[] | null {
    const found = (node['oneOf'] ?? node['anyOf']) as readonly Schema[] | undefined;
    const variants = found?.map((each) => this.resolved(each)) ?? [];
    const isAction = (variant: Schema): boolean =>
      (variant['properties'] as Schema | undefined)?.['do'] !== undefined;
    return variants.length > 1 && variants.every(isAction) ? variants : null;
  }

  private kindOf(given: Schema): string {
    const node = this.resolved(given);
    const { type, pattern, properties } = node;
    const words = node['enum'] as readonly unknown[] | undefined;
    if (words !== undefined) return words.map((word) => `\`${String(word)}\``).join(', ');
    if ('const' in node) return `\`${String(node['const'])}\``;
    const branches = (node['anyOf'] ?? node['oneOf']) as readonly Schema[] | undefined;
    if (branches !== undefined) return this.unionOf(branches);
    if (typeof pattern === 'string') return patterns.get(pattern) ?? 'text';
    if (type === 'array') {
      const { minItems, maxItems } = node;
      const item = this.kindOf((node['items'] ?? {}) as Schema);
      return minItems === 2 && maxItems === 2 ? `[${item}, ${item}]` : `list of ${item}`;
    }
    if (properties !== undefined) {
      const keys = Object.keys(properties as Schema);
      if (keys.includes('lognormal')) return 'distribution';
      return keys.length === 1 && keys[0] === 'pick' ? 'pick' : 'mapping';
    }
    if (type === 'integer') return rangeOf(node) ?? 'whole number';
    if (type === 'number') return rangeOf(node) ?? 'number';
    if (type === 'boolean') return '`true`, `false`';
    return type === 'string' ? 'text' : 'mapping';
  }

  private unionOf(branches: readonly Schema[]): string {
    const kinds = [...new Set(branches.map((branch) => this.kindOf(branch)))];
    if (kinds.includes('distribution')) return 'distribution';
    const isPick = kinds.includes('pick');
    const rest = kinds.filter((kind) => kind !== 'pick');
    // A chance is a number or a percentage, nodes are a text or a list of texts.
    const tidy = rest.includes('chance') ? ['chance'] : rest;
    if (tidy[0] === 'text' && tidy[1] === 'list of text') return 'text or a list of them';
    return `${tidy.join(' or ')}${isPick ? ' (pick)' : ''}`;
  }
}

function isWord(kind: string): boolean {
  return kind === 'distribution' || kind === 'pick';
}

function rangeOf({ minimum, maximum }: Schema): string | null {
  return minimum === undefined || maximum === undefined ? null : `${String(minimum)} to ${String(maximum)}`;
}

/** The description without its default, and that. */
function meaningOf(given: unknown): readonly [string, string | null] {
  const text = typeof given === 'string' ? given : '';
  const at = text.search(/\.? ?Default: /);
  if (at < 0) return [text, null];
  return [text.slice(0, at), text.slice(at).replace(/^\.? ?Default: /, '')];
}

function sentence({ meaning, usual }: Row): string {
  const words = meaning === '' ? 'What follows' : capital(meaning);
  return `${words}.${usual === '' ? '' : ` Default: ${usual}.`}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function table(rows: readonly Row[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const lines = rows.map(
    ({ key, kind, meaning, usual }) => `| \`${key}\` | ${cell(kind)} | ${cell(meaning)} | ${cell(usual)} |`,
  );
  return ['| key | value | meaning | default |', '|---|---|---|---|', ...lines, ''].join('\n');
}
