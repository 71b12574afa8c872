import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Benches have a runner of their own.
    exclude: ['tests/bench/**'],
    pool: 'forks',
    maxWorkers: 2,
    // Waits within a test are shorter and say what they waited for; a busy machine may take its time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    passWithNoTests: false,
    // What a passing test prints is nobody's news.
    silent: 'passed-only',
    allowOnly: false,
    // A gate that fails must name every object, not the first three.
    chaiConfig: { truncateThreshold: 0 },
  },
});
