/** Every way in which a script is refused, by code and message. */

import { afterAll, describe, expect, test } from 'vitest';
import { bundleScript } from '../../src/bundle/bundle.ts';
import { PostsmithError } from '../../src/errors.ts';
import { temporaryProject } from './temporary-project.ts';

const project = temporaryProject('postsmith-refusals-', ['@noble/curves', '@noble/hashes']);
afterAll(() => project.remove());

const file = 'scripts/pre-request/x.ts';

const refusal = async (source: string, parameterised = false): Promise<PostsmithError> => {
  project.write({ [file]: source });
  const error: unknown = await bundleScript({ file, root: project.root, parameterised }).catch(
    (caught: unknown) => caught,
  );
  if (!(error instanceof PostsmithError)) throw new Error(`not refused: ${source}`, { cause: error });
  expect(error.code).toBe('INVALID_SCRIPT');
  return error;
};

const accepted = async (source: string): Promise<void> => {
  project.write({ [file]: source });
  await bundleScript({ file, root: project.root, parameterised: false });
};

const wrap =
  'pm.sendRequest returns no promise in newman’s sandbox; wrap its callback: new Promise((resolve, reject) => pm.sendRequest(request, (error, response) => error ? reject(error) : resolve(response)))'.replace(
    '’',
    "'",
  );
const evaluation = 'evaluates text as code, which a reader cannot check; write the code into the script';
const absent = (name: string, replacement: string) =>
  `\`${name}\` does not exist in Postman's sandbox; ${replacement}`;
const nodeOnly = (name: string, replacement: string) =>
  `\`${name}\` is a module of Node that Postman's sandbox does not have; ${replacement}`;

describe('a script that is refused says where, what, and what to do instead', () => {
  test.each<[string, string, string]>([
    ['fetch(1);', '1:1', absent('fetch', 'use pm.sendRequest')],
    ['\n  new URL("x");', '2:7', absent('URL', "use require('url').parse")],
    ['f(process.env.HOME); function f(x) {}', '1:3', absent('process', 'use pm.environment or pm.variables')],
    [
      'window.x = 1;',
      '1:1',
      absent('window', 'name what you need directly; share values through pm.variables'),
    ],
    [
      'new TextEncoder();',
      '1:5',
      absent('TextEncoder', "use Buffer.from(text, 'utf8') and buffer.toString('utf8')"),
    ],
    ['const ä = "ü"; console.log(ä, Intl);', '1:31', absent('Intl', "use require('moment') for dates")],
    ['consle.log(1);', '1:1', '`consle` is not defined'],
    ['counter = 1;', '1:1', '`counter` is not defined'],
    ['export const f = async () => { await pm.sendRequest("x"); }; f();', '1:32', wrap],
    ['pm.sendRequest("x").then(console.log);', '1:1', wrap],
    [
      'pm.vault.get("x");',
      '1:1',
      "`pm.vault` does not exist in newman's sandbox; use a variable of type secret",
    ],
    [
      'pm.execution.runRequest("x");',
      '1:1',
      "`pm.execution.runRequest` does not exist in newman's sandbox; use pm.sendRequest, or pm.execution.setNextRequest",
    ],
    [
      'pm.require("x");',
      '1:1',
      "`pm.require` does not exist in newman's sandbox; import the package: it is bundled",
    ],
    ['eval("1");', '1:1', `\`eval\` ${evaluation}`],
    ['(0, eval)("1");', '1:5', `\`eval\` ${evaluation}`],
    ['new Function("return 1")();', '1:1', `\`Function\` ${evaluation}`],
    [
      'export const f = (n: string) => import(n); f("x");',
      '1:33',
      'import() needs a literal path or package name, so that what it loads can be bundled',
    ],
    ['import x from "./gone.ts"; x();', '1:15', 'there is no file `./gone.ts` to import; correct the path'],
    [
      'import fs from "node:fs"; fs.readFileSync("x");',
      '1:16',
      nodeOnly('node:fs', 'import a .json file (it is bundled), or keep the value in a variable'),
    ],
    [
      'const c = require("crypto"); c.x();',
      '1:19',
      nodeOnly('crypto', 'use @noble/hashes and @noble/curves, or the sandbox module crypto-js'),
    ],
    ['import http from "http"; http.get("x");', '1:18', nodeOnly('http', 'use pm.sendRequest')],
    [
      'import { promises } from "fs/promises"; promises.x();',
      '1:26',
      nodeOnly('fs/promises', 'import a .json file (it is bundled), or keep the value in a variable'),
    ],
    [
      'import z from "zlib"; z.x();',
      '1:15',
      nodeOnly('zlib', 'use an npm package that needs no Node module'),
    ],
    ['const x = ;', '1:11', 'does not compile: Unexpected ";"'],
    [
      'console.log(await 1);',
      '1:13',
      "`await` outside a function is a syntax error in newman's sandbox; put the code into an async function and call it",
    ],
    [
      'import text from "./notes.md"; console.log(text);',
      '1:18',
      'a script can import TypeScript, JavaScript and JSON, not `.md` files',
    ],
    [
      'import { nothing } from "./other.ts"; nothing();',
      '1:10',
      '`scripts/pre-request/other.ts` exports no `nothing`',
    ],
    [
      'console.log(import.meta.url);',
      '1:13',
      '`import.meta` has no meaning in Postman, where a script is in no file; leave it out',
    ],
  ])('%s', async (source, place, message) => {
    project.write({
      'scripts/pre-request/notes.md': '# x',
      'scripts/pre-request/other.ts': 'export const a = 1;',
    });
    const error = await refusal(source);
    const [line] = place.split(':');
    const code = source.split('\n')[Number(line) - 1]?.trim() ?? '';
    expect(error.problems).toEqual([`${file}:${place}: ${message} | ${code}`]);
    expect(error.message).toBe(`${file} cannot run in Postman: a problem`);
  });

  test('a package that is not installed', async () => {
    const { problems } = await refusal('import pad from "@left/pad/deep"; pad();');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(
      `${file}:1:17: cannot find \`@left/pad/deep\`; install it in the project (npm install @left/pad), or use a module of the sandbox: crypto-js, uuid, lodash`,
    );
  });

  test('a file that does not exist', async () => {
    await expect(
      bundleScript({ file: 'scripts/pre-request/none.ts', root: project.root, parameterised: false }),
    ).rejects.toMatchObject({
      code: 'INVALID_SCRIPT',
      message: 'scripts/pre-request/none.ts does not exist; correct its name or write it',
      problems: ['scripts/pre-request/none.ts: there is no such file'],
    });
  });

  test('a script that is given parameters and has no default export', async () => {
    const { problems } = await refusal('export const x = 1;', true);
    expect(problems).toEqual([
      `${file}: \`${file}\` has no default export; add one: export default (parameters) => { … }`,
    ]);
  });
});

describe('the problems of a script', () => {
  test('are told all at once, in reading order', async () => {
    project.write({ 'scripts/pre-request/helper.ts': 'export const go = () => fetch("x");' });
    const error = await refusal('import { go } from "./helper.ts";\ngo(window);\nnew URL("x");');
    expect(error.message).toBe(`${file} cannot run in Postman: 3 problems`);
    expect(error.problems.map((problem) => problem.split(': ')[0])).toEqual([
      'scripts/pre-request/helper.ts:1:25',
      `${file}:2:4`,
      `${file}:3:5`,
    ]);
  });

  test('are placed in the npm package that has them, with its code cut to a readable length', async () => {
    project.write({
      'node_modules/browserish/package.json': '{"name": "browserish", "version": "1.0.0"}',
      'node_modules/browserish/index.js': `exports.go = () => { document.write("${'x'.repeat(200)}"); };`,
    });
    const { problems } = await refusal('import { go } from "browserish"; go();');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^browserish\/index\.js:1:22: `document` does not exist/);
    expect(problems[0]?.endsWith('…')).toBe(true);
  });

  test('are placed in the file that is installed, whatever its source map says', async () => {
    const map = Buffer.from(
      '{"version":3,"sources":["webpack:///x.ts"],"sourcesContent":["fetch()"],"names":[],"mappings":"AAAA"}',
    ).toString('base64');
    project.write({
      'node_modules/mapped/package.json': '{"name": "mapped", "version": "1.0.0"}',
      'node_modules/mapped/index.js': `fetch();\n//# sourceMappingURL=data:application/json;base64,${map}\n`,
    });
    const { problems } = await refusal('import "mapped";');
    expect(problems[0]).toMatch(/^mapped\/index\.js:1:1: `fetch` does not exist/);
  });

  test('count only what is reached', async () => {
    project.write({
      'scripts/mixed.ts': 'export const bad = () => fetch("x"); export const good = () => 1;',
    });
    await accepted('import { good } from "../mixed.ts"; console.log(good());');
  });

  test('include the parts of noble that need TextEncoder, unless they are shaken off', async () => {
    await accepted(
      'import { p256 } from "@noble/curves/nist.js"; console.log(p256.getPublicKey(new Uint8Array(32)));',
    );
    const { problems } = await refusal(
      'import { utf8ToBytes } from "@noble/hashes/utils.js"; console.log(utf8ToBytes("x"));',
    );
    expect(problems[0]).toMatch(/^@noble\/hashes\/utils\.js:\d+:\d+: `TextEncoder` does not exist/);
  });
});

describe('a script is not refused', () => {
  test('for a name that it guards with typeof in the same module', async () => {
    await accepted('if (typeof structuredClone === "function") console.log(structuredClone({}));');
  });

  test("for UMD's search for the global object, of which CommonJS has no need", async () => {
    project.write({
      'node_modules/umd/package.json': '{"name": "umd", "version": "1.0.0"}',
      'node_modules/umd/index.js':
        '!function(t,e){"object"==typeof exports&&"undefined"!=typeof module?module.exports=e():"function"==typeof ' +
        'define&&define.amd?define(e):(t="undefined"!=typeof globalThis?globalThis:t||self).umd=e()}(this,()=>7);',
    });
    await accepted('import umd from "umd"; console.log(umd);');
    const { problems } = await refusal('console.log(typeof globalThis === "object" ? globalThis : self);');
    expect(problems[0]).toMatch(/^scripts\/pre-request\/\S+: `self` does not exist/);
  });

  test('but the guard of another module does not count', async () => {
    project.write({ 'scripts/guard.ts': 'export const has = typeof URL !== "undefined";' });
    const { problems } = await refusal(
      'import { has } from "../guard.ts"; console.log(has && new URL("x"));',
    );
    expect(problems).toHaveLength(1);
  });

  test('for what both sandboxes have', async () => {
    await accepted(
      'console.log(Buffer.from("x"), atob("eA=="), BigInt(1), _.add(1, 2), CryptoJS, Symbol.iterator);',
    );
  });

  test('for awaiting a promise of its own around pm.sendRequest', async () => {
    await accepted(`const send = () => new Promise((resolve) => pm.sendRequest('x', (error, response) => resolve(response)));
      (async () => { await send(); pm.sendRequest('y', () => {}); })();`);
  });

  test('for a module that a package tries and does without', async () => {
    project.write({
      'node_modules/careful/package.json': '{"name": "careful", "version": "1.0.0"}',
      'node_modules/careful/index.js':
        'let fs; try { fs = require("fs"); } catch (e) { fs = null; } exports.fs = fs;',
    });
    await accepted('import { fs } from "careful"; console.log(fs);');
  });

  test('for a Node name that its own code declares', async () => {
    await accepted('const process = { env: {} }; console.log(process.env);');
  });
});
