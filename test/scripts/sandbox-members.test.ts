/** Every member that both sandboxes have below `pm` is declared in `postsmith/sandbox`. */

import { afterAll, expect, test } from 'vitest';
import { engines, openSandbox } from './sandbox.ts';
import { typeProject } from './type-project.ts';

const project = typeProject();
afterAll(project.remove);

/** Says every path of members, three levels deep; the same object once. */
const PROBE = `
const seen = new Set();
const paths = [];
const skipped = new Set(['length', 'name', 'prototype', 'arguments', 'caller', 'constructor']);
const walk = (value, path, depth) => {
  const isFunction = typeof value === 'function';
  if (value === null || (typeof value !== 'object' && !isFunction) || depth > 3 || seen.has(value)) return;
  seen.add(value);
  const names = new Set();
  for (let owner = value; owner; owner = Object.getPrototypeOf(owner)) {
    if ([Object.prototype, Function.prototype, Array.prototype].includes(owner)) break;
    Object.getOwnPropertyNames(owner).forEach((name) => names.add(name));
  }
  for (const name of names) {
    if (!/^[A-Za-z$][\\w$]*$/.test(name) || (isFunction && skipped.has(name)) || name === 'constructor') continue;
    let member;
    try { member = value[name]; } catch (error) { continue; }
    paths.push(path + '.' + name);
    if (typeof member === 'object' || (typeof member === 'function' && depth < 2)) walk(member, path + '.' + name, depth + 1);
  }
};
walk(pm, 'pm', 0);
pm.environment.set('paths', JSON.stringify(paths));`;

const pathsIn = async (engine: (typeof engines)[number]): Promise<readonly string[]> => {
  const sandbox = await openSandbox(engine);
  try {
    const { environment, error } = await sandbox.run(PROBE, {
      listen: 'test',
      request: {
        url: 'https://a.example/x/:id?b=c',
        method: 'POST',
        header: [{ key: 'A', value: 'b' }],
        body: { mode: 'raw', raw: '{}' },
      },
      response: { code: 200, status: 'OK', header: [{ key: 'A', value: 'b' }], body: '{}', cookie: [] },
    });
    expect(error).toBe('');
    return JSON.parse(environment['paths'] ?? '[]') as string[];
  } finally {
    await sandbox.close();
  }
};

/** How the SDK is built inside, and what chai keeps for its own plugins. */
const INTERNAL =
  /\.(?:mutations|members|reference|Type|substitute|syncFromObject|syncToObject|oneNormalizedVariable|forEachParent|findInParents|findParentContaining|meta|parent|setParent|eachParent|describe|enableTracking|disableTracking|applyMutation|syncVariablesFrom|syncVariablesTo|addLayer|toObjectResolved|findSubstitutions|values|assimilate|assert)(?:\.|$)/;

/** Of chai's function and of arrays; and newman's pm.require, which knows no package: the build says what to do instead. */
const OTHERS = /^pm\.(?:expect\.|require$|request\.url\.(?:path|host)\.|request\.url\.variables\.replace$)/;

test('what both have is declared, and what one has alone is known to be missing in the other', async () => {
  const [one = [], other = []] = await Promise.all(engines.map(pathsIn));
  const both = one.filter((path) => other.includes(path));
  const alone = [...one, ...other].filter((path) => !both.includes(path));
  expect(new Set(alone.map((path) => path.split('.').slice(0, 3).join('.')))).toEqual(
    new Set([
      'pm.vault',
      'pm.vault.get',
      'pm.vault.set',
      'pm.vault.unset',
      'pm.datasets',
      'pm.execution.runRequest',
    ]),
  );
  const declared = both.filter((path) => !INTERNAL.test(path) && !OTHERS.test(path));
  expect(declared.length).toBeGreaterThan(400);
  const script = declared.map((path) => `void ${path.replace('pm.request.body.', 'pm.request.body!.')};`);
  expect(await project.complaints(script.join('\n'))).toBe('');
});
