/** Every function that a project can import has an example in the reference. */

import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import * as postsmith from '../../src/index.ts';
import * as openapi from '../../src/sources/openapi/from-openapi.ts';
import * as tastypie from '../../src/sources/tastypie/from-tastypie.ts';

const folder = resolve(import.meta.dirname, '../../docs/examples');
const shown = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(resolve(folder, file), 'utf8').matchAll(/^\/\/ #region (\w+)$[^]*?^\/\/ #endregion$/gm),
  ]);

test('every exported function has one example, and no other has', () => {
  const ofScripts = readFileSync(resolve(folder, '../../scripts/sandbox.d.ts'), 'utf8');
  const functions = [
    ...[postsmith, openapi, tastypie].flatMap((module) => Object.keys(module)),
    ...[...ofScripts.matchAll(/^export declare function (\w+)/gm)].map(([, name = '']) => name),
  ].filter((name) => name !== 'PostsmithError');
  expect(shown.map(([, name]) => name).sort()).toEqual(functions.sort());
});

test('an example calls what it shows', () => {
  for (const [code, name = ''] of shown) expect(code).toContain(`${name}(`);
});
