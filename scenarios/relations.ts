// What the schema cannot say: how the parts of a scenario must fit together.

import type { Finding } from './findings.ts';
import { partsOf } from './parts.ts';
import { checkCluster, checkProtocol, checkRun, checkWorkload, nodeNames } from './relations/cluster.ts';
import { checkEnvironment } from './relations/environment.ts';
import { checkExpect } from './relations/expect.ts';
import { checkFaults } from './relations/fault.ts';
import { checkInitial } from './relations/initial.ts';
import { checkOverrides } from './relations/overrides.ts';
import { checkOptions } from './relations/protocol-options.ts';
import type { Known, Relations } from './relations/relation.ts';
import { checkSchedules } from './relations/schedule.ts';
import { checkManual, checkScript } from './relations/script.ts';
import { checkStandingSelector } from './relations/selector.ts';

/** Every broken relation between those parts that are valid by themselves. */
export function brokenRelations(data: unknown, known: Known): readonly Finding[] {
  const found: Finding[] = [];
  const parts = partsOf(data);
  const relations: Relations = {
    parts,
    known,
    names: nodeNames(parts.cluster),
    report: (finding) => {
      found.push(finding);
    },
  };
  checkCluster(relations);
  checkProtocol(relations);
  checkOptions(relations);
  checkEnvironment(relations);
  checkRun(relations);
  checkWorkload(relations);
  checkLinks(relations);
  checkFaults(relations);
  checkSchedules(relations);
  checkScript(relations);
  checkManual(relations);
  checkInitial(relations);
  checkExpect(relations);
  checkOverrides(relations, data);
  return found;
}

function checkLinks(relations: Relations): void {
  relations.parts.links.forEach((link, position) => {
    if (link === null) return;
    const path = ['network', 'links', position];
    checkStandingSelector(relations, link.value.from, [...path, 'from']);
    checkStandingSelector(relations, link.value.to, [...path, 'to']);
  });
}
