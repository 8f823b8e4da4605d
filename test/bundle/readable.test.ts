/** Scripts stay readable in Postman and in a diff, and do what the bundler would make them do. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundleScript, instantiateScript, type BundledScript } from '../../src/bundle/bundle.ts';
import { sourcePlaces } from '../../src/bundle/source-places.ts';
import type { Json } from '../../src/model/collection.ts';
import { openSandboxes, type Sandboxes } from './sandboxes.ts';
import { temporaryProject } from './temporary-project.ts';

const project = temporaryProject('postsmith-readable-');
let sandboxes: Sandboxes;
beforeAll(async () => {
  sandboxes = await openSandboxes();
});
beforeEach(() => project.write(MODULES));
afterAll(() => {
  sandboxes.close();
  project.remove();
});

const file = 'scripts/post-response/check.ts';

/** Two that share a third, which says when it is run. */
const MODULES = {
  'scripts/base.ts': `console.log('base'); export const base = 1;`,
  'scripts/one.ts': `import { base } from './base.ts'; export const one = base; export type One = number;`,
  'scripts/two.ts': `import { base } from './base.ts';\nexport default function two() {\n  return base + 1;\n}`,
  'scripts/effect.ts': `console.log('effect');`,
  'scripts/count.ts': `export let count = 0; export const increase = () => { count += 1; };`,
  'scripts/data.json': `{ "name": "data" }`,
  'scripts/back.ts': `import { own } from './post-response/check.ts'; export const back = () => own;`,
};

const bundle = (source: string, parameterised = false): Promise<BundledScript> => {
  project.write({ [file]: source });
  return bundleScript({ file, root: project.root, parameterised });
};

const textOf = async (source: string, parameters?: Json): Promise<string> =>
  instantiateScript(await bundle(source, parameters !== undefined), parameters);

const logsOf = async (text: string): Promise<readonly string[]> => {
  const { newman, runtime } = await sandboxes.run(text);
  expect(newman).toEqual(runtime);
  expect(newman.error).toBeUndefined();
  return newman.logs;
};

const NOTE = '// What it imports, bundled by Postsmith, each module on a line. Edit the sources instead.';

const SCRIPT = `/** Checks an order. */

import { one, type One } from '../one.ts';
import two from '../two.ts';

/** Goes with what it describes. */
interface Order<T> {
  // also this
  readonly id: T;
}

type Id = string;

// The label is for people.
const label = <T extends One>(order: Order<T>, text: string = 'Größe'): string =>
  \`\${text}: \${order.id as One}\`; // a comment

/** Called with its parameters. */
export default ({ id }: Order<number>): void => {
  const value = id!;
  console.log(label({ id: value }), one, two(), 1_000);
};
`;

describe('a script', () => {
  test('keeps its lines, comments and blanks, and loses its types', async () => {
    const lines = (await textOf(SCRIPT, { id: 7 })).split('\n');
    expect(lines.slice(1, lines.indexOf(NOTE))).toEqual([
      '(postsmithParameters=>{',
      '/** Checks an order. */',
      '',
      'const { one, two } = postsmithImports();',
      '',
      '// The label is for people.',
      "const label = (order, text = 'Größe') =>",
      '  `${text}: ${order.id}`; // a comment',
      '',
      '/** Called with its parameters. */',
      'const postsmithMain = ({ id }) => {',
      '  const value = id;',
      '  console.log(label({ id: value }), one, two(), 1_000);',
      '};',
      'postsmithMain(postsmithParameters);',
    ]);
    expect(lines.slice(-3)).toEqual(['}', '})({"id":7});', '']);
    expect(await logsOf(lines.join('\n'))).toEqual(['base', 'Größe: 7 1 2 1000']);
  });

  test('keeps the comment of a function of which only the signatures go', async () => {
    const source =
      '/** Of anything. */\nfunction own(a: string): string;\nfunction own(a: number): number;\nfunction own(a: unknown) { return a; }\nconsole.log(own(1));\n';
    const text = await textOf(`\uFEFF${source}`);
    expect(text.split('\n').slice(2, 5)).toEqual([
      '/** Of anything. */',
      'function own(a) { return a; }',
      'console.log(own(1));',
    ]);
    expect(await logsOf(text)).toEqual(['1']);
  });

  test('has each module that it imports on a line of its own', async () => {
    const lines = (await textOf(SCRIPT, { id: 7 })).split('\n');
    const imported = lines.slice(lines.indexOf(NOTE) + 1);
    for (const part of ['"base"', 'function']) {
      expect(imported.filter((line) => line.includes(part)).length).toBeGreaterThan(0);
    }
    expect(imported.find((line) => line.includes('"base"'))).not.toContain('return');
  });

  test.each([
    ['of the script', file, SCRIPT, 'for people', 'for friends'],
    ['of its text', file, SCRIPT, 'Größe', 'Size'],
    ['of a module', 'scripts/base.ts', MODULES['scripts/base.ts'], "'base'", "'basis'"],
  ])('a word %s that changes is one line that changes', async (_, path, source, from, to) => {
    const before = (await textOf(SCRIPT, { id: 7 })).split('\n');
    project.write({ [path]: source.replace(from, to) });
    const script = await bundleScript({ file, root: project.root, parameterised: true });
    const after = instantiateScript(script, { id: 7 }).split('\n');
    expect(after).toHaveLength(before.length);
    expect(after.filter((line, at) => line !== before[at])).toHaveLength(1);
  });

  test.each([
    ['a named function', `export default function run(p: number): void { console.log(p); }`, ['1']],
    ['a function without a name', `export default function (p: number) { console.log(p); }`, ['1']],
    ['an async function', `export default async (p: number) => { await null; console.log(p); };`, ['1']],
    ['a name', `const run = (p: number) => console.log(p);\nexport default run;`, ['1']],
    [
      'a function that calls itself',
      `export default function f(p: number): void { if (p < 3) f(p + 1); else console.log(p); }`,
      ['3'],
    ],
  ])('may have %s as default export', async (_, source, logs) => {
    expect(await logsOf(await textOf(source, 1))).toEqual(logs);
  });

  test.each([
    ['a namespace', `import * as all from '../one.ts';\nconsole.log(all.one);`, ['base', '1']],
    ['a default under a name', `import { default as t } from '../two.ts';\nconsole.log(t());`, ['base', '2']],
    ['an effect', `import '../effect.ts';\nconsole.log('own');`, ['effect', 'own']],
    ['JSON', `import data from '../data.json';\nconsole.log(data.name);`, ['data']],
    [
      'behind its statements',
      `console.log('own', one);\nimport { one } from '../one.ts';`,
      ['base', 'own 1'],
    ],
    [
      'two that share a third',
      `import { one } from '../one.ts';\nimport two from '../two.ts';\nconsole.log(one, two());`,
      ['base', '1 2'],
    ],
    ['a type alone', `import { type One } from '../one.ts';\nconst a: One = 1;\nconsole.log(a);`, ['1']],
    [
      'what is a type in truth',
      `import { One, one } from '../one.ts';\nconst a: One = one;\nconsole.log(a);`,
      ['base', '1'],
    ],
    ['what nobody uses', `import { one } from '../one.ts';\nconsole.log('own');`, ['own']],
    ['the sandbox’s own', `import { add } from 'lodash';\nconsole.log(add(1, 2));`, ['3']],
    ['under another name', `import { one as first } from '../one.ts';\nconsole.log(first);`, ['base', '1']],
  ])('may import %s', async (_, source, logs) => {
    const text = await textOf(source);
    expect(text).toContain('console.log(');
    expect(text.split('\n')[1]).toBe('(() => {');
    expect(await logsOf(text)).toEqual(logs);
  });

  test.each([
    ['enums', `enum A { B = 'b' }\nconsole.log(A.B);`, ['b']],
    [
      'parameter properties',
      `class A { constructor(readonly b: string) {} }\nconsole.log(new A('b').b);`,
      ['b'],
    ],
    [
      'values that change later',
      `import { count, increase } from '../count.ts';\nincrease();\nconsole.log(count);`,
      ['1'],
    ],
    ['import()', `import('../one.ts').then(({ one }) => console.log(one));`, ['base', '1']],
    ['require of a module', `const { one } = require('../one.ts');\nconsole.log(one);`, ['base', '1']],
    [
      'an import in a circle',
      `import { back } from '../back.ts';\nexport const own = 'own';\nconsole.log(back());`,
      ['own'],
    ],
    ['our own names', `const postsmithImports = 1;\nconsole.log(postsmithImports);`, ['1']],
    [
      'fields of a subclass',
      `class A { x = 1; }\nclass B extends A { x!: number; }\nconsole.log(new B().x);`,
      ['1'],
    ],
  ])('with %s is bundled whole', async (_, source, logs) => {
    const text = await textOf(source);
    expect(text.split('\n')[1]).not.toBe('(() => {');
    expect(await logsOf(text)).toEqual(logs);
  });

  test('does not meet another one', async () => {
    const text = await textOf(
      `import { one } from '../one.ts';\nvar seen = one;\nfunction show() { console.log(seen); }\nshow();`,
    );
    expect(await logsOf(`${text}${text}console.log(typeof seen, typeof show);`)).toEqual([
      'base',
      '1',
      'base',
      '1',
      'undefined undefined',
    ]);
  });
});

describe('the source map', () => {
  test.each([
    ['of the script', 'two(), 1_000', file, 21, 42],
    ['of a module', '"base"', 'scripts/base.ts', 1, 13],
  ])('leads to the place %s', async (_, code, source, line, column) => {
    const script = await bundle(SCRIPT, true);
    const lines = script.text.split('\n');
    const at = lines.findIndex((each) => each.includes(code));
    const place = sourcePlaces(
      script.sourceMap,
      project.root,
    )({
      line: at + 1,
      column: lines[at]?.indexOf(code) ?? 0,
    });
    expect(place).toMatchObject({ file: `${project.root}/${source}`, line, column });
  });
});
