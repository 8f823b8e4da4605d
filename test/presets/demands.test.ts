/**
 * What each provider demands, judged on the token request and JWT that the preset's login really sends. The sentences are
 * those of the provider's page: one that nothing here can judge is an error.
 */

import { createPrivateKey } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { generate } from 'selfsigned';
import { beforeAll, describe, expect, test } from 'vitest';
import { placeholdersIn } from '../../src/values/placeholders.ts';
import { atTokenEndpoint, loginInputs, loginTemplates } from '../../src/oauth/inputs.ts';
import type { Authorization } from '../../src/oauth/authorization.ts';
import * as presets from '../../src/presets/index.ts';
import { presets as providers } from '../../src/presets/catalogue.ts';
import { run, token, useSandboxes } from '../scripts/any-login.ts';
import { curves, ecKey, pem } from '../scripts/bundles.ts';
import type { Answer, Sent } from '../scripts/sandbox.ts';

/** A login as the provider receives it. */
interface Received {
  readonly tokenEndpoint: string;
  readonly issuer: string;
  readonly form: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Unix time in seconds. */
  readonly now: number;
}

const listed = (text: string): string[] => text.replaceAll('`', '').split(/, | or /);
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const lengthOf = ({ claims }: Received, name: string): number => String(claims[name] ?? '').length;
const scopes = (text: unknown): string[] => String(text ?? '').split(' ');

const SITE = /^https:\/\/[^/]+\.(?:force|site)\.com/;
const AUDIENCES: Readonly<Record<string, (login: Received) => unknown>> = {
  "the token endpoint's URL": ({ tokenEndpoint }) => tokenEndpoint,
  "the authorization server's issuer identifier": ({ issuer }) => issuer,
  "the tenant's or custom domain's URL with its last slash": ({ tokenEndpoint }) =>
    `${new URL(tokenEndpoint).origin}/`,
  "an Experience Cloud site's URL": ({ claims }) => SITE.test(String(claims['aud'])) && claims['aud'],
};

type Judge = (login: Received, detail: string, more: string) => boolean;

const judges: readonly (readonly [RegExp, Judge])[] = [
  [
    /^The JWT must be signed with (.+)\.$/,
    ({ header }, names) => listed(names).includes(String(header['alg'])),
  ],
  [
    /^The JWT must have the header (.+)\.$/,
    ({ header }, names) => listed(names).some((name) => name in header),
  ],
  [/^The header `typ` must be `JWT`\.$/, ({ header }) => header['typ'] === 'JWT'],
  [/^The audience must be a string, not a list\.$/, ({ claims }) => typeof claims['aud'] === 'string'],
  [
    /^The audience must be (.+)\.$/,
    (login, those) =>
      [those, ...listed(those)].some((each) => (AUDIENCES[each]?.(login) ?? each) === login.claims['aud']),
  ],
  [
    /^The JWT must end at most (\d+) seconds after it arrives\.$/,
    ({ claims, now }, seconds) => Number(claims['exp']) - now <= Number(seconds),
  ],
  [
    /^The JWT must end at most (\d+) seconds after it was issued\.$/,
    ({ claims }, seconds) => Number(claims['exp']) - Number(claims['iat']) <= Number(seconds),
  ],
  [/^The JWT must have the claim `(\w+)`\.$/, (login, name) => lengthOf(login, name) > 0],
  [
    /^The JWT must have the claim `(\w+)`, of (?:at most|(?:\d+) to) (\d+) characters\.$/,
    (login, name, most) => lengthOf(login, name) > 15 && lengthOf(login, name) <= Number(most),
  ],
  [
    /^The JWT must have the claim `(\w+)`, which must be (.+)\.$/,
    ({ claims }, name, values) => quoted(values).includes(String(claims[name])),
  ],
  [
    /^The JWT must have no other claims than (.+)\.$/,
    ({ claims }, names) => Object.keys(claims).every((name) => quoted(names).includes(name)),
  ],
  [
    /^The claim `scope` must name the scopes(?:, (\w+) among them)?\.$/,
    ({ claims, form }, one) =>
      claims['scope'] !== undefined &&
      form['scope'] === undefined &&
      (one === '' || scopes(claims['scope']).includes(one)),
  ],
  [/^The scope must be <resource>\/\.default\.$/, ({ form }) => /^\S+\/\.default$/.test(form['scope'] ?? '')],
  [
    /^The scope must name scopes that begin with system\/\.$/,
    ({ form }) => scopes(form['scope']).some((each) => each.startsWith('system/')),
  ],
  [/^The token request must have the parameter `(\w+)`/, ({ form }, name) => (form[name] ?? '') !== ''],
  [
    /^The client must authenticate with private_key_jwt\.$/,
    ({ form, claims, header }) =>
      form['client_assertion_type'] === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' &&
      form['client_secret'] === undefined &&
      claims['iss'] === claims['sub'] &&
      !String(header['alg']).startsWith('HS'),
  ],
  [
    /^The client must authenticate with client_secret_post, beside the JWT\.$/,
    ({ form }) => [form['client_id'], form['client_secret'], form['assertion']].every(Boolean),
  ],
  [
    /^The JWT must be the grant \(RFC 7523 §2\.1\)\.$/,
    ({ form }) =>
      form['grant_type'] === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
      form['client_assertion'] === undefined,
  ],
];

const keeps = (demand: string, login: Received): boolean => {
  const found = judges.find(([pattern]) => pattern.test(demand));
  if (found === undefined) throw new Error(`Nothing here can judge: ${demand}`);
  const [pattern, judge] = found;
  const [, detail = '', more = ''] = pattern.exec(demand) ?? [];
  return judge(login, detail, more);
};

const {
  appStoreConnect,
  auth0,
  box,
  docusign,
  entra,
  epic,
  fapi2,
  githubApp,
  google,
  keycloak,
  maskinporten,
  nhsEngland,
  okta,
  pexip,
  pingone,
  salesforce,
  smart,
} = presets;

const atOwnServer = { authorizationServer: 'default', scope: 'orders.read' } as const;

/** The logins of each preset that makes a JWT. */
const logins: Readonly<Record<string, readonly Authorization[]>> = {
  pexip: [pexip()],
  okta: [
    okta(),
    okta({ ...atOwnServer, algorithm: 'ES256' }),
    okta({ ...atOwnServer, clientAuthentication: 'clientSecretJwt' }),
  ],
  auth0: [auth0(), auth0({ algorithm: 'PS256', apiAudience: 'https://orders.example.com/' })],
  entra: [entra(), entra({ algorithm: 'RS256', scope: 'api://orders.example.com/.default' })],
  google: [google(), google({ subject: '{{delegated_user}}' })],
  salesforce: [salesforce(), salesforce({ sandbox: true })],
  box: [box(), box({ subjectType: 'user', algorithm: 'RS256' })],
  docusign: [docusign(), docusign({ production: true, scope: 'signature impersonation extended' })],
  smart: [smart(), smart({ algorithm: 'ES384', jwkSetUrl: 'https://keys.example.com/' })],
  epic: [epic(), epic({ algorithm: 'ES256', scope: 'system/*.rs' })],
  nhsEngland: [nhsEngland()],
  maskinporten: [
    maskinporten({ businessCertificate: true }),
    maskinporten({
      production: true,
      resource: 'https://api.example.com/',
      consumerOrganisation: '910753614',
    }),
  ],
  keycloak: [keycloak(), keycloak({ clientAuthentication: 'clientSecretJwt' })],
  pingone: [pingone(), pingone({ clientAuthentication: 'clientSecretJwt', algorithm: 'HS512' })],
  fapi2: [fapi2({ algorithm: 'ES256' }), fapi2({ algorithm: 'EdDSA', strict: true })],
  githubApp: [githubApp()],
  appStoreConnect: [appStoreConnect(), appStoreConnect({ operations: ['GET /v1/apps'] })],
};

const fixed: Record<string, string> = { client_secret: 's'.repeat(64), maskinporten_scope: 'digdir:read' };
const keys: Record<string, string> = { ES256: pem(ecKey(curves.ES256)), ES384: pem(ecKey(curves.ES384)) };

beforeAll(async () => {
  const { private: rsa, cert } = await generate([{ name: 'commonName', value: 'Client' }], {
    keyType: 'rsa',
    algorithm: 'sha256',
  });
  for (const algorithm of ['RS256', 'RS384', 'RS512', 'PS256']) keys[algorithm] = rsa;
  const passphrase = 'correct horse';
  const encrypted = createPrivateKey(rsa).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase,
  });
  fixed['client_certificate'] = cert;
  fixed['service_account_key'] = JSON.stringify({
    private_key: rsa,
    private_key_id: 'key-1',
    client_email: 'robot@example.com',
  });
  const appAuth = { privateKey: encrypted, publicKeyID: 'key-1', passphrase };
  fixed['box_config'] = JSON.stringify({ boxAppSettings: { clientID: 'client-1', appAuth } });
});
keys['EdDSA'] = JSON.stringify({
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
});

const valueOf = (name: string): string =>
  fixed[name] ??
  (name.endsWith('endpoint') || name === 'issuer' ? `https://as.example.com/${name}` : `${name}-1`);

/** An environment that is filled in. */
const environmentOf = (authorization: Authorization): Readonly<Record<string, string>> => {
  const [, algorithm = ''] = /"algorithm":"(\w+)"/.exec(JSON.stringify(authorization)) ?? [];
  const names = [
    ...loginInputs(authorization).map(({ name }) => name),
    ...loginTemplates(authorization).flatMap(({ text }) => placeholdersIn(text)),
  ];
  return {
    ...Object.fromEntries(names.map((name) => [name, valueOf(name)])),
    ...(names.includes('client_private_key') && { client_private_key: keys[algorithm] ?? '' }),
  };
};

const receive = (
  authorization: Authorization,
  environment: Readonly<Record<string, string>>,
  jwt: string,
  form: Received['form'],
): Received => {
  const filled = (text = ''): string =>
    text.replaceAll(/\{\{([^{}]+)\}\}/g, (_all, name: string) => environment[name] ?? '');
  const at = atTokenEndpoint(authorization);
  return {
    tokenEndpoint: filled(at?.tokenEndpoint),
    issuer: filled(at?.issuer),
    form,
    header: { ...decodeProtectedHeader(jwt) },
    claims: { ...decodeJwt(jwt) },
    now: Math.floor(Date.now() / 1000),
  };
};

useSandboxes();

/** Logs in at a server that keeps what it receives. */
const logIn = async (authorization: Authorization): Promise<Received> => {
  const environment = environmentOf(authorization);
  const received: Received[] = [];
  const answer = ({ body }: Sent): Answer => {
    const form = Object.fromEntries(new URLSearchParams(body));
    const jwt = form['client_assertion'] ?? form['assertion'] ?? '';
    received.push(receive(authorization, environment, jwt, form));
    return token();
  };
  const { tests, environment: after } = await run('newman', authorization, { environment, answer });
  expect(tests.filter(({ passed }) => !passed)).toEqual([]);
  return received[0] ?? receive(authorization, environment, after['access_token'] ?? '', {});
};

const demandsOf = (name: string): readonly string[] => Object.values(providers[name]?.demands ?? {}).flat();

const cases = Object.entries(logins).flatMap(([name, variants]) =>
  variants.map((authorization, index): [string, number, Authorization] => [name, index, authorization]),
);

describe('a login keeps all that its provider demands', () => {
  test.each(cases)('%s, login %i', async (name, _index, authorization) => {
    const login = await logIn(authorization);
    expect(demandsOf(name).filter((demand) => !keeps(demand, login))).toEqual([]);
  });
});

test('a login that is all wrong keeps none of it', () => {
  const now = Math.floor(Date.now() / 1000);
  const wrong: Received = {
    tokenEndpoint: 'https://as.example.com/token',
    issuer: 'https://as.example.com',
    form: { scope: 'colour', client_assertion: 'x' },
    header: { alg: 'none', typ: 'at+jwt' },
    claims: { aud: ['https://as.example.com/token'], iat: now, exp: now + 4000, colour: 'red' },
    now,
  };
  const demands = Object.keys(providers).flatMap(demandsOf);
  expect(demands.filter((demand) => keeps(demand, wrong))).toEqual([]);
  expect(demands.length).toBeGreaterThan(70);
});

test('every preset with demands is tried, and cites pages that it lists', () => {
  const demanding = Object.entries(providers).filter(([, { demands }]) => Object.keys(demands).length > 0);
  expect(demanding.map(([name]) => name).sort()).toEqual(Object.keys(logins).sort());
  for (const [, { demands, documentation }] of demanding)
    expect(documentation).toEqual(expect.arrayContaining(Object.keys(demands)));
});
