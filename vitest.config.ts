// How the tests run: in Node, one file a process, from wherever a test lies beside its subject.

import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    environment: 'node',
    include: ['**/*.test.ts'],
    // A project of its own, which has the package installed.
    exclude: ['node_modules/**', 'dist/**', 'examples/own-replica/**'],
    // Processes, not threads: a test that runs long or throws in odd places takes nobody else with it.
    pool: 'forks',
    // Some tests run thousands of histories or whole simulations on machines that are slower than ours.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});

export default config;
