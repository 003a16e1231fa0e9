// The plan of links and disks.

import type { DiskPlan, LinkOverride, NetworkPlan } from '../../sim/plan.ts';
import * as defaults from '../defaults.ts';
import type { Picks } from '../pick.ts';
import type { LinkSpec, NetworkSection, SelectorSpec, StorageSection } from '../scenario.ts';

export function compileNetwork(section: NetworkSection, names: readonly string[], picks: Picks): NetworkPlan {
  const set = compileLink(section, 'network', picks);
  const { clients, queue } = section;
  return {
    defaults: {
      latency: set.latency ?? { kind: 'uniform', ...defaults.latency },
      loss: set.loss ?? 0,
      duplicate: set.duplicate ?? 0,
      reorder: set.reorder ?? { probability: 0, window: 0 },
      bandwidth: set.bandwidth ?? 0,
      queueBytes: queue === undefined ? 0 : picks.size(queue, 'network.queue'),
    },
    links: (section.links ?? []).flatMap((link, position) => {
      const override = compileLink(link, `network.links.${position}`, picks);
      return standing(link.from, names).flatMap((from) =>
        standing(link.to, names)
          .filter((to) => to !== from)
          .map((to) => ({ from, to, set: override })),
      );
    }),
    clientLatency:
      clients?.latency === undefined
        ? { kind: 'uniform', ...defaults.clientLatency }
        : picks.distribution(clients.latency, 'network.clients.latency'),
    delivery: section.delivery ?? 'running',
    clientLoss: picks.probability(clients?.loss ?? 0, 'network.clients.loss'),
  };
}

/** What is said of a link; null where nothing is. */
export function compileLink(given: LinkSpec, path: string, picks: Picks): LinkOverride {
  const { latency, loss, duplicate, reorder, bandwidth } = given;
  return {
    latency: latency === undefined ? null : picks.distribution(latency, `${path}.latency`),
    loss: loss === undefined ? null : picks.probability(loss, `${path}.loss`),
    duplicate: duplicate === undefined ? null : picks.probability(duplicate, `${path}.duplicate`),
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

export function compileDisk(section: StorageSection, picks: Picks): DiskPlan {
  const { fsyncLatency, stalls, keepUnsynced, tornWrites, capacity } = section;
  return {
    fsyncLatency:
      fsyncLatency === undefined
        ? { kind: 'constant', value: defaults.fsyncLatency }
        : picks.distribution(fsyncLatency, 'storage.fsyncLatency'),
    stall:
      stalls === undefined
        ? { probability: 0, duration: { kind: 'constant', value: 0 } }
        : {
            probability: picks.probability(stalls.probability, 'storage.stalls.probability'),
            duration: picks.distribution(stalls.duration, 'storage.stalls.duration'),
          },
    keepUnsynced:
      keepUnsynced === undefined
        ? defaults.keepUnsynced
        : picks.probability(keepUnsynced, 'storage.keepUnsynced'),
    tornWrites: picks.probability(tornWrites ?? 0, 'storage.tornWrites'),
    capacity: capacity === undefined ? 0 : picks.size(capacity, 'storage.capacity'),
  };
}

/** Names or `all`, as node numbers. */
function standing(spec: SelectorSpec, names: readonly string[]): readonly number[] {
  const texts = typeof spec === 'string' ? [spec] : spec;
  if (texts.includes('all')) return names.map((_, position) => position + 1);
  return texts.map((name) => names.indexOf(name) + 1);
}
