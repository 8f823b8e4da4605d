/** `postsmith keygen`: its files, and what it says of them. */

import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, importPKCS8, jwtVerify, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { execute, executeProgram } from './execute.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-test-')));
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

const keygen = (parameters: string, environment: Readonly<Record<string, string>> = {}) =>
  execute(['keygen', ...parameters.split(' ').filter(Boolean)], { folder, environment });

const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

test('--help says every option and exit code', async () => {
  const { code, stdout, stderr } = await keygen('--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Usage: postsmith keygen [algorithm] [--preset <preset>] [options]\n');
  for (const option of ['preset', 'out', 'name', 'bits', 'certificate', 'days', 'passphrase-env']) {
    expect(stdout).toContain(`\n  --${option} `);
  }
  expect(stdout).toMatch(
    /Exit codes:\n {2}0 {2}done\n {2}1 {2}.*\n {2}2 {2}[^]*\n {2}3 {2}a bug of Postsmith\n$/,
  );
  expect(await readdir(folder)).toEqual([]);
});

test('stdout is the JWK set alone, which verifies what the private file signs', async () => {
  const { code, stdout, stderr } = await executeProgram(['keygen', 'ES256'], { folder });
  expect(code).toBe(0);
  const set = JSON.parse(stdout);
  expect(stdout).toBe(await read('keys/es256.public.jwks.json'));
  const pem = await read('keys/es256.private.pem');
  const [{ kid }] = set.keys;
  const jwt = await new SignJWT({ sub: 'me' })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(await importPKCS8(pem, 'ES256'));
  expect((await jwtVerify(jwt, createLocalJWKSet(set))).payload).toEqual({ sub: 'me' });
  const data = Buffer.from('data');
  const publicKey = createPublicKey(await read('keys/es256.public.pem'));
  expect(verify('sha256', data, publicKey, sign('sha256', data, createPrivateKey(pem)))).toBe(true);
  expect(stderr).toContain(`  kid  ${kid}\n`);
  expect(stderr).toContain('  CLIENT_PRIVATE_KEY="$(cat keys/es256.private.pem)" npx postsmith run');
  expect(stderr).not.toContain('Warning');
  const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  for (const line of lines) expect(stdout + stderr).not.toContain(line);
});

test('the files and their folder are made as safe as can be', async () => {
  await keygen('ES256 --out deep/er --name client --certificate');
  expect(await readdir(join(folder, 'deep/er'))).toEqual([
    'client.certificate.pem',
    'client.private.pem',
    'client.public.jwk.json',
    'client.public.jwks.json',
    'client.public.pem',
  ]);
  const mode = async (path: string): Promise<number> => (await stat(join(folder, path))).mode & 0o777;
  if (process.platform === 'win32') return;
  expect(await mode('deep/er/client.private.pem')).toBe(0o600);
  expect(await mode('deep/er')).toBe(0o700);
});

test('a secret goes into its file alone: stdout stays empty', async () => {
  const { code, stdout, stderr } = await keygen('HS384');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  const secret = await read('keys/hs384.secret');
  expect(Buffer.from(secret, 'base64url')).toHaveLength(48);
  expect(stderr).not.toContain(secret);
  expect(await readdir(join(folder, 'keys'))).toEqual(['hs384.secret']);
});

test('the passphrase comes from the process environment, and is not repeated', async () => {
  const { code, stdout, stderr } = await keygen('EdDSA --passphrase-env KEY_PASSPHRASE', {
    KEY_PASSPHRASE: 'hunter2',
  });
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain('hunter2');
  const key = await read('keys/eddsa.private.pem');
  expect(() => createPrivateKey(key)).toThrow();
  expect(createPrivateKey({ key, passphrase: 'hunter2' }).asymmetricKeyType).toBe('ed25519');
});

test('a provider that makes keys itself gets none: exit code 1, and where its key is found', async () => {
  const { code, stdout, stderr } = await keygen('--preset pexip');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('Pexip Infinity makes the key itself; none was made here.\n');
  expect(stderr).toContain('client_private_key');
  expect(await readdir(folder)).toEqual([]);
});

describe('a mistake ends with exit code 2, words on stderr, and no file', () => {
  test.each([
    ['', 'Which algorithm? Name one of HS256, '],
    ['ES265', 'There is no algorithm ‘ES265’. Did you mean ES256?'],
    ['--preset pexit', 'There is no preset ‘pexit’. Did you mean pexip?'],
    ['ES256 RS256', '‘RS256’ is one argument too many.'],
    ['ES256 --bits 2048', '--bits is for RSA keys, and ES256 takes none.'],
    ['EdDSA --certificate', 'A certificate can be made of RSA and EC keys'],
    ['ES256 --passphrase-env hunter2', '--passphrase-env takes the name of a variable'],
    ['ES256 --passphrase hunter2', 'a secret on the command line can be read'],
  ])('%s', async (parameters, message) => {
    const { code, stdout, stderr } = await keygen(parameters);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('See `postsmith keygen --help`.\n');
    expect(stderr).not.toContain('hunter2');
    expect(await readdir(folder)).toEqual([]);
  });
});

test('a key is never overwritten: what is there is named, and stays', async () => {
  await keygen('ES256');
  const before = await read('keys/es256.private.pem');
  await rm(join(folder, 'keys/es256.public.pem'));
  const { code, stdout, stderr } = await keygen('es256');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    `Nothing was written, because a key is never overwritten. Choose another name (--name) or folder (--out), or move away what is there:
  ${folder}/keys/es256.private.pem
  ${folder}/keys/es256.public.jwk.json
  ${folder}/keys/es256.public.jwks.json
`,
  );
  expect(await read('keys/es256.private.pem')).toBe(before);
  expect(await readdir(join(folder, 'keys'))).not.toContain('es256.public.pem');
  expect((await keygen('es256 --name second')).code).toBe(0);
});

test('a folder that can’t be made is named', async () => {
  await writeFile(join(folder, 'file'), '');
  const { code, stdout, stderr } = await keygen('ES256 --out file');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    `${folder}/file could not be made: a part of its path is a file, not a folder; move that away.\n`,
  );
});

// Nothing is forbidden to the superuser.
test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a folder that may not be written is named',
  async () => {
    await mkdir(join(folder, 'keys'), { mode: 0o500 });
    const { code, stderr } = await keygen('ES256');
    expect(code).toBe(2);
    expect(stderr).toBe(
      `${folder}/keys/es256.private.pem could not be written: this user has no permission; change the owner or the mode of the file, or of its folder.\n`,
    );
  },
);

const hasGit = (() => {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!hasGit)('git that would take the key is warned of, until it ignores the folder', async () => {
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  expect((await keygen('ES256')).stderr).toContain(
    '\nWarning: git does not ignore keys/es256.private.pem. Put its folder into .gitignore before you commit anything.\n',
  );
  await writeFile(join(folder, '.gitignore'), 'keys/\n');
  expect((await keygen('ES384')).stderr).not.toContain('Warning');
});
