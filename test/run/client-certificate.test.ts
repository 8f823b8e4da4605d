/** The files of `--client-cert` and `--client-key`, and the address of `--proxy`. */

import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkClientCertificate } from '../../src/run/client-certificate.ts';
import { readProxy, withProxy } from '../../src/run/proxy.ts';
import { makeCertificates } from '../engines/test-server.ts';

let folder: string;
const file = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postsmith-certificate-'));
  const { key, cert } = await makeCertificates();
  const old = await generate([{ name: 'commonName', value: 'old' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    notBeforeDate: new Date('2020-01-01'),
    notAfterDate: new Date('2021-01-01'),
  });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const files = {
    key,
    cert,
    'old-key': old.private,
    'old-cert': old.cert,
    'other-key': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'locked-key': privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
      .toString(),
    nothing: 'nothing',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(file(name), text);
});
afterAll(() => rm(folder, { recursive: true }));

test('a certificate and its key are taken', () => checkClientCertificate(file('cert'), file('key')));

test.each([
  ['cert', 'other-key', 'is not that of the certificate'],
  ['cert', 'locked-key', 'is encrypted'],
  ['cert', 'nothing', 'holds no private key in PEM'],
  ['nothing', 'key', 'holds no certificate in PEM'],
  ['old-cert', 'old-key', 'has expired on'],
  ['none', 'key', 'none'],
  ['cert', 'none', 'none'],
])('%s with %s is refused', async (cert, key, message) => {
  await expect(checkClientCertificate(file(cert), file(key))).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining(message),
  });
});

test.each([
  ['proxy.example:3128', 'takes an address'],
  ['socks5://proxy.example', 'takes an address'],
  ['http://me:secret@proxy.example', 'A password in --proxy can be read'],
])('the proxy %s is refused', (given, message) => {
  expect(() => readProxy(given)).toThrow(
    expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message) }),
  );
});

test('a proxy is in the environment for the time of a run', async () => {
  const before = process.env['HTTPS_PROXY'];
  await withProxy(readProxy('http://proxy.example:3128'), async () => {
    expect(process.env['HTTPS_PROXY']).toBe('http://proxy.example:3128/');
  });
  expect(process.env['HTTPS_PROXY']).toBe(before);
});
