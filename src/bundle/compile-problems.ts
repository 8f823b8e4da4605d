/** Rewords what esbuild reports, so that it says what to do in a project for Postman. */

import { builtinModules } from 'node:module';
import type { Message } from 'esbuild';
import type { Problem } from './problem.ts';
import { isEntry } from './resolution.ts';
import { sandboxModules } from './sandbox-names.ts';

const nodeReplacements: ReadonlyMap<string, string> = new Map([
  ['fs', 'import a .json file (it is bundled), or keep the value in a variable'],
  ['crypto', 'use @noble/hashes and @noble/curves, or the sandbox module crypto-js'],
  ['process', 'read values with pm.environment.get'],
  ['string_decoder', "use buffer.toString('utf8')"],
  ...['http', 'https', 'http2', 'net', 'tls', 'dns', 'dgram'].map((name): [string, string] => [
    name,
    'use pm.sendRequest',
  ]),
]);

const missingModule = (specifier: string): string => {
  const name = specifier.replace(/^node:/, '');
  if (name.startsWith('.') || name.startsWith('/')) {
    return `there is no file \`${specifier}\` to import; correct the path`;
  }
  const top = name.split('/')[0] ?? name;
  if (specifier.startsWith('node:') || builtinModules.includes(top)) {
    const replacement = nodeReplacements.get(top) ?? 'use an npm package that needs no Node module';
    return `\`${specifier}\` is a module of Node that Postman's sandbox does not have; ${replacement}`;
  }
  const packageName = name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : top;
  return (
    `cannot find \`${specifier}\`; install it in the project (npm install ${packageName}), ` +
    `or use a module of the sandbox: ${[...sandboxModules].join(', ')}`
  );
};

const topLevelAwait =
  "`await` outside a function is a syntax error in newman's sandbox; put the code into an async function and call it";

const rewordings: readonly (readonly [RegExp, (...groups: string[]) => string])[] = [
  [/^Could not resolve "(.*)"/, missingModule],
  [/^Top-level await/, () => topLevelAwait],
  [
    /^"import\.meta"/,
    () => '`import.meta` has no meaning in Postman, where a script is in no file; leave it out',
  ],
  [
    /^No matching export in "(.*)" for import "default"/,
    (file) => `\`${file}\` has no default export; add one: export default (parameters) => { … }`,
  ],
  [/^No matching export in "(.*)" for import "(.*)"/, (file, name) => `\`${file}\` exports no \`${name}\``],
  [
    /^No loader is configured for "(.*)" files/,
    (ending) => `a script can import TypeScript, JavaScript and JSON, not \`${ending}\` files`,
  ],
];

const reword = (text: string): string => {
  for (const [pattern, sentence] of rewordings) {
    const match = pattern.exec(text);
    if (match !== null) return sentence(...match.slice(1));
  }
  return `does not compile: ${text}`;
};

/** esbuild counts columns in bytes of UTF-8. */
const columnOf = (lineText: string, bytes: number): number =>
  Buffer.from(lineText).subarray(0, bytes).toString().length + 1;

/** Returns esbuild's message as a problem. */
export const compileProblem = ({ text, location }: Message): Problem => {
  const message = reword(text);
  if (location === null || isEntry(location.file)) return { message };
  const { file, line, column, lineText } = location;
  return { message, place: { file, line, column: columnOf(lineText, column), code: lineText } };
};

/** Warnings of esbuild that mean a script cannot do what it says. */
const fatalWarnings: ReadonlySet<string> = new Set([
  'import-is-undefined',
  'empty-import-meta',
  'commonjs-variable-in-esm',
  'assign-to-import',
  'assign-to-constant',
]);

/** Whether a warning must stop the build. */
export const isFatal = (warning: Message): boolean => fatalWarnings.has(warning.id);
