import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAuthorityFile } from '../../src/run/authority-file.ts';

let folder: string;
let certificate: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postsmith-test-'));
  certificate = (await generate([{ name: 'commonName', value: 'A' }], { algorithm: 'sha256', keyType: 'ec' }))
    .cert;
});
afterAll(() => rm(folder, { recursive: true }));

const write = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

test('one or several certificates are taken', async () => {
  await expect(
    checkAuthorityFile(await write('two.pem', `${certificate}\n${certificate}`)),
  ).resolves.toBeUndefined();
});

test.each([
  ['missing', undefined, 'there is no such file or folder.'],
  ['text', 'hello', 'holds no PEM certificate'],
  ['broken', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'Certificate 1 of the CA file'],
])('a %s file is refused with the reason', async (name, text, message) => {
  const path = text === undefined ? join(folder, name) : await write(name, text);
  await expect(checkAuthorityFile(path)).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining(message),
  });
});
