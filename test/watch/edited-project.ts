/** A project that somebody edits: several collections that share scripts and helpers, and edits of every kind, by a seed. */

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Each file says `word1` somewhere where it comes into what is built. */
const FILES: Readonly<Record<string, string>> = {
  'collections/alpha.ts': `
import { clientCredentials, clientSecretBasic, defineCollection, folder, get } from 'postsmith';
import { describe } from './shared/describe.ts';
import facts from './shared/facts.json';

export default defineCollection({
  name: 'Alpha',
  description: describe('alpha word1'),
  authorization: clientCredentials({ tokenEndpoint: 'https://{{host}}/token', clientAuthentication: clientSecretBasic() }),
  items: [
    folder('Things', facts.names.map((name) => get({
      name,
      url: 'https://{{host}}/things',
      scripts: { preRequest: ['prepare'], postResponse: [{ name: 'expect', parameters: { name } }] },
    }))),
  ],
});
`,
  'collections/beta.ts': `
import { readFileSync } from 'node:fs';
import { defineCollection, get } from 'postsmith';
import { describe } from './shared/describe.ts';
import { told } from './shared/native.mjs';

const text = readFileSync(new URL('./shared/note.txt', import.meta.url), 'utf8');

export default defineCollection({
  name: 'Beta',
  description: describe('beta word1') + text + told,
  items: [get({ name: 'One', url: 'https://{{host}}/one', scripts: { postResponse: [{ name: 'expect', parameters: { name: 'one' } }] } })],
});
`,
  'collections/gamma.ts': `
import { defineCollection } from 'postsmith';
import { fromOpenAPI } from 'postsmith/openapi';

export default defineCollection({ ...(await fromOpenAPI('../api.json')), name: 'Gamma word1' });
`,
  'collections/shared/describe.ts': `
let calls = 0;

export const describe = (text: string): string => \`\${text}: word1, call \${(calls += 1)}\`;
`,
  'collections/shared/facts.json': '{ "names": ["List word1", "Read"] }\n',
  'collections/shared/native.mjs': `import { inner } from './inner.mjs';\nexport const told = 'word1 ' + inner;\n`,
  'collections/shared/inner.mjs': `export const inner = 'word1';\n`,
  'collections/shared/note.txt': 'word1\n',
  'environments/all.ts': `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'All word1',
  variables: { host: 'api.example', base_url: 'https://api.example', client_id: 'word1', client_secret: secret() },
});
`,
  'scripts/pre-request/prepare.ts': `
import { format } from '../shared/format.ts';

console.log(format('word1'));
`,
  'scripts/post-response/expect.ts': `
import { format } from '../shared/format.ts';

export default ({ name }: { readonly name: string }): void => {
  pm.test(format(name) + ' word1', () => pm.expect(pm.response.code).to.equal(200));
};
`,
  'scripts/shared/format.ts': `export const format = (text: string): string => text.trim() + ' word1';\n`,
  'api.json': `${JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Api', version: '1', description: 'word1' },
    servers: [{ url: 'https://api.example' }],
    paths: { '/x': { get: { operationId: 'word1', responses: { 200: { description: 'Fine' } } } } },
  })}\n`,
};

const NAMES = Object.keys(FILES);
const CODE = NAMES.filter((name) => name.endsWith('.ts') && name !== 'environments/all.ts');

const BREAKING = [
  'const = ;\n',
  "\nthrow new TypeError('thrown');\n",
  "\nimport './nowhere.ts';\n",
  '\nif (1 > 0) process.exit(0);\n',
  "\nvoid Promise.reject(new RangeError('stray'));\n",
  '\nexport const other: = 3;\n',
];

/** Numbers from 0 up to a limit, always the same for a seed (mulberry32). */
export const randomBy = (seed: number): ((limit: number) => number) => {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
};

export class EditedProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith watch ü ')));
  readonly #random: (limit: number) => number;
  /** What the files should hold when nothing is broken. */
  readonly #texts = new Map(Object.entries(FILES));
  #words = 1;

  constructor(seed: number) {
    this.#random = randomBy(seed);
    this.mend();
  }

  #pick(names: readonly string[]): string {
    return names[this.#random(names.length)] ?? '';
  }

  #write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (this.#random(2) === 0) {
      writeFileSync(path, text);
      return;
    }
    // As an editor saves that wants to lose nothing.
    writeFileSync(`${path}.saving~`, text);
    renameSync(`${path}.saving~`, path);
  }

  /** One word in a file is another. */
  word(name = this.#pick(NAMES)): void {
    this.#words += 1;
    const text = (this.#texts.get(name) ?? '').replaceAll(/word\d+/g, `word${this.#words}`);
    this.#texts.set(name, text);
    this.#write(name, text);
  }

  /** Puts every file as it should be. */
  mend(): void {
    for (const [name, text] of this.#texts) {
      const path = join(this.folder, name);
      if (!existsSync(path) || readFileSync(path, 'utf8') !== text) this.#write(name, text);
    }
  }

  /** Something is broken until `mend`. */
  break(): void {
    const kind = this.#random(8);
    if (kind === 0) rmSync(join(this.folder, this.#pick(NAMES)), { force: true });
    else if (kind === 1)
      rmSync(join(this.folder, this.#pick(['scripts', 'collections/shared', 'environments'])), {
        recursive: true,
        force: true,
      });
    else {
      const name = this.#pick(CODE);
      this.#write(name, `${this.#texts.get(name)}${this.#pick(BREAKING)}`);
    }
  }

  /** A collection comes, goes, or gets another name. */
  #comeAndGo(): void {
    const gone = [...this.#texts.keys()].find((name) => name.startsWith('collections/extra'));
    this.#words += 1;
    const name = `collections/extra${this.#words}.ts`;
    const isRenamed = gone !== undefined && this.#random(2) === 0;
    if (gone === undefined || isRenamed) {
      this.#texts.set(
        name,
        `import { defineCollection, get } from 'postsmith';\nexport default defineCollection({ name: 'Extra', items: [get({ name: 'A', url: 'https://a.example/word${this.#words}' })] });\n`,
      );
      if (isRenamed && existsSync(join(this.folder, gone)))
        renameSync(join(this.folder, gone), join(this.folder, name));
      this.#write(name, this.#texts.get(name) ?? '');
    }
    if (gone !== undefined) {
      rmSync(join(this.folder, gone), { force: true });
      this.#texts.delete(gone);
    }
  }

  /** Edits something, by chance. */
  edit(): void {
    const kind = this.#random(10);
    if (kind < 4) this.word();
    else if (kind < 7) this.break();
    else if (kind < 8) this.mend();
    else if (kind < 9) this.#comeAndGo();
    // As after a checkout of another branch.
    else for (const name of NAMES) this.word(name);
  }

  /** A number below the limit, of the same chance. */
  chance(limit: number): number {
    return this.#random(limit);
  }

  /** Copies the sources, and nothing that was built. */
  copySources(to: string): void {
    for (const name of ['collections', 'environments', 'scripts', 'api.json'])
      cpSync(join(this.folder, name), join(to, name), { recursive: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
