import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ES256, ES384, ES512 } from '../../scripts/login/jwt/sign/ecdsa.ts';
import type { SigningAlgorithm } from '../../src/oauth/authorization.ts';
import {
  assertionIn,
  curves,
  ecKey,
  endpoint,
  frozen,
  keyOfJwk,
  loginScript,
  pem,
  rsaKey,
} from './bundles.ts';
import { engines, openSandbox, type Engine, type Sandbox } from './sandbox.ts';

const sandboxes = new Map<Engine, Sandbox>();

beforeAll(async () => {
  for (const engine of engines) sandboxes.set(engine, await openSandbox(engine));
});
afterAll(() => sandboxes.forEach((sandbox) => sandbox.close()));

const tokenAnswer = () => ({ body: '{"access_token":"abc","expires_in":3600}' });

const logIn = async (engine: Engine, script: string, key: string, clientId = 'client') => {
  const environment = { host: 'mgmt.example.com', client_id: clientId, client_private_key: key };
  const outcome = await sandboxes.get(engine)?.run(script, { environment, answer: tokenAnswer });
  expect(outcome?.error).toBe('');
  expect(outcome?.tests).toEqual([]);
  return assertionIn(outcome?.sent[0]?.body ?? '');
};

/** Private keys of RFC 6979, appendix A.2.5 to A.2.7, as JWKs. */
const hex = (digits: string) => Buffer.from(digits, 'hex').toString('base64url');
const sample = {
  ES256: {
    d: 'C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721',
    x: '60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6',
    y: '7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299',
    r: 'EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716',
    s: 'F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8',
  },
  ES384: {
    d: '6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5',
    x: 'EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC13',
    y: '8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD2533264720',
    r: '94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46',
    s: '99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8',
  },
  ES512: {
    d: '00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75CAA896EB32F1F47C70855836A6D16FCC1466F6D8FBEC67DB89EC0C08B0E996B83538',
    x: '01894550D0785932E00EAA23B694F213F8C3121F86DC97A04E5A7167DB4E5BCD371123D46E45DB6B5D5370A7F20FB633155D38FFA16D2BD761DCAC474B9A2F5023A4',
    y: '00493101C962CD4D2FDDF782285E64584139C2F91B47F87FF82354D6630F746A28A0DB25741B5B34A828008B22ACC23F924FAAFBD4D33F81EA66956DFEAA2BFDFCF5',
    r: '00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F174E25A1EE9017B5D450606ADD152B534931D7D4E8455CC91F9B15BF05EC36E377FA',
    s: '00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF282623EAA63E5B5C0723D8B8C37FF0777B1A20F8CCB1DCCC43997F1EE0E44DA4A67A',
  },
} as const;

const signers = { ES256, ES384, ES512 };

test.each(['ES256', 'ES384', 'ES512'] as const)(
  '%s equals the vector of RFC 6979 for "sample"',
  (algorithm) => {
    const { d, x, y, r, s } = sample[algorithm];
    const key = { type: curves[algorithm], secret: Uint8Array.from(Buffer.from(d, 'hex')), integers: [] };
    const signature = signers[algorithm].sign(Uint8Array.from(Buffer.from('sample')), key);
    expect(Buffer.from(signature).toString('hex').toUpperCase()).toBe(r + s);
    const jwk = { kty: 'EC', crv: curves[algorithm], d: hex(d), x: hex(x), y: hex(y) };
    expect(keyOfJwk(jwk).asymmetricKeyType).toBe('ec');
  },
);

const algorithms: readonly (readonly [SigningAlgorithm, () => KeyObject])[] = [
  ['ES256', () => ecKey('P-256')],
  ['ES384', () => ecKey('P-384')],
  ['ES512', () => ecKey('P-521')],
  ['RS256', () => rsaKey(2048)],
  ['RS384', () => rsaKey(2048)],
  ['RS512', () => rsaKey(3072)],
  ['PS256', () => rsaKey(2048)],
  ['PS384', () => rsaKey(2048)],
  ['PS512', () => rsaKey(2048)],
  ['EdDSA', () => generateKeyPairSync('ed25519').privateKey],
];

const rOf = (jwt: string) =>
  Buffer.from(jwt.split('.')[2] ?? '', 'base64url')
    .toString('hex')
    .slice(0, 64);

describe.each(engines)('in the sandbox of %s', (engine) => {
  test.each(algorithms)('an assertion signed with %s is verified by jose', async (algorithm, makeKey) => {
    const key = makeKey();
    const script = await loginScript(algorithm);
    const assertion = await logIn(engine, script, pem(key), 'Zoë "{{k}}" % c');
    const { payload, protectedHeader } = await jwtVerify(assertion, createPublicKey(key), {
      audience: endpoint,
    });
    expect(protectedHeader).toEqual({ alg: algorithm, typ: 'JWT' });
    expect(payload.iss).toBe('Zoë "{{k}}" % c');
    expect(payload.sub).toBe(payload.iss);
    expect(Number(payload.exp) - Number(payload.iat)).toBe(120);
    expect(payload.jti).toMatch(/^[0-9a-f]{32}$/);
  });

  test('with a standing clock and a constant Math.random, two messages have different r', async () => {
    const key = ecKey();
    const script = frozen(await loginScript('ES256'), Date.now());
    const one = await logIn(engine, script, pem(key), 'one');
    const two = await logIn(engine, script, pem(key), 'two');
    await jwtVerify(one, createPublicKey(key));
    await jwtVerify(two, createPublicKey(key));
    expect(rOf(one)).not.toBe(rOf(two));
  });

  test('with a standing clock and a constant Math.random, two logins of a run have different ids', async () => {
    const key = pem(ecKey());
    const script = frozen(await loginScript('ES256'), Date.now());
    const environment = { host: 'mgmt.example.com', client_id: 'c', client_private_key: key };
    const first = await sandboxes.get(engine)?.run(script, { environment, answer: tokenAnswer });
    const second = await sandboxes.get(engine)?.run(script, {
      environment,
      local: first?.local ?? {},
      answer: tokenAnswer,
    });
    expect(idOf(first?.sent[0]?.body)).not.toBe(idOf(second?.sent[0]?.body));
  });

  test('the key id is sent when it is declared', async () => {
    const script = await loginScript('ES256', {
      clientAuthentication: {
        kind: 'privateKeyJwt',
        algorithm: 'ES256',
        audience: 'urn:{{host}}',
        key: 'client_private_key',
        lifetime: 60,
        keyId: 'key of {{client_id}}',
      },
    });
    const key = ecKey();
    const assertion = await logIn(engine, script, pem(key));
    const { protectedHeader } = await jwtVerify(assertion, createPublicKey(key), {
      audience: 'urn:mgmt.example.com',
    });
    expect(protectedHeader.kid).toBe('key of client');
  });
});

const decode = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

const idOf = (body = '') => String(decode(assertionIn(body))['jti']);

test('a bundle holds only the crypto that its algorithm needs', async () => {
  const [es256, rs256] = await Promise.all([loginScript('ES256'), loginScript('RS256')]);
  const [p256, p384, p521] = ['5ac635d8aa3a93e7', 'b3312fa7e23ee7e4', '0051953eb9618e1c'];
  expect(es256).toContain(p256);
  for (const absent of [p384, p521, 'RSAKey']) expect(es256).not.toContain(absent);
  expect(rs256).not.toContain(p256);
});
