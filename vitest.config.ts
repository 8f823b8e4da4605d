import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^postsmith$/, replacement: source('index.ts') },
      { find: /^postsmith\/presets$/, replacement: source('presets/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most of the time is spent waiting for programs and sandboxes, so every processor gets a worker.
    maxWorkers: '100%',
    // Concurrent tests start programs of their own: more than two at once would only slow each other down.
    maxConcurrency: 2,
  },
});
