import { expect, test } from 'vitest';
import { secret } from '../../src/index.ts';
import { adviseElsewhere, adviseOn } from '../../src/keys/advice.ts';
import type { Advised } from '../../src/keys/filled-variables.ts';
import { makeKey, type KeyWish } from '../../src/keys/key-files.ts';
import { presets } from '../../src/presets/catalogue.ts';
import { providers } from './facts.ts';

const advise = async (
  wish: Partial<KeyWish>,
  about: Omit<Advised, 'key' | 'pathOf' | 'processName'> = {},
  folder = 'keys',
) => {
  const key = await makeKey({ algorithm: 'ES256', bits: 2048, name: 'me', ...wish });
  const paths = new Map(key.files.map(({ form, name }) => [form, `${folder}/${name}`]));
  return {
    key,
    text: adviseOn({
      key,
      pathOf: (form) => paths.get(form),
      processName: (variable) => variable.toUpperCase(),
      ...about,
    }),
  };
};

test('says in general what each file is, and where it goes', async () => {
  const { key, text } = await advise({});
  expect(text).toBe(
    `A new key for ES256:
  keys/me.private.pem       the private key (PKCS#8); it stays with you
  keys/me.public.pem        the public key as PEM
  keys/me.public.jwk.json   the public key as JWK
  keys/me.public.jwks.json  the public key as JWK set

  kid  ${key.keyId}

Give the authorization server the public key, in the form that it asks for.

In Postman's environment, as current values, never as shared ones:
  client_private_key  the text of keys/me.private.pem
Unattended:
  CLIENT_PRIVATE_KEY="$(cat keys/me.private.pem)" npx postsmith run <collection> -e <environment>
In the declaration, beside the algorithm:
  keyId: '${key.keyId}'  where the server wants to be told the key
`,
  );
});

test('says of a secret that the server has to know it as well', async () => {
  const { text } = await advise({ algorithm: 'HS256' });
  expect(text).toBe(
    `A new key for HS256:
  keys/me.secret  the shared secret

The authorization server needs the same secret. Most servers make it themselves: then take theirs, and delete this file.

In Postman's environment, as current values, never as shared ones:
  client_secret  the text of keys/me.secret
Unattended:
  CLIENT_SECRET="$(cat keys/me.secret)" npx postsmith run <collection> -e <environment>
`,
  );
});

test('says for a provider which file it takes, where, and where its other values are', async () => {
  const { key, text } = await advise({ algorithm: 'RS384' }, { facts: providers.jwkTaker });
  expect(text).toContain(
    `
JWK Taker takes the public key as JWK set or JWK: keys/me.public.jwks.json or keys/me.public.jwk.json.
Console › Clients › Keys.
`,
  );
  expect(text).toContain(
    `
In Postman's environment, as current values, never as shared ones:
  client_private_key  the text of keys/me.private.pem
  key_id              ${key.keyId}
Unattended:
  CLIENT_PRIVATE_KEY="$(cat keys/me.private.pem)" KEY_ID=${key.keyId} npx postsmith run <collection> -e <environment>

The other values:
  tenant     in the address of the console
  client_id  shown when the client is made
`,
  );
  expect(text).not.toContain('the file that you made');
});

test('says that a preset has to be told another algorithm than its own', async () => {
  const { text } = await advise({ algorithm: 'ES384' }, { facts: providers.jwkTaker });
  expect(text).toContain("\nTell the preset, whose own algorithm is RS384: { algorithm: 'ES384' }.\n");
  const own = await advise({ algorithm: 'RS384' }, { facts: providers.jwkTaker });
  expect(own.text).not.toContain('Tell the preset');
});

test('names a certificate as JWT headers and consoles do', async () => {
  const { key, text } = await advise(
    { algorithm: 'PS256', certificateDays: 9 },
    { facts: providers.certificateTaker },
  );
  const { x5t, x5tS256, thumbprint, until } = key.certificate ?? {};
  expect(text).toContain('  keys/me.certificate.pem   a certificate of the public key, signed by itself\n');
  expect(text).toContain(
    `
  kid          ${key.keyId}
  x5t          ${x5t}
  x5t#S256     ${x5tS256}
  thumbprint   ${thumbprint}
  valid until  ${until}

Certificate Taker takes the public key as certificate: keys/me.certificate.pem.
Console › Certificates.
`,
  );
});

test('says how an encrypted key and its certificate are declared, and never the passphrase', async () => {
  const { text } = await advise(
    { passphrase: 'hunter2', certificateDays: 9 },
    { passphraseVariable: 'MY_PASS' },
  );
  expect(text).toContain('  the private key (PKCS#8); it stays with you, encrypted with your passphrase\n');
  expect(text).toContain(`
  client_private_key             the text of keys/me.private.pem
  client_private_key_passphrase  the passphrase
  client_certificate             the text of keys/me.certificate.pem
Unattended:
  CLIENT_PRIVATE_KEY="$(cat keys/me.private.pem)" CLIENT_PRIVATE_KEY_PASSPHRASE="$MY_PASS" CLIENT_CERTIFICATE="$(cat keys/me.certificate.pem)" npx postsmith run <collection> -e <environment>
`);
  expect(text).toMatch(/\n {2}passphrase: 'client_private_key_passphrase' +as the key is encrypted\n/);
  expect(text).toMatch(
    /\n {2}certificate: { variable: 'client_certificate', headers: \['x5t#S256'\] } +where the server/,
  );
  expect(text).not.toContain('hunter2');
});

test('names the variables of a preset instead, where it has some', async () => {
  const environment = { client_private_key: secret(), key_passphrase: secret(), app_certificate: '' };
  const facts = { ...providers.certificateTaker, environment };
  const wish = { passphrase: 'hunter2', certificateDays: 9 };
  const { text } = await advise(wish, { facts, passphraseVariable: 'MY_PASS' });
  expect(text).toContain(`
  client_private_key  the text of keys/me.private.pem
  key_passphrase      the passphrase
  app_certificate     the text of keys/me.certificate.pem
`);
  expect(text).not.toContain('In the declaration');
});

test('decrypts a key for a preset that reads no encrypted one', async () => {
  const about = { facts: providers.jwkTaker, passphraseVariable: 'MY_PASS' };
  const { text } = await advise({ passphrase: 'hunter2' }, about);
  expect(text).toContain('  client_private_key  what this prints: openssl pkey -in keys/me.private.pem\n');
  expect(text).toContain(
    '  CLIENT_PRIVATE_KEY="$(openssl pkey -in keys/me.private.pem -passin env:MY_PASS)" ',
  );
});

test('leaves a key to its place in a provider’s key file', async () => {
  const facts = {
    ...providers.secretTaker,
    environment: { config: secret() },
    whereToFind: { config: 'the file' },
  };
  const { text } = await advise({ algorithm: 'RS256' }, { facts });
  expect(text).not.toContain('In Postman');
  expect(text).toMatch(/\n\nThe other values:\n {2}config {2}the file\n$/);
});

test('quotes a path as a shell needs it', async () => {
  const { text } = await advise({}, {}, "/home/it's me");
  expect(text).toContain(`"$(cat '/home/it'\\''s me/me.private.pem')"`);
});

test('says of a provider that makes keys itself where that is', () => {
  expect(adviseElsewhere(providers.keyMaker)).toBe(
    `Key Maker makes the key itself; none was made here.
Console › Make a key; it is shown once.
  tenant              in the address of the console
  client_id           shown when the client is made
  client_private_key  the file that you made
  key_id              beside the key
`,
  );
});

// None is signed for in the others.
const signing = Object.entries(presets).filter(([, { algorithms }]) => algorithms.length > 0);
test.each(signing)('has words for the provider of the preset %s', async (_name, facts) => {
  const [algorithm = 'ES256'] = facts.algorithms;
  const wantsCertificate = facts.registration?.formats.includes('certificate') === true;
  const wish = { algorithm, ...(wantsCertificate && { certificateDays: 1 }) };
  const isMadeThere = facts.registration?.formats.length === 0;
  const text = isMadeThere ? adviseElsewhere(facts) : (await advise(wish, { facts })).text;
  expect(text).toContain(facts.registration?.where ?? 'the public key');
  expect(text).not.toMatch(/undefined|PRIVATE KEY-----/);
});
