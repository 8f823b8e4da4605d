/** `postsmith init` without a terminal: what it writes, what it keeps, and what it refuses. */

import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { execute } from './execute.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-init-')));
});
afterEach(() => rm(folder, { recursive: true }));

const init = (...parameters: string[]) => execute(['init', ...parameters], { folder });
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};
const all = async (): Promise<string[]> => (await readdir(folder, { recursive: true })).sort();

test('an empty folder becomes a project, and the next commands are said', async () => {
  const { code, stdout, stderr } = await init('okta');
  expect(code).toBe(0);
  const created = [...stdout.matchAll(/^created {4}(.*)$/gm)].map(([, path = '']) => path);
  expect(created).toEqual([
    'collections/okta.ts',
    'environments/okta.ts',
    'scripts/post-response/succeeds.ts',
    'tsconfig.json',
    '.env.example',
    '.github/workflows/postsmith.yml',
    'README.md',
    '.env',
    'package.json',
    '.gitignore',
  ]);
  expect(stderr).toContain('\n  npm install\n  npm run verify\n');
  expect(stderr).toContain('\n  npx postsmith keygen RS256 --preset okta\n');
  expect(stderr).toContain('Fill in .env, where it says where each value is found: OKTA_DOMAIN, CLIENT_ID,');
  expect(stderr).toContain('\n  npx postsmith run okta -e okta\n');
  expect(stderr).not.toContain('postsmith login');
  expect((await execute(['build'], { folder })).code).toBe(0);
});

test('--json prints what was made, what is needed and what comes next', async () => {
  const { code, stdout } = await init('generic', 'orders', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    created: expect.arrayContaining(['orders/collections/generic.ts', 'orders/.env']),
    changed: [],
    needed: expect.arrayContaining([expect.objectContaining({ name: 'client_secret', isSecret: true })]),
    commands: ['cd orders', 'npm install', 'npm run verify', 'npx postsmith run generic -e generic'],
    losses: [],
  });
});

test('a folder is made where there is none, and how to get there is said first', async () => {
  const { code, stdout, stderr } = await init('okta', 'my apis/Büro');
  expect(code).toBe(0);
  expect(stdout).toContain('created    my apis/Büro/collections/okta.ts\n');
  expect(stderr).toContain("\n  cd 'my apis/Büro'\n  npm install\n");
  expect(JSON.parse(await read('my apis/Büro/package.json'))).toMatchObject({ name: 'buro' });
});

test('where a person signs in, that is a step of its own', async () => {
  const way = 'a-public-client-a-person-signs-in-with-pkce';
  const { stderr } = await init('djangoOauthToolkit', '--login', way, '--name', 'courses');
  expect(stderr).toContain(
    '\n  npx postsmith login courses -e courses\n  npx postsmith run courses -e courses\n',
  );
  expect(stderr).not.toContain('REFRESH_TOKEN');
  expect(await read('.github/workflows/postsmith.yml')).not.toContain('postsmith run');
});

test('--keygen makes the key, for its owner only, and shows none of it', async () => {
  const { code, stdout, stderr } = await init('okta', '--keygen');
  expect(code).toBe(0);
  expect(stderr).toContain('Okta takes the public key as JWK or PEM: keys/okta.public.jwk.json');
  expect(stdout + stderr).not.toContain('PRIVATE KEY');
  const [key, env] = [await read('keys/okta.private.pem'), await read('.env')];
  expect(env).toContain(`CLIENT_PRIVATE_KEY='${key.trimEnd()}'`);
  const { kid } = JSON.parse(await read('keys/okta.public.jwk.json')) as { kid: string };
  expect(env).toContain(`\nKEY_ID=${kid}\n`);
  expect(await read('.env.example')).not.toContain(kid);
  for (const path of ['keys/okta.private.pem', '.env'])
    expect((await lstat(join(folder, path))).mode & 0o777).toBe(0o600);
  expect(await read('.gitignore')).toContain('keys/\n');
  const again = await init('okta', '--keygen', '--overwrite');
  expect(again).toMatchObject({ code: 2 });
  expect(again.stderr).toContain('because a key is never overwritten.');
  expect(await read('keys/okta.private.pem')).toBe(key);
});

describe('what is there', () => {
  test('is named, all of it, and nothing is written or overwritten', async () => {
    await write('tsconfig.json', '{}');
    await write('collections/okta.ts', 'mine');
    await symlink('nowhere', join(folder, '.env.example'));
    const before = await all();
    const { code, stdout, stderr } = await init('okta');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'Nothing was written, because nothing is overwritten unasked. Name a folder for the project as the last argument, say --overwrite, or move away what is there:\n' +
        '  collections/okta.ts\n  tsconfig.json\n  .env.example\n',
    );
    expect(await all()).toEqual(before);
    expect((await init('okta', '--overwrite')).code).toBe(0);
    expect(await read('collections/okta.ts')).toContain('okta()');
    // A link is replaced, not followed.
    expect(await all()).not.toContain('nowhere');
  });

  test('of a repository stays: README and .env as they are, package.json and .gitignore with what they lacked', async () => {
    await write('README', 'mine\n');
    await write('.env', 'CLIENT_ID=mine\n');
    await write('.gitignore', 'node_modules\ndist-site');
    await write(
      'package.json',
      '{\n\t"name": "mine",\n\t"scripts": { "build": "vite build" },\n\t"2": [1]\n}\n',
    );
    const { code, stdout, stderr } = await init('okta');
    expect(code).toBe(0);
    expect(stdout).toContain('changed    package.json\nchanged    .gitignore\n');
    expect(stderr).toContain(
      'Put these into .env, which was there already; .env.example says where each is found',
    );
    expect(stderr).toContain('  npm run postsmith:verify\n');
    expect([await read('README'), await read('.env')]).toEqual(['mine\n', 'CLIENT_ID=mine\n']);
    expect(await all()).not.toContain('README.md');
    expect(await read('.gitignore')).toBe('node_modules\ndist-site\n.env\nkeys/\n.postsmith/\n');
    expect(JSON.parse(await read('package.json'))).toMatchObject({
      name: 'mine',
      2: [1],
      scripts: { build: 'vite build', 'postsmith:build': 'postsmith build' },
    });
    expect(await read('package.json')).toContain('\n\t"name": "mine"');
  });

  test('is back as it was when a file cannot be written', async () => {
    await write('package.json', '{"name":"mine"}');
    // A file where a folder should be.
    await write('.github', 'mine');
    const before = await all();
    const { code, stderr } = await init('okta', '--overwrite');
    expect(code).toBe(2);
    expect(stderr).toContain(
      '.github/workflows/postsmith.yml could not be written: a part of its path is a file',
    );
    expect(await all()).toEqual(before);
    expect(await read('package.json')).toBe('{"name":"mine"}');
  });

  test('is back as it was when the last file cannot be put in place', async () => {
    await write('tsconfig.json', 'mine');
    await mkdir(join(folder, '.gitignore'));
    const first = await init('okta', '--overwrite');
    expect(first.stderr).toBe(
      'The file .gitignore could not be read: a folder has that name; move it away.\n',
    );
    await rm(join(folder, '.gitignore'), { recursive: true });
    await mkdir(join(folder, '.env.example', 'x'), { recursive: true });
    await write('collections/okta.ts', 'elsewhere');
    await mkdir(join(folder, 'environments'));
    await symlink('nowhere', join(folder, 'environments/okta.ts'));
    const before = await all();
    const { code, stderr } = await init('okta', '--overwrite');
    expect(code).toBe(2);
    expect(stderr).toContain('.env.example could not be written: a folder has that name');
    expect(await all()).toEqual(before);
    expect([await read('tsconfig.json'), await read('collections/okta.ts')]).toEqual(['mine', 'elsewhere']);
    expect(await readlink(join(folder, 'environments/okta.ts'))).toBe('nowhere');
  });
});

test('below a repository of git, the workflow works in the folder, and where it has to lie is said', async () => {
  await mkdir(join(folder, '.git'));
  const { stderr } = await init('okta', 'api/tests');
  expect(stderr).toContain(`move .github/workflows/postsmith.yml to ${folder}.\n`);
  expect(await read('api/tests/.github/workflows/postsmith.yml')).toContain('working-directory: "api/tests"');
});

test.each<[string, string[], string]>([
  [
    'nothing to start from',
    [],
    'Say what the project starts from: a preset (`postsmith presets` lists them;',
  ],
  ['an unknown preset', ['otka'], 'There is no preset otka. Did you mean okta?'],
  [
    'two starts',
    ['--openapi', 'a', '--collection', 'b'],
    '--openapi and --collection are two starts; give one of them.',
  ],
  ['a preset beside a start', ['okta', 'x', '--openapi', 'a'], '‘x’ is one argument too many.'],
  [
    'an unknown way',
    ['okta', '--login', 'a-client-secre'],
    'There is no --login a-client-secre here. Did you mean a-client-secret?',
  ],
  [
    'an option of another start',
    ['okta', '-e', 'x.json'],
    '--environment is for a project that starts from --collection.',
  ],
  [
    'a preset’s option elsewhere',
    ['--collection', 'x', '--url', 'https://x'],
    '--url is for a project that starts from a preset.',
  ],
  [
    'a key that nobody makes',
    ['google', '--keygen'],
    '--keygen makes nothing here: this login has no key that you make yourself.',
  ],
  ['an address that is none', ['okta', '--url', 'x'], 'The address of --url must be absolute'],
  [
    'an address with a variable segment',
    ['okta', '--url', 'https://x/:id'],
    'The address of --url has a segment like :id; write a value in its place.',
  ],
  ['a name that no file can have', ['okta', '--name', '../x'], 'No file can be called by the name "../x"'],
  ['a missing document', ['--openapi', 'none.yaml'], 'none.yaml'],
  [
    'a missing collection',
    ['--collection', 'none.json'],
    'The file none.json could not be read: there is no such file or folder.',
  ],
  [
    'a file in place of a folder',
    ['okta', 'file'],
    'file is a file; name a folder, which is made where there is none.',
  ],
])('%s is told, and nothing is written', async (_, parameters, message) => {
  await write('file', '');
  const { code, stdout, stderr } = await init(...parameters);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(await all()).toEqual(['file']);
});

test('a secret in the address is neither written nor repeated', async () => {
  const { code, stderr } = await init('okta', '--url', 'https://x.example.com/y?api_key=aB3dE5fG7hJ9kL1m');
  expect(code).toBe(2);
  expect(stderr).toContain(
    'The address of --url holds what looks like a secret; write a {{variable}} in its place.',
  );
  expect(stderr).not.toContain('aB3dE5fG7hJ9kL1m');
  expect(await all()).toEqual([]);
});

test.each(['[]', '{', '{ "scripts": [] }'])('a package.json that is %s is told, and stays', async (text) => {
  await write('package.json', text);
  const { code, stderr } = await init('okta');
  expect(code).toBe(2);
  expect(stderr).toContain('package.json is not');
  expect(await all()).toEqual(['package.json']);
});
