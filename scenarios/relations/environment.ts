// Relations of zones and of what is said of single nodes' links, disks and clocks.

import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { didYouMean } from '../problem.ts';
import { durationOf } from '../quantity.ts';
import { rangeOf } from '../range.ts';
import { counts, roles } from '../selector.ts';
import type { Relations } from './relation.ts';

export function checkEnvironment(relations: Relations): void {
  const { parts } = relations;
  checkZones(relations);
  checkDelivery(relations);
  checkNames(relations, Object.keys(parts.clocks?.value.nodes ?? {}), ['clocks', 'nodes']);
  checkNames(relations, Object.keys(parts.storage?.value.nodes ?? {}), ['storage', 'nodes']);
  const clients = parts.network?.value.clients?.nodes ?? {};
  checkNames(relations, Object.keys(clients), ['network', 'clients', 'nodes']);
}

/** Messages are delivered by a script or by priorities, not by both. */
function checkDelivery({ parts, report }: Relations): void {
  const { schedule, delivery } = parts.network?.value ?? {};
  if (schedule === undefined) return;
  const path = ['network', 'schedule'];
  if (delivery === 'manual') {
    report(finding(path, 'no priorities where a script delivers (delivery: manual)', null, 'key'));
  }
  if (rangeOf(schedule.every, durationOf).least === 0) {
    report(finding([...path, 'every'], 'one delivery every 0 would be all at once'));
  }
}

/** Sections of nodes, by name. */
function checkNames({ names, report }: Relations, given: readonly string[], path: Path): void {
  if (names === null) return;
  for (const name of given) {
    if (names.includes(name)) continue;
    const hint = didYouMean(nearest(name, names));
    report(finding([...path, name], `no node is called "${name}"`, hint, 'key'));
  }
}

function checkZones({ parts, names, report }: Relations): void {
  const zones = parts.cluster?.value.zones ?? {};
  const path = ['cluster', 'zones'];
  const taken = new Map<string, string>();
  for (const [zone, members] of Object.entries(zones)) {
    if ([...(names ?? []), ...roles, ...counts].includes(zone)) {
      report(finding([...path, zone], `"${zone}" means something else in selectors`, null, 'key'));
    }
    members.forEach((name, position) => {
      const where = [...path, zone, position];
      const other = taken.get(name);
      taken.set(name, zone);
      if (names !== null && !names.includes(name)) {
        report(finding(where, `no node is called "${name}"`, didYouMean(nearest(name, names))));
      } else if (other !== undefined) {
        report(finding(where, `"${name}" is in zone ${other} already`));
      }
    });
  }
  if (parts.network?.value.zones === undefined || Object.keys(zones).length > 0) return;
  if (parts.cluster === null || parts.cluster.leftOut.includes('zones')) return;
  report(finding(['network', 'zones'], 'there are no zones: cluster.zones names them', null, 'key'));
}
