// A plan in words: what a scenario comes to for one seed, with its picks drawn.

import { metricUnits } from '../sim/metric.ts';
import type { CoursePlan, Distribution, Plan, ThresholdPlan } from '../sim/plan.ts';
import { stepWords } from './explain/action.ts';
import { conditionWords } from './explain/condition.ts';
import { diskWords } from './explain/disk.ts';
import { describeFault } from './explain/fault.ts';
import { finalWords } from './explain/final.ts';
import { linkWords } from './explain/link.ts';
import { distribution, percent, size, time } from './explain/quantity.ts';

/** Some lines of text, no wider than their content; the same for the same plan. */
export function explainPlan(plan: Plan): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['cluster', cluster(plan)],
    ['network', network(plan)],
    ['disks', diskWords(plan)],
    ['clocks', clocks(plan)],
    [
      'clients',
      plan.course === undefined ? clients(plan) : courseClients(plan.course, plan.workload.clients),
    ],
    ['events', plan.course === undefined ? [] : courseEvents(plan.course)],
    ['faults', faults(plan)],
    ['script', script(plan)],
    ['fixed', Object.entries(plan.overrides).map(([name, value]) => `${name} = ${value}`)],
    ['run', run(plan)],
    ['expect', expectations(plan)],
    ['picked', Object.entries(plan.picked).map(([path, value]) => `${path}: ${value}`)],
  ];
  const lines = sections.flatMap(([title, rows]) =>
    rows.map((row, position) => `  ${(position === 0 ? title : '').padEnd(8)} ${row}`),
  );
  return [plan.scenario, ...lines].join('\n');
}

function cluster({ nodes, names, program, initial, timers }: Plan): readonly string[] {
  const options = Object.entries(program.options).map(([name, value]) => {
    const isTime = /Timeout|Interval|Delay|Lag/.test(name) && typeof value === 'number';
    return `${name} ${isTime ? time(value) : value}`;
  });
  return [
    `${nodes} nodes: ${names.join(' ')}`,
    ...initialWords(initial, names),
    ...(timers === 'manual' ? ['timers fire only by the script, until the calm'] : []),
    `program ${program.name}, ${options.length === 0 ? 'with its own options' : options.join(', ')}`,
    ...(program.bugs.length === 0 ? [] : [`planted: ${program.bugs.join(', ')}`]),
  ];
}

function initialWords(initial: Plan['initial'], names: readonly string[]): readonly string[] {
  if (initial === null) return [];
  const nodes = initial.nodes.map(({ term, vote, log }, position) => {
    const voted = vote === 0 ? '' : `, vote ${names[vote - 1]}`;
    return `${names[position]} starts in term ${term}${voted}, log [${log.join(', ')}]`;
  });
  return initial.commit === 0 ? nodes : [...nodes, `the first ${initial.commit} entries are committed`];
}

function network({
  network: { defaults, links, clientLatency, clientLoss, clientLinks, delivery, schedule },
  names,
}: Plan): readonly string[] {
  const all = delivery === 'manual' ? 'messages wait for the script' : linkWords(defaults);
  const queue = defaults.queueBytes === 0 ? '' : `, queue ${size(defaults.queueBytes)}`;
  return [
    `${all}${queue}`,
    ...(schedule === undefined
      ? []
      : [
          `one delivery every ${time(schedule.every)} by random priorities, ${schedule.changes} changes within the first ${schedule.steps}`,
        ]),
    ...links.map(({ from, to, set }) => `${names[from - 1]} to ${names[to - 1]}: ${linkWords(set)}`),
    `clients: latency ${distribution(clientLatency)}, loss ${percent(clientLoss)}`,
    ...clientLinks.map(({ node, latency, loss }) => {
      const words = [
        ...(latency === null ? [] : [`latency ${distribution(latency)}`]),
        ...(loss === null ? [] : [`loss ${percent(loss)}`]),
      ];
      return `clients to ${names[node - 1]}: ${words.join(', ')}`;
    }),
  ];
}

function clocks(plan: Plan): readonly string[] {
  if (plan.clocks.length === 0) return ['all true'];
  return plan.clocks.map((clock) => {
    const drift = `${clock.ratePpm >= 0 ? '+' : ''}${clock.ratePpm} ppm`;
    return `${plan.names[clock.node - 1]}: drift ${drift}, ahead by ${time(clock.offset)}`;
  });
}

function courseClients(course: CoursePlan, count: number): readonly string[] {
  const { requests, lifetime, startWait, gets, messagesMax } = course;
  return [
    `${count}, with ${requests} requests from ${time(startWait)} to ${time(startWait + lifetime)}, ${percent(gets)} of them gets`,
    `the run stops at ${messagesMax} messages between replicas`,
  ];
}

function courseEvents({ events, startWait }: CoursePlan): readonly string[] {
  return events.map(({ kind, at }) => `at ${time(startWait + at)}: ${kind}`);
}

function clients({ workload, script: steps }: Plan): readonly string[] {
  const { mix, keys, arrival, retry, attempts, operations } = workload;
  if (workload.clients === 0) return ['none'];
  if (workload.until === 0 && steps.length > 0) {
    return [
      `those that the script calls; timeout ${time(workload.timeout)}, retry ${retry}, ${attempts} attempts`,
    ];
  }
  const ops = Object.entries(mix)
    .filter(([, weight]) => weight > 0)
    .map(([kind, weight]) => `${kind} ${weight}`);
  const rhythm: Distribution = arrival.kind === 'closed' ? arrival.think : arrival.every;
  const outstanding =
    arrival.kind === 'closed' ? `${workload.inFlight} calls in flight each` : 'any number of calls in flight';
  const when = arrival.kind === 'closed' ? 'after the answer to the one before' : 'whatever is outstanding';
  return [
    `${workload.clients}, ${outstanding}, to ${workload.target === 'leader' ? 'the leader' : 'any node'}`,
    `${ops.join(', ')} on ${keys.count} ${keys.count === 1 ? 'key' : 'keys'} (${keys.distribution.kind === 'uniform' ? 'evenly' : 'some much more often'})`,
    `a call every ${distribution(rhythm)} ${when}, from ${time(workload.from)} to ${time(workload.until)}`,
    `timeout ${time(workload.timeout)}, retry ${retry}, ${attempts} attempts${operations === 0 ? '' : `, ${operations} calls each`}`,
  ];
}

function faults(plan: Plan): readonly string[] {
  if (plan.faults.length === 0) return ['none'];
  const { down, damaged } = plan.limits;
  const limit =
    (down === 'minority' ? 'a quorum is never taken down' : 'a quorum may be taken down') +
    (damaged === down ? '' : damaged === 'minority' ? ', nor damaged' : ', but damaged it may be');
  return [...plan.faults.map((fault) => describeFault(fault, plan.names)), `limit: ${limit}`];
}

function script({ script: steps, names }: Plan): readonly string[] {
  return steps.map((step, position) => `${position + 1}. ${stepWords(step, names)}`);
}

function run({ run: { chaos, settle, eventsMax } }: Plan): readonly string[] {
  return [`${time(chaos)} of chaos, ${time(settle)} of calm, ${eventsMax} events at most`];
}

function expectations({ checks, names }: Plan): readonly string[] {
  const scopes = checks.scopes.length === 1 ? ` (${checks.scopes[0]} only)` : '';
  return [
    `always: ${checks.always.length === 0 ? 'every property there is' : checks.always.join(', ')}${scopes}`,
    ...checks.eventually.map(({ that, within }) => `eventually: ${that}, within ${time(within)} of the calm`),
    ...checks.sometimes.map(
      ({ name, that, atLeast, perSeeds }) =>
        `sometimes: ${name} (${conditionWords(that, names)}; at least ${atLeast}${rarely(perSeeds)})`,
    ),
    ...checks.never.map(({ name, that }) => `never: ${name} (${conditionWords(that, names)})`),
    ...checks.thresholds.map(thresholdWords),
    ...(checks.final ? finalWords(checks.final, names) : []),
    ...(checks.fails === null ? [] : [`fails: ${checks.fails}${failing(checks.failsWithin)}`]),
  ];
}

function rarely(perSeeds: number | undefined): string {
  return perSeeds === undefined ? '' : `, in one of ${perSeeds} seeds`;
}

function failing(within: number): string {
  return within === 0 ? ', because of what is planted' : `, within ${within} seeds`;
}

function thresholdWords({ metric, is: { operator, value } }: ThresholdPlan): string {
  const unit = metricUnits[metric];
  const amount = unit === 'time' ? time(value) : `${unit === 'ratio' ? value / 1000 : value}`;
  return `threshold: ${metric} ${operator} ${amount}`;
}
