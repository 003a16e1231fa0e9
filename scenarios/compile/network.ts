// The plan of links.

import type { LinkOverride, NetworkPlan, SchedulePlan, Selector } from '../../sim/plan.ts';
import * as defaults from '../defaults.ts';
import type { Picks } from '../pick.ts';
import type { ClusterSection, LinkSpec, NetworkSection, ScheduleSpec, SelectorSpec } from '../scenario.ts';
import { zonesByNode } from '../zones.ts';
import { compileSelector } from './selector.ts';

type Zones = NonNullable<ClusterSection['zones']>;

export function compileNetwork(
  section: NetworkSection,
  zones: Zones,
  names: readonly string[],
  picks: Picks,
): NetworkPlan {
  const set = compileLink(section, 'network', picks);
  const { clients, queue } = section;
  return {
    defaults: {
      latency: set.latency ?? { kind: 'uniform', ...defaults.latency },
      loss: set.loss ?? 0,
      duplicate: set.duplicate ?? 0,
      corrupt: set.corrupt ?? 0,
      reorder: set.reorder ?? { probability: 0, window: 0 },
      bandwidth: set.bandwidth ?? 0,
      queueBytes: queue === undefined ? 0 : picks.size(queue, 'network.queue'),
    },
    links: [
      ...compileZones(section.zones ?? {}, zones, names, picks),
      ...(section.links ?? []).flatMap((link, position) => {
        const override = compileLink(link, `network.links.${position}`, picks);
        return pairs(standing(link.from, names), standing(link.to, names), override);
      }),
    ],
    clientLatency:
      clients?.latency === undefined
        ? { kind: 'uniform', ...defaults.clientLatency }
        : picks.distribution(clients.latency, 'network.clients.latency'),
    delivery: section.delivery ?? 'running',
    ...(section.schedule === undefined ? {} : { schedule: compileSchedule(section.schedule, picks) }),
    clientLoss: picks.probability(clients?.loss ?? 0, 'network.clients.loss'),
    clientLinks: Object.entries(clients?.nodes ?? {}).map(([name, { latency, loss }]) => {
      const path = `network.clients.nodes.${name}`;
      return {
        node: names.indexOf(name) + 1,
        latency: latency === undefined ? null : picks.distribution(latency, `${path}.latency`),
        loss: loss === undefined ? null : picks.probability(loss, `${path}.loss`),
      };
    }),
  };
}

function compileSchedule({ every, changes, steps }: ScheduleSpec, picks: Picks): SchedulePlan {
  return {
    every: picks.duration(every, 'network.schedule.every'),
    changes: picks.integer(changes ?? defaults.scheduleChanges, 'network.schedule.changes'),
    steps: picks.integer(steps ?? defaults.scheduleSteps, 'network.schedule.steps'),
  };
}

type Links = NetworkPlan['links'];

/** Links of nodes that are in no zone stay as they are. */
function compileZones(
  { within, across }: NonNullable<NetworkSection['zones']>,
  zones: Zones,
  names: readonly string[],
  picks: Picks,
): Links {
  const near = compileLink(within ?? {}, 'network.zones.within', picks);
  const far = compileLink(across ?? {}, 'network.zones.across', picks);
  if (within === undefined && across === undefined) return [];
  const zoneOf = zonesByNode(zones, names);
  const inZones = names.flatMap((_, position) => (zoneOf[position] === null ? [] : [position + 1]));
  return inZones.flatMap((from) =>
    inZones.flatMap((to) => {
      const isNear = zoneOf[from - 1] === zoneOf[to - 1];
      if ((isNear ? within : across) === undefined) return [];
      return pairs([from], [to], isNear ? near : far);
    }),
  );
}

function pairs(from: readonly number[], to: readonly number[], set: LinkOverride): Links {
  return from.flatMap((one) =>
    to.filter((other) => other !== one).map((other) => ({ from: one, to: other, set })),
  );
}

/** What is said of a link; null where nothing is. */
export function compileLink(given: LinkSpec, path: string, picks: Picks): LinkOverride {
  const { latency, loss, duplicate, corrupt, reorder, bandwidth } = given;
  return {
    latency: latency === undefined ? null : picks.distribution(latency, `${path}.latency`),
    loss: loss === undefined ? null : picks.probability(loss, `${path}.loss`),
    duplicate: duplicate === undefined ? null : picks.probability(duplicate, `${path}.duplicate`),
    corrupt: corrupt === undefined ? null : picks.probability(corrupt, `${path}.corrupt`),
    reorder:
      reorder === undefined
        ? null
        : {
            probability: picks.probability(reorder.probability, `${path}.reorder.probability`),
            window: picks.duration(reorder.window, `${path}.reorder.window`),
          },
    bandwidth: bandwidth === undefined ? null : picks.rate(bandwidth, `${path}.bandwidth`),
  };
}

/** Nodes that are known from the start, as node numbers. */
function standing(spec: SelectorSpec, names: readonly string[]): readonly number[] {
  return fixedNodes(compileSelector(spec, names), names.length);
}

function fixedNodes(selector: Selector, size: number): readonly number[] {
  switch (selector.kind) {
    case 'nodes':
      return selector.nodes;
    case 'role':
      return Array.from({ length: size }, (_, position) => position + 1);
    case 'minus': {
      const without = fixedNodes(selector.without, size);
      return fixedNodes(selector.of, size).filter((node) => !without.includes(node));
    }
    case 'union':
      return [...new Set(selector.of.flatMap((one) => fixedNodes(one, size)))];
    case 'some':
    case 'bound':
      throw new RangeError('a link that the relations should have refused: nobody knows its nodes yet');
  }
}
