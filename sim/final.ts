// How the run must end: leader, term, roles, values, logs and commit indexes, read from the nodes when all is over.

import type { Violation } from './checkers/checker.ts';
import type { Cluster } from './cluster.ts';
import { type Comparison, compares, type Role } from './condition.ts';
import type { FinalPlan } from './plan.ts';
import type { FinalView } from './program.ts';
import type { Scene } from './scene.ts';
import type { Simulation } from './simulation.ts';
import type { GoalReport, Verdict } from './verdict.ts';

/** What was asked of one thing, and what there is. */
interface Item {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly isMet: boolean;
}

const property = 'final';

export function finalOf({ scene, cluster }: Simulation): readonly GoalReport[] {
  const plan = scene.plan.checks.final ?? null;
  if (plan === null) return [];
  return new Final(plan, scene, cluster).items().map(({ name, expected, found, isMet }) => ({
    kind: 'final',
    name,
    status: isMet ? 'reached' : 'not-reached',
    detail: isMet ? found : `expected ${expected}, got ${found}`,
  }));
}

/** Every mismatch in one violation, for it is one end that is wrong. */
export function otherEnd(unmet: readonly GoalReport[], event: number, at: number): Violation {
  return {
    property,
    source: 'the scenario (expect.final)',
    scope: 'end-to-end',
    event,
    at,
    node: 0,
    message: `The run ends otherwise than it should: ${unmet.map(({ name, detail }) => `${name}: ${detail}`).join('; ')}`,
    evidence: { items: unmet.length },
  };
}

export function isOtherEnd(verdict: Verdict): boolean {
  return verdict.kind === 'violated' && verdict.violation.property === property;
}

class Final {
  private readonly plan: FinalPlan;
  private readonly scene: Scene;
  private readonly cluster: Cluster;

  constructor(plan: FinalPlan, scene: Scene, cluster: Cluster) {
    this.plan = plan;
    this.scene = scene;
    this.cluster = cluster;
  }

  items(): readonly Item[] {
    const { leader, term, roles, kv, logs, commits } = this.plan;
    return [
      ...(leader === null ? [] : [this.leader(leader)]),
      ...(term === null ? [] : [compared('term', this.term(), term)]),
      ...roles.map(({ node, role }) => this.role(node, role)),
      ...commits.map(({ node, is }) => this.commit(node, is)),
      ...logs.map(({ node, terms }) => this.log(node, terms)),
      ...kv.values.map(({ key, value }) => this.value(key, value)),
    ];
  }

  private name(node: number): string {
    return this.scene.plan.names[node - 1]!;
  }

  private leader(wanted: number | 'any' | 'none'): Item {
    const leader = this.cluster.leader();
    const isMet = wanted === 'any' ? leader > 0 : leader === (wanted === 'none' ? 0 : wanted);
    const expected = typeof wanted === 'number' ? this.name(wanted) : wanted;
    return { name: 'leader', expected, found: leader === 0 ? 'none' : this.name(leader), isMet };
  }

  /** The highest that a running node knows. */
  private term(): number {
    const { cluster } = this;
    return Math.max(0, ...cluster.nodes.map(({ id }) => cluster.status(id)?.term ?? 0));
  }

  private role(node: number, expected: Role): Item {
    const found = this.cluster.status(node)?.role ?? 'down';
    return { name: `role of ${this.name(node)}`, expected, found, isMet: found === expected };
  }

  private commit(node: number, is: Comparison): Item {
    const name = `commit of ${this.name(node)}`;
    const status = this.cluster.status(node);
    if (status !== undefined) return compared(name, status.commitIndex, is);
    return { name, expected: inWords(is), found: 'nothing: it is down', isMet: false };
  }

  private log(node: number, terms: readonly number[]): Item {
    const name = `log of ${this.name(node)}`;
    const expected = list(terms);
    const found = this.view(node)?.logTerms();
    if (found === undefined) return { name, expected, found: 'nothing: it is down', isMet: false };
    return { name, expected, found: list(found), isMet: list(found) === expected };
  }

  private value(key: string, value: string | null): Item {
    const { cluster } = this;
    const holds = (node: number): boolean => this.view(node)?.valueAt(key) === value;
    const all = cluster.nodes.map(({ id }) => id);
    const { of } = this.plan.kv;
    const read = of === 'leader' ? all.filter((id) => id === cluster.leader()) : all;
    const enough = of === 'majority' ? cluster.majority : Math.max(1, read.length);
    const isMet = read.filter(holds).length >= enough;
    const whose = { majority: 'at a majority', leader: 'at the leader', each: 'at every node' }[of];
    const found = read.map((node) => `${this.name(node)} ${this.found(node, key)}`).join(', ');
    return {
      name: `kv ${key}`,
      expected: `${shown(value)} ${whose}`,
      found: isMet ? shown(value) : found === '' ? 'no leader' : found,
      isMet,
    };
  }

  private found(node: number, key: string): string {
    const view = this.view(node);
    return view === undefined ? 'down' : shown(view.valueAt(key));
  }

  private view(node: number): FinalView | undefined {
    const { program } = this.cluster.node(node);
    return program === undefined ? undefined : this.scene.kind.finalView?.(program);
  }
}

function compared(name: string, value: number, is: Comparison): Item {
  return { name, expected: inWords(is), found: `${value}`, isMet: compares(value, is) };
}

function inWords({ operator, value }: Comparison): string {
  return operator === '=' ? `${value}` : `${operator} ${value}`;
}

function list(terms: readonly number[]): string {
  return `[${terms.join(', ')}]`;
}

function shown(value: string | null): string {
  return value ?? 'none';
}
