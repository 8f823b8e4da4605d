/** Each way to log in, as `verify` runs it: the generated script on newman against the mock. */

import { describe, expect, test } from 'vitest';
import {
  authorizationCode,
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  jwtBearer,
  jwtClientSecret,
  none,
  privateKeyJwt,
  refreshToken,
  signedJwt,
  type Authorization,
} from '../../src/oauth/authorization.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import type { Plan } from '../../src/verify/plan.ts';
import { negativeChecks } from '../../src/verify/negative/checks.ts';
import { verifyPositive } from '../../src/verify/positive.ts';
import { verifyCollection } from '../../src/verify/verify-collection.ts';
import { planOf, widgets } from './plan-of.ts';

const at = {
  tokenEndpoint: 'https://{{host}}/oauth/token',
  issuer: 'https://{{host}}/as',
  scope: 'read write',
};

const forPeople = authorizationCode({
  ...at,
  authorizationEndpoint: 'https://{{host}}/oauth/authorize',
  clientAuthentication: clientSecretBasic({ optional: true }),
  serviceClient: {
    clientId: 'service_client_id',
    scope: 'service read',
    clientAuthentication: clientSecretPost({ clientSecret: 'service_client_secret' }),
  },
});

const runOf = (plan: Plan, onHeld: (host: string) => void = () => {}) => ({
  plan,
  engine: newmanEngine,
  signal: new AbortController().signal,
  onSecret: () => {},
  onHeld,
});

const WRONG_KEY = 'With a wrong key nothing is sent';
const WRONG_SECRET = 'With a wrong client secret nothing is sent';
const USED_TOKEN = 'With a refresh token that was used before nothing is sent';
const ROTATION = 'In the end the environment holds the last refresh token';
const WRONG_AUDIENCE = 'With a wrong audience nothing is sent';
const RENEWALS = [
  'A token that is revoked in the middle of a run is renewed',
  'A token that expires in the middle of a run is renewed',
];
const TOO_LITTLE = 'A request for which too little was granted is not sent';
const NEXT_WAY = 'When the refresh token is rejected, the service client logs in';
const PUBLIC = 'Without its optional secret the client is a public one';

interface Login {
  readonly what: string;
  readonly authorization: Authorization;
  readonly way?: string;
  /** Checks beside the renewals. */
  readonly checks: readonly string[];
  /** The checks that are run: each once for each thing that may be wrong in a way of its own. */
  readonly run?: readonly string[];
}

const logins: readonly Login[] = [
  {
    what: 'an assertion and all that it can hold',
    authorization: clientCredentials({
      ...at,
      parameters: { audience: 'https://{{host}}/api', resource: 'a b&c' },
      clientAuthentication: privateKeyJwt({
        algorithm: 'ES256',
        strict: true,
        keyId: '{{key_id}}',
        lifetime: 60,
        backdate: 30,
        notBefore: true,
        header: { jku: 'https://{{host}}/keys' },
        claims: { tenant: ['{{host}}', 1] },
      }),
    }),
    checks: [WRONG_KEY, WRONG_AUDIENCE, TOO_LITTLE],
    run: [WRONG_KEY, WRONG_AUDIENCE, TOO_LITTLE, ...RENEWALS],
  },
  {
    what: 'an assertion without jti',
    authorization: clientCredentials({
      ...at,
      clientAuthentication: privateKeyJwt({ algorithm: 'EdDSA', jti: false }),
    }),
    checks: [WRONG_KEY, WRONG_AUDIENCE, TOO_LITTLE],
  },
  {
    what: 'an encrypted key and its certificate',
    authorization: clientCredentials({
      ...at,
      clientAuthentication: privateKeyJwt({
        algorithm: 'ES256',
        passphrase: 'key_passphrase',
        certificate: { variable: 'client_certificate', headers: ['x5t', 'x5t#S256', 'x5c'] },
      }),
    }),
    checks: [WRONG_KEY, WRONG_AUDIENCE, TOO_LITTLE],
  },
  {
    what: "a provider's key file",
    authorization: jwtBearer({
      ...at,
      assertion: signedJwt({
        algorithm: 'ES512',
        key: 'account',
        keyFile: { key: 'app.key', keyId: 'app.kid', clientId: 'client', passphrase: 'app.passphrase' },
      }),
      clientAuthentication: clientSecretPost(),
    }),
    checks: [WRONG_KEY, WRONG_SECRET, WRONG_AUDIENCE, TOO_LITTLE],
  },
  {
    what: 'a shared secret that signs',
    authorization: clientCredentials({
      ...at,
      clientAuthentication: clientSecretJwt({ algorithm: 'HS384' }),
    }),
    checks: [WRONG_KEY, WRONG_AUDIENCE, TOO_LITTLE],
  },
  {
    what: 'a client secret in the header',
    authorization: clientCredentials({ ...at, clientAuthentication: clientSecretBasic() }),
    checks: [WRONG_SECRET, TOO_LITTLE],
  },
  {
    what: 'a client secret in the form',
    authorization: clientCredentials({ ...at, clientAuthentication: clientSecretPost({ optional: true }) }),
    checks: [WRONG_SECRET, TOO_LITTLE, PUBLIC],
    run: [WRONG_SECRET, PUBLIC],
  },
  {
    what: 'a secret that is a JWT, with headers and dynamic variables',
    authorization: clientCredentials({
      ...at,
      parameters: { nonce: 'n-{{$guid}}', resource: ['https://{{host}}/a', 'b'] },
      headers: { 'Ocp-Apim-Subscription-Key': '{{subscription}}' },
      clientAuthentication: jwtClientSecret(
        signedJwt({ algorithm: 'ES256', issuer: 'TEAM', audience: ['https://as.example', 'b'], keyId: 'k' }),
      ),
    }),
    checks: [WRONG_KEY, WRONG_AUDIENCE, TOO_LITTLE],
    run: [WRONG_KEY],
  },
  {
    what: 'a grant type of its own as JSON, and a secret in base64',
    authorization: clientCredentials({
      ...at,
      grantType: 'account_credentials',
      encoding: 'json',
      parameters: { account_id: '{{account}}', list: ['a', 'b'] },
      clientAuthentication: clientSecretJwt({ algorithm: 'HS256', keyEncoding: 'base64' }),
    }),
    checks: [WRONG_KEY, WRONG_AUDIENCE, TOO_LITTLE],
  },
  {
    what: 'an ID token, from an address that is declared as plain http',
    authorization: refreshToken({
      ...at,
      tokenEndpoint: 'http://keycloak:8080/oauth/token',
      allowHttp: true,
      scope: 'openid read',
      token: 'id_token',
      clientAuthentication: clientSecretPost(),
    }),
    checks: [WRONG_SECRET, USED_TOKEN, ROTATION, TOO_LITTLE],
  },
  {
    what: 'no client authentication',
    authorization: clientCredentials({ ...at, clientAuthentication: none() }),
    checks: [TOO_LITTLE],
  },
  {
    what: 'the JWT bearer grant without a client',
    authorization: jwtBearer({
      ...at,
      assertion: signedJwt({ algorithm: 'RS256', scopeClaim: true, subject: '{{user}}', keyId: 'k' }),
    }),
    checks: [WRONG_KEY, WRONG_AUDIENCE, TOO_LITTLE],
  },
  {
    what: 'the JWT bearer grant of a client with a secret',
    authorization: jwtBearer({
      ...at,
      assertion: signedJwt({ algorithm: 'ES384', issuer: 'someone', audience: 'somewhere' }),
      clientAuthentication: clientSecretPost(),
    }),
    checks: [WRONG_KEY, WRONG_SECRET, WRONG_AUDIENCE, TOO_LITTLE],
    run: [WRONG_KEY, WRONG_SECRET, WRONG_AUDIENCE],
  },
  {
    what: 'a refresh token',
    authorization: refreshToken({ ...at, clientAuthentication: clientSecretBasic() }),
    checks: [WRONG_SECRET, USED_TOKEN, ROTATION, TOO_LITTLE],
  },
  {
    what: "a person's refresh token",
    authorization: forPeople,
    way: 'refresh token',
    checks: [WRONG_SECRET, USED_TOKEN, ROTATION, TOO_LITTLE, PUBLIC, NEXT_WAY],
    run: [WRONG_SECRET, USED_TOKEN, ROTATION, PUBLIC, NEXT_WAY, ...RENEWALS],
  },
  {
    what: 'a service client',
    authorization: forPeople,
    way: 'service client',
    checks: [WRONG_SECRET, TOO_LITTLE],
    run: [WRONG_SECRET, TOO_LITTLE],
  },
];

describe('verify of a collection that logs in with', () => {
  test.each(logins.map((login) => [login.what, login] as const))(
    '%s is green, and has the negative side that is meant for it',
    async (_what, { authorization, way, checks, run = [] }) => {
      const held: string[] = [];
      const plan = planOf(widgets(authorization, { scope: ['admin', 'read'] }), way);
      const { failures, report, tokens } = await verifyPositive(
        runOf(plan, (host) => held.push(host)),
        () => {},
      );
      expect(failures).toEqual([]);
      expect([report.requests.length, tokens]).toEqual([3, 1]);
      const negative = negativeChecks(plan);
      expect(negative.map(({ name }) => name).toSorted()).toEqual([...checks, ...RENEWALS].toSorted());
      for (const { name, check } of negative.filter((each) => run.includes(each.name)))
        expect([
          name,
          await check(
            name,
            runOf(plan, (host) => held.push(host)),
          ),
        ]).toEqual([name, []]);
      expect(held).toEqual([]);
    },
  );

  test('a bearer JWT is green, and the API rejects what is wrong', async () => {
    const jwt = signedJwt({ algorithm: 'ES256', audience: 'api', keyId: 'k', backdate: 60 });
    const verdict = await verifyCollection(runOf(planOf(widgets(bearerJwt({ jwt })))), {
      onRequest: () => {},
      onCheck: () => {},
    });
    expect(verdict.failures).toEqual([]);
    expect(verdict).toMatchObject({ requests: 3, tokens: 1 });
    expect(verdict.checks.map(({ name }) => name)).toEqual([
      'With a wrong key the API rejects everything',
      'With a wrong audience the API rejects everything',
      ...RENEWALS,
    ]);
  });
});
