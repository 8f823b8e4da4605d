import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^postsmith$/, replacement: file('./src/index.ts') },
      { find: /^postsmith\/sandbox$/, replacement: file('./scripts/login/sandbox.ts') },
      { find: /^postsmith\/presets$/, replacement: file('./src/presets/index.ts') },
      { find: /^postsmith\/openapi$/, replacement: file('./src/sources/openapi/from-openapi.ts') },
      { find: /^postsmith\/tastypie$/, replacement: file('./src/sources/tastypie/from-tastypie.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    server: {
      deps: {
        // Bundled already.
        external: [/\/dist\/vendor\//],
        // It imports JSON as bundlers take it, and Node does not.
        inline: ['@actions/workflow-parser'],
      },
    },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Nothing of the tool is kept that one test could see of another; so a worker loads it, newman and esbuild once for all
    // its files, and bundles each login once.
    isolate: false,
    // Most of the time is spent waiting for programs and sandboxes, so every processor gets a worker.
    maxWorkers: '100%',
    // Concurrent tests start programs of their own: more than two at once would only slow each other down.
    maxConcurrency: 2,
  },
});
