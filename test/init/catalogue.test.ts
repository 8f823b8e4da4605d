/** Every preset of the catalogue becomes a project without a question: one that builds and verifies, in each of its ways. */

import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { slugOf } from '../../src/import/declare.ts';
import { catalogue } from '../../src/presets/catalogue.ts';
import { fileName } from '../../src/presets/example-code.ts';
import { loadEngine } from '../../src/engines/load-engine.ts';
import { plansFor } from '../../src/verify/plans.ts';
import { verifyPositive } from '../../src/verify/positive.ts';
import { execute } from '../cli/execute.ts';

let root: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-catalogue-')));
});
afterAll(() => rm(root, { recursive: true }));

const names = Object.keys(catalogue);
const engine = await loadEngine('newman');

describe.each(names)('%s', (name) => {
  const slug = fileName(name);

  test('builds and verifies', async () => {
    const folder = join(root, name);
    const made = await execute(['init', name, name], { folder: root });
    expect(made.code).toBe(0);
    expect(made.stderr).toContain(`npx postsmith run ${slug} -e ${slug}`);
    // What must fail is another test's; here the login and the request of the project have to hold.
    for (const plan of await plansFor(folder, [])) {
      const run = { plan, engine, signal: AbortSignal.timeout(60_000), onSecret: () => {}, onHeld: () => {} };
      const { failures, tokens } = await verifyPositive(run, () => {});
      expect({ failures, tokens }).toEqual({
        failures: [],
        tokens: 1,
      });
    }
    expect(await readFile(join(folder, '.env'), 'utf8')).not.toMatch(/^(?:ACCESS_TOKEN|EXPIRES|SCOPE)=/m);
  });
});

const ways = Object.entries(catalogue).flatMap(([name, { facts }]) =>
  facts.examples.slice(1).map(({ title }) => ({ name, way: slugOf(title) })),
);

test.each(ways)('$name, $way, builds', async ({ name, way }) => {
  const folder = join(root, `${name}-${way}`);
  const made = await execute(['init', name, folder, '--login', way], { folder: root });
  expect([made.code, made.code === 0 ? '' : made.stderr]).toEqual([0, '']);
  const built = await execute(['build'], { folder });
  expect([built.code, built.code === 0 ? '' : built.stderr]).toEqual([0, '']);
});
