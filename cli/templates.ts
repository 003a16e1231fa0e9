// What `whitewater init` writes: a commented scenario, what an editor needs for it, a workflow for CI.

import { unreachable } from '../reports/record.ts';
import type { NewFile } from './write-all.ts';

export const templateNames = ['scenario', 'course', 'ci'] as const;
export type TemplateName = (typeof templateNames)[number];

export interface Template {
  readonly files: readonly NewFile[];
  /** Commands to go on with, as words after `whitewater`; `{dir}/` stands for the folder. */
  readonly next: readonly (readonly [command: string, what: string])[];
}

const scenario = `# What runs, what goes wrong, what must come of it. Every key: whitewater help scenarios,
# or an editor that knows the schema (VS Code with the YAML extension does, by .vscode/settings.json).
version: 1
name: first
description: When the leader dies the others elect a new one, and no acknowledged write is lost.
tags: [start]

# The servers: three or five tell more than one.
cluster: { nodes: 5 }

# What the clients do, each operation as often as its number says against the others.
workload:
  clients: 3
  ops: { get: 3, put: 5, cas: 1 }

# Between the servers. A distribution is drawn for every message; { pick: [1%, 5%] } once a seed.
network:
  latency: { uniform: [1ms, 10ms] }
  loss: 1%

# What goes wrong: at a time, or every so often, to nodes by name (n1) or by role.
faults:
  - { id: death, at: 2s, do: crash, nodes: leader, for: 3s }
  - { id: slow-follower, every: 5s, do: pause, nodes: any(followers), for: 200ms }

# All faults end with chaos; in the calm after it "eventually" is judged.
run: { chaos: 8s, settle: 3s, seeds: 50 }

# Safety (Raft's invariants, linearizability) is checked after every event without being asked for.
expect:
  # What must come about once the faults have ended.
  eventually:
    - { that: leader-exists, within: 2s }
    - { that: all-nodes-caught-up, within: 3s }
  # What the run must have reached: a run in which nothing happened proves nothing.
  sometimes:
    - { name: a leader dies, that: { event: crash } }
    - { name: another follows, that: { event: leader-change } }
`;

const course = `{
  "lifetime": 10,
  "replicas": 5,
  "requests": 150,
  "mix": 0.5,
  "drops": 0,
  "start_wait": 5,
  "end_wait": 2,
  "seed": 1,
  "events": [{ "type": "kill_non_leader", "time": 5 }],
  "tests": {
    "benchmarks": {
      "total_msgs": [1200, 2000, 3000],
      "failures": [1, 2, 5],
      "duplicates": [1, 2, 5],
      "median_latency": [0.001, 0.005, 0.05]
    },
    "maximum_get_fail_fraction": 0.5,
    "maximum_put_fail_fraction": 0.5,
    "maximum_get_generation_fail_fraction": 0.1,
    "maximum_appends_batched_fraction": 0.5
  }
}
`;

const workflow = `# Runs every scenario over many seeds. Failures show as annotations on the scenario's lines, in the summary of
# the job, and in JUnit for whatever reads that.
name: whitewater
on:
  push:
  pull_request:
  schedule:
    - cron: "17 3 * * *"
jobs:
  scenarios:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      # package.json should name whitewater among its devDependencies: one version here and at home.
      - run: npm ci
      # Every night ten times as many seeds as by day.
      - run: npx whitewater run scenarios/ --seeds 50 --reporter junit:whitewater.xml
        if: github.event_name != 'schedule'
      - run: npx whitewater run scenarios/ --seeds 500 --reporter junit:whitewater.xml
        if: github.event_name == 'schedule'
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: whitewater
          path: whitewater.xml
`;

const settings = `{
  "yaml.schemas": {
    ".whitewater/scenario.schema.json": ["scenarios/**/*.yaml", "scenarios/**/*.yml"]
  }
}
`;

export function templateOf(name: TemplateName, jsonSchema: unknown): Template {
  const editor: readonly NewFile[] = [
    { path: '.vscode/settings.json', text: settings },
    { path: '.whitewater/scenario.schema.json', text: `${JSON.stringify(jsonSchema, null, 2)}\n` },
  ];
  const first: NewFile = { path: 'scenarios/first.yaml', text: scenario };
  const tryIt: Template['next'] = [
    ['run {dir}/scenarios/first.yaml --seed 1', 'one run in full'],
    ['run {dir}/scenarios/ --seeds 5', 'many, a line for each scenario'],
    ['explain {dir}/scenarios/first.yaml --seed 1', 'what the file comes to under a seed'],
  ];
  switch (name) {
    case 'scenario':
      return {
        files: [first, ...editor],
        next: [...tryIt, ['validate {dir}/scenarios/', 'after every change']],
      };
    case 'ci':
      return {
        files: [first, ...editor, { path: '.github/workflows/whitewater.yml', text: workflow }],
        next: [
          ...tryIt,
          ['run {dir}/scenarios/ --seeds 2 --reporter markdown', 'what the job page will show'],
        ],
      };
    case 'course':
      return {
        files: [{ path: 'course/first.json', text: course }],
        next: [['run {dir}/course/first.json --seed 1', 'as the course counts, and strictly']],
      };
    default:
      return unreachable(name);
  }
}
