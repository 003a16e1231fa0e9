// Who may import whom, each rule with its reason. `type-only` imports vanish when the code is built.

// Tests, and what serves tests alone.
const tests = '(\\.test\\.ts$|/fixtures/)';

export default {
  forbidden: [
    {
      name: 'raft-stands-alone',
      comment:
        'raft/ runs unmodified in the simulator and in production, so it may lean on neither, nor on Node or npm. ' +
        'What it needs of its world is a port in raft/host.ts.',
      severity: 'error',
      from: { path: '^raft/', pathNot: tests },
      to: { pathNot: '^raft/' },
    },
    {
      name: 'raft-tests-without-the-simulator',
      comment: 'The protocol is tested by its own ports. A test that needs the simulator lives in sim/.',
      severity: 'error',
      from: { path: `^raft/.*${tests}` },
      to: { path: '^(sim|scenarios|reports|cli|live|bench|examples)/' },
    },
    {
      name: 'roles-never-meet',
      comment:
        'Only the replica changes roles (become…). What two roles share belongs in roles/role.ts or roles/voter.ts.',
      severity: 'error',
      from: { path: '^raft/roles/(follower|candidate|leader)\\.ts$' },
      to: { path: '^raft/roles/(follower|candidate|leader)\\.ts$' },
    },
    {
      name: 'kernel-knows-only-numbers',
      comment:
        'The kernel is a queue, streams and a digest. It may use seedrandom and the shape of a distribution; ' +
        'what an event means is decided above it.',
      severity: 'error',
      from: { path: '^sim/kernel/', pathNot: tests },
      to: { pathNot: '^sim/(kernel/|plan\\.ts$)|^node_modules/(@types/)?seedrandom/' },
    },
    {
      name: 'simulator-without-node-or-npm',
      comment:
        'A run depends on code, scenario and seed alone. Do the I/O in cli/ or live/ and hand the value in; ' +
        'seedrandom is reached through sim/kernel/random.ts.',
      severity: 'error',
      from: { path: '^sim/', pathNot: `^sim/kernel/|${tests}` },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
      },
    },
    {
      name: 'simulator-knows-no-protocol',
      comment:
        'The simulator hosts programs and moves opaque messages. Values of raft/ enter in sim/raft-program.ts and in ' +
        'sim/mutants/ alone; the Raft checkers read its types.',
      severity: 'error',
      from: { path: '^sim/', pathNot: `^sim/(raft-program\\.ts|mutants/)|${tests}` },
      to: { path: '^raft/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'simulator-below-its-users',
      comment:
        'sim/ is told what to run as a plan. It never reads a scenario, prints a report or knows a command line.',
      severity: 'error',
      from: { path: '^sim/', pathNot: tests },
      to: { path: '^(scenarios|reports|cli|live|bench|examples)/' },
    },
    {
      name: 'checkers-see-facts-only',
      comment:
        'A checker judges facts and read-only views. One that reaches into the network, a disk or a node would trust ' +
        'what it is meant to test.',
      severity: 'error',
      from: { path: '^sim/checkers/', pathNot: tests },
      to: {
        path: '^sim/',
        pathNot:
          '^sim/(checkers/|(condition|facts|history|kv-model|plan|program|selection|verdict)\\.ts$|kernel/digest\\.ts$)',
      },
    },
    {
      name: 'scenarios-write-plans',
      comment:
        'The language compiles to data. It knows the shape of a plan, the commands, the measures, the scopes of checks and ' +
        'how decisions are called; ' +
        'names of bugs, properties and programs are handed to it.',
      severity: 'error',
      from: { path: '^scenarios/', pathNot: tests },
      to: {
        path: '^(raft|sim|reports|cli|live|bench|examples)/',
        pathNot:
          '^sim/(plan|condition|decision|expectation|fault|kv-model|metric|selection|checkers/checker)\\.ts$',
      },
    },
    {
      name: 'hunt-between',
      comment:
        'hunt/ chooses what to run, shrinks it and keeps what failed. It knows scenarios, runs and records; ' +
        'the command line and the live server are none of its business.',
      severity: 'error',
      from: { path: '^hunt/', pathNot: tests },
      to: { path: '^(raft|live|cli|bench)/' },
    },
    {
      name: 'hunt-serves-those-above',
      comment:
        'What is hunted knows nothing of the hunt: neither the simulator, nor the language, nor a report.',
      severity: 'error',
      from: { path: '^(raft|sim|scenarios|reports|live|examples)/', pathNot: tests },
      to: { path: '^hunt/' },
    },
    {
      name: 'api-is-for-others',
      comment:
        'api/ is what programs of others import. What we need of it ourselves belongs in the part that it is about.',
      severity: 'error',
      from: { pathNot: `^api/|${tests}` },
      to: { path: '^api/' },
    },
    {
      name: 'reports-run-nothing',
      comment: 'A report turns records into something to read. Whatever it needs must be in the record.',
      severity: 'error',
      from: { path: '^reports/', pathNot: tests },
      to: {
        path: '^(raft|sim|scenarios|cli|live|bench|examples)/',
        pathNot: '^sim/(verdict|trace|history|facts|kv-model|plan|course/summary|checkers/checker)\\.ts$',
      },
    },
    {
      name: 'reports-read-types-only',
      comment: 'A report reads the shape of a record, never a value of the simulator.',
      severity: 'error',
      from: { path: '^reports/', pathNot: tests },
      to: { path: '^sim/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'live-without-the-simulator',
      comment: 'live/ is what production runs: raft/ on real clocks, sockets and files, and nothing virtual.',
      severity: 'error',
      from: { path: '^live/', pathNot: `^live/harness/|${tests}` },
      to: { path: '^(sim|scenarios|reports|cli|bench|examples)/' },
    },
    {
      name: 'harness-plays-by-the-rules-of-the-course',
      comment:
        'live/harness/ is a simulator of a course in real time: what is asked, struck and judged is what sim/course/ ' +
        'says, and what was seen is recorded as a run is. Nothing that lives in virtual time has a place in it.',
      severity: 'error',
      from: { path: '^live/harness/', pathNot: tests },
      to: {
        path: '^(sim|scenarios|reports|cli|bench|examples)/',
        pathNot:
          '^sim/(course/(belief|correctness|counts|plan|requests|strike|summarize|summary)\\.ts$|' +
          'checkers/(checker|recorded/judge-history)\\.ts$|kernel/(digest|random)\\.ts$|' +
          '(action-words|decision-stream|history|kv-model|plan|selector|trace|trace-text|verdict)\\.ts$)',
      },
    },
    {
      name: 'harness-knows-no-replica',
      comment:
        'The harness meets replicas of any language, by datagrams alone. What it knew of ours would be an advantage ' +
        'that no other has.',
      severity: 'error',
      from: { path: '^live/harness/', pathNot: tests },
      to: { path: '^(raft|live/(?!harness/))' },
    },
    {
      name: 'live-without-npm',
      comment:
        'A live replica is raft/ and Node, so that it starts at once from one file and owes nobody anything. What a ' +
        'server tells of itself is not what this is for: logs and metrics have a library each, in a folder of their own.',
      severity: 'error',
      from: { path: '^live/', pathNot: `^live/(log|metrics)/|${tests}` },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'one-library-for-logs-one-for-metrics',
      comment:
        'live/log/ has pino, live/metrics/ has prom-client; another library belongs elsewhere, with its reason.',
      severity: 'error',
      from: { path: '^live/(log|metrics)/', pathNot: tests },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: '^node_modules/(pino|prom-client)/',
      },
    },
    {
      name: 'course-replica-alone',
      comment: 'The replica of a course is raft/, its host and Node: no server, no log, no metrics.',
      severity: 'error',
      from: { path: '^live/course/', pathNot: tests },
      to: { path: '^live/(?!course/|[^/]+\\.ts$)' },
    },
    {
      name: 'examples-like-a-stranger',
      comment: 'An example shows what anybody can write: the program interface, and nothing behind it.',
      severity: 'error',
      from: { path: '^examples/', pathNot: tests },
      to: {
        path: '^(raft|sim|scenarios|reports|cli|live|bench)/',
        pathNot: '^sim/(program|kv-model|registry|plan|kernel/digest|checkers/checker)\\.ts$',
      },
    },
    {
      name: 'cli-is-the-top',
      comment: 'cli/ puts the parts together. What others want from it belongs in the part that it is about.',
      severity: 'error',
      // api/ is the same top, for programs in place of people.
      from: { pathNot: '^(cli|api)/' },
      to: { path: '^cli/' },
    },
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one idea, or hide a third that both need. Types may point back: ' +
        'they vanish when the code is built.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'tests-are-leaves',
      comment: 'A test or a fixture serves tests. What others need of it belongs in a file of its own.',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-development-packages',
      comment: 'An install has no development packages: ask for it to become a dependency, or do without.',
      severity: 'error',
      from: {
        path: '^(raft|sim|scenarios|reports|hunt|api|cli|live|bench|examples)/',
        // Who tests with vitest has it; nobody else loads this file.
        pathNot: `^api/vitest\\.ts$|${tests}`,
      },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere: mend its path (they end in .ts), or ask for the package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '^(node_modules|dist)/' },
    exclude: { path: '^(dist|examples/own-replica)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
