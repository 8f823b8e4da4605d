/** `keep`, `keepJson` and `refuse` of `postsmith/sandbox`, as a bundled script of a user calls them. */

import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleEntry } from '../../src/bundle/bundle.ts';
import { engines, openSandbox, type Engine, type Sandbox } from './sandbox.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sandboxes = new Map<Engine, Sandbox>();
let script = '';

beforeAll(async () => {
  for (const engine of engines) sandboxes.set(engine, await openSandbox(engine));
  const source = `
    import { keep, keepJson } from '${root}scripts/login/sandbox.ts';
    const { text, json } = JSON.parse(pm.variables.get('input'));
    pm.environment.set('results', JSON.stringify([keep('text', text), keepJson('json', json)]));`;
  script = (await bundleEntry({ source, resolveDir: root, label: 'test', root })).text;
});
afterAll(() => sandboxes.forEach((sandbox) => sandbox.close()));

describe.each(engines)('in the sandbox of %s', (engine) => {
  const run = async (input: object) => {
    const outcome = await sandboxes.get(engine)?.run(script, {
      environment: { text: 'before', json: 'before' },
      local: { input: JSON.stringify(input) },
    });
    if (outcome === undefined) throw new Error('no sandbox');
    expect(outcome.error).toBe('');
    const { results = '', text, json } = outcome.environment;
    return { results: JSON.parse(results), text, json, tests: outcome.tests };
  };

  test('a text, a number and JSON are kept', async () => {
    const json = { a: ['{{secret}}', { '{{b}}': '\\"{' }], c: null };
    const outcome = await run({ text: 7, json });
    expect(outcome).toMatchObject({ results: [true, true], text: '7', tests: [] });
    expect(outcome.json).not.toMatch(/\{\{|\{$/);
    expect(JSON.parse(outcome.json ?? '')).toEqual(json);
  });

  test.each(['{{client_secret}}', 'a{', '{client_secret}}'])(
    '%j is removed, and a failed test says so',
    async (text) => {
      const outcome = await run({ text, json: '{{x}}' });
      expect(outcome.text).toBeUndefined();
      expect(outcome.json).toBe('"\\u007b\\u007bx\\u007d\\u007d"');
      expect(outcome.tests).toMatchObject([
        { name: 'The server\'s value for "text" was not kept', passed: false },
      ]);
      expect(outcome.tests[0]?.message).toContain('Postman would replace');
    },
  );

  test('nothing removes the variable without a word', async () => {
    expect(await run({ text: '' })).toEqual({
      results: [false, false],
      text: undefined,
      json: undefined,
      tests: [],
    });
    expect(await run({ text: null, json: null })).toMatchObject({
      results: [false, true],
      json: 'null',
      tests: [],
    });
  });
});
