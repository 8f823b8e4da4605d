/** The tables of what the sandboxes have, held against the sandboxes. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingOnPm, replacements, sandboxModules, sandboxNames } from '../../src/bundle/sandbox-names.ts';
import { openSandboxes, type SandboxResult, type Sandboxes } from './sandboxes.ts';

let sandboxes: Sandboxes;
beforeAll(async () => {
  sandboxes = await openSandboxes();
});
afterAll(() => sandboxes.close());

const probe = (code: string) => `try { ${code} } catch (error) { missing.push(name); }`;
const script = (names: Iterable<string>, code: (name: string) => string) =>
  `var missing = [], name;
  ${[...names].map((name) => `name = ${JSON.stringify(name)}; ${probe(code(name))}`).join('\n')}
  console.log(missing.join(' '));`;
const missingFrom = ({ logs }: SandboxResult) => (logs[0] ?? 'no answer').split(' ').filter(Boolean);

/** Exist only where there is a response or an iteration. */
const contextual = new Set(
  'iteration responseBody responseCode responseHeaders responseTime responseCookies'.split(' '),
);

test('every name of the table exists in both sandboxes', async () => {
  const always = [...sandboxNames].filter((name) => !contextual.has(name));
  const { newman, runtime } = await sandboxes.run(script(always, (name) => `${name};`));
  expect(missingFrom(newman)).toEqual([]);
  expect(missingFrom(runtime)).toEqual([]);
});

test('every name that has a replacement is missing from newman', async () => {
  const { newman } = await sandboxes.run(script(replacements.keys(), (name) => `${name};`));
  expect(missingFrom(newman)).toEqual([...replacements.keys()]);
});

test('every module of the table can be required in both sandboxes', async () => {
  const { newman, runtime } = await sandboxes.run(
    script(sandboxModules, (name) => `require(${JSON.stringify(name)});`),
  );
  expect(missingFrom(newman)).toEqual([]);
  expect(missingFrom(runtime)).toEqual([]);
});

test('every property of pm that has a replacement is missing from newman', async () => {
  const { newman } = await sandboxes.run(
    script(missingOnPm.keys(), (name) => `if (pm.${name} === undefined) throw 0;`),
  );
  expect(missingFrom(newman)).toEqual([...missingOnPm.keys()]);
});
