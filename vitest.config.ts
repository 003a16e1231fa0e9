// How the tests run: in Node, one file a process, from wherever a test lies beside its subject.

import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    environment: 'node',
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    // Processes, not threads: a test that runs long or throws in odd places takes nobody else with it.
    pool: 'forks',
    // Some tests run thousands of histories or whole simulations on machines that are slower than ours.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});

export default config;
