/** Presets and grants that untyped code calls: what is wrong is said in words, never by a TypeError. */

import { describe, expect, test } from 'vitest';
import { authorizationCode, bearerJwt, clientCredentials, get, jwtBearer, refreshToken } from 'postsmith';
import {
  auth0,
  box,
  djangoOauthToolkit,
  docusign,
  entra,
  epic,
  fapi2,
  keycloak,
  maskinporten,
  okta,
  pingone,
  smart,
} from '../../src/presets/index.ts';
import { catalogue } from '../../src/presets/catalogue.ts';
import { collectionProblems } from '../check/checking.ts';

const untyped = (call: unknown, ...values: unknown[]): unknown =>
  Reflect.apply(Object(call), undefined, values);

const items = [get({ name: 'Read', url: 'https://{{host}}/' })];

describe('a preset', () => {
  test.each(Object.entries(catalogue))(
    '%s says that it makes nothing of a misspelt option',
    (_name, preset) => {
      expect(() => untyped(preset, { scopes: 'a' })).toThrow(
        expect.objectContaining({
          code: 'INVALID_DECLARATION',
          message: expect.stringContaining('makes nothing of the option scopes'),
        }),
      );
    },
  );

  test.each([
    ['text', 'x'],
    ['a number', 7],
    ['null', null],
  ])('takes no %s for options', (_, value) => {
    expect(() => untyped(okta, value)).toThrow(/^The preset for Okta takes an object of options, not /);
  });

  test('passes on a value of a wrong type, for the check to tell', () => {
    expect(collectionProblems({ authorization: untyped(okta, { scope: 7 }), items })).toContainEqual(
      'collections/api.ts: authorization.scope must be text, but is the number 7',
    );
  });
});

test.each([
  ['clientCredentials', clientCredentials],
  ['jwtBearer', jwtBearer],
  ['refreshToken', refreshToken],
  ['authorizationCode', authorizationCode],
])('%s without anything is told what is missing', (_, grant) => {
  for (const value of [undefined, null, 'x']) {
    expect(collectionProblems({ authorization: untyped(grant, value), items })).toContainEqual(
      'collections/api.ts: authorization.tokenEndpoint is missing; it must be text',
    );
  }
});

test('a bearer JWT without anything is told what is missing', () => {
  expect(collectionProblems({ authorization: untyped(bearerJwt), items })[0]).toContain(
    'authorization.jwt must be',
  );
});

describe('an option that the provider rejects is told with the name, what is right and the page', () => {
  test.each<[string, unknown, object, string]>([
    [
      'okta',
      okta,
      { algorithm: 'PS256' },
      'algorithm must be RS256, RS384, RS512, ES256, ES384 or ES512, but is "PS256"',
    ],
    [
      'okta: an HMAC',
      okta,
      { scope: 'a', clientAuthentication: 'clientSecretJwt', algorithm: 'RS256' },
      'algorithm must be HS256, HS384 or HS512, but is "RS256"',
    ],
    [
      'okta: its own scope elsewhere',
      okta,
      { authorizationServer: 'default' },
      "scope must be one of the authorization server's own",
    ],
    [
      'okta: its own scope with a secret',
      okta,
      { clientAuthentication: 'clientSecretBasic' },
      'but is "okta.users.read"',
    ],
    ['auth0', auth0, { algorithm: 'ES256' }, 'algorithm must be RS256, RS384 or PS256'],
    [
      'auth0: a client authentication',
      auth0,
      { clientAuthentication: 'clientSecretJwt' },
      'clientAuthentication must be privateKeyJwt, clientSecretBasic or clientSecretPost',
    ],
    ['entra', entra, { scope: 'User.Read' }, 'scope must be <resource>/.default, but is "User.Read"'],
    ['docusign', docusign, { scope: 'signature' }, 'scope must be scopes with impersonation among them'],
    ['smart', smart, { scope: 'patient/*.read' }, 'scope must be scopes that begin with system/'],
    ['epic', epic, { algorithm: 'RS256' }, 'algorithm must be RS384, ES384 or ES256'],
    ['maskinporten', maskinporten, { algorithm: 'ES256' }, 'algorithm must be RS256, RS384 or RS512'],
    ['box', box, { subjectType: 'group' }, 'subjectType must be enterprise or user, but is "group"'],
    ['fapi2', fapi2, { algorithm: 'RS256' }, 'algorithm must be PS256, ES256 or EdDSA'],
    ['keycloak', keycloak, { clientAuthentication: 'none' }, 'clientAuthentication must be'],
    ['pingone', pingone, { algorithm: 'PS256' }, 'algorithm must be RS256'],
    [
      'djangoOauthToolkit',
      djangoOauthToolkit,
      { grant: 'password' },
      'grant must be clientCredentials or authorizationCode',
    ],
  ])('%s', (_what, preset, options, sentence) => {
    expect(() => untyped(preset, options)).toThrow(
      expect.objectContaining({
        code: 'INVALID_DECLARATION',
        message: expect.stringMatching(/^The preset for .+: the option \w+ must be .+ \(https:\/\/\S+\)\.$/),
      }),
    );
    expect(() => untyped(preset, options)).toThrow(sentence);
  });

  test.each<[string, unknown, object]>([
    ['entra', entra, { scope: '{{api}}/.default' }],
    ['entra: all of it', entra, { scope: '{{entra_scope}}' }],
    ['smart', smart, { scope: '{{smart_scope}}' }],
    ['docusign', docusign, { scope: 'signature {{more}}' }],
    ['okta', okta, { authorizationServer: 'default', scope: '{{okta_scope}}' }],
  ])('%s may have a placeholder where it counts', (_what, preset, options) => {
    expect(() => untyped(preset, options)).not.toThrow();
  });

  test('an option that means nothing beside another is told too', () => {
    expect(() =>
      untyped(okta, { scope: 'a', clientAuthentication: 'clientSecretBasic', algorithm: 'RS256' }),
    ).toThrow(/makes nothing of the option algorithm here/);
  });
});
