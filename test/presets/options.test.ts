/** What the presets declare, with and without options. */

import { describe, expect, it } from 'vitest';
import { clientCredentials, none, refreshToken, type Authorization } from '../../src/oauth/authorization.ts';
import {
  appStoreConnect,
  auth0,
  box,
  djangoOauthToolkit,
  docusign,
  entra,
  epic,
  fapi2,
  generic,
  githubApp,
  google,
  keycloak,
  maskinporten,
  nhsEngland,
  okta,
  pingone,
  salesforce,
  smart,
} from '../../src/presets/index.ts';

describe('options', () => {
  it.each<[string, Authorization, object]>([
    [
      'okta: the org server',
      okta(),
      {
        tokenEndpoint: 'https://{{okta_domain}}/oauth2/v1/token',
        clientAuthentication: {
          audience: 'https://{{okta_domain}}/oauth2/v1/token',
          algorithm: 'RS256',
          keyId: '{{key_id}}',
        },
      },
    ],
    [
      'okta: a custom server with HS256',
      okta({ authorizationServer: 'default', clientAuthentication: 'clientSecretJwt', scope: 'a b' }),
      {
        tokenEndpoint: 'https://{{okta_domain}}/oauth2/default/v1/token',
        scope: 'a b',
        clientAuthentication: { kind: 'clientSecretJwt', algorithm: 'HS256', key: 'client_secret' },
      },
    ],
    [
      'auth0',
      auth0({ apiAudience: 'https://api', scope: 'read', algorithm: 'PS256' }),
      {
        scope: 'read',
        parameters: { audience: 'https://api' },
        clientAuthentication: { audience: 'https://{{auth0_domain}}/', algorithm: 'PS256', lifetime: 60 },
      },
    ],
    [
      'auth0: a secret',
      auth0({ clientAuthentication: 'clientSecretBasic' }),
      { clientAuthentication: { kind: 'clientSecretBasic' } },
    ],
    [
      'entra',
      entra({ scope: 'api://x/.default', algorithm: 'RS256' }),
      {
        tokenEndpoint: 'https://login.microsoftonline.com/{{tenant}}/oauth2/v2.0/token',
        scope: 'api://x/.default',
        clientAuthentication: {
          algorithm: 'RS256',
          notBefore: true,
          certificate: { variable: 'client_certificate', headers: ['x5t#S256'] },
        },
      },
    ],
    [
      'google: for a user',
      google({ subject: '{{delegated_user}}', scope: 'https://scope' }),
      {
        scope: 'https://scope',
        assertion: {
          key: 'service_account_key',
          keyFile: { key: 'private_key', keyId: 'private_key_id', clientId: 'client_email' },
          audience: 'https://oauth2.googleapis.com/token',
          subject: '{{delegated_user}}',
          scopeClaim: true,
        },
      },
    ],
    ['salesforce', salesforce(), { assertion: { audience: 'https://login.salesforce.com' } }],
    [
      'salesforce: a sandbox',
      salesforce({ sandbox: true, username: 'me@example.com' }),
      { assertion: { audience: 'https://test.salesforce.com', subject: 'me@example.com' } },
    ],
    [
      'box: for a user',
      box({ subjectType: 'user', algorithm: 'RS256' }),
      {
        clientAuthentication: { kind: 'clientSecretPost' },
        assertion: { algorithm: 'RS256', claims: { box_sub_type: 'user' }, subject: '{{box_subject_id}}' },
      },
    ],
    [
      'docusign: production',
      docusign({ production: true, scope: 'signature impersonation extended' }),
      {
        tokenEndpoint: 'https://account.docusign.com/oauth/token',
        scope: 'signature impersonation extended',
        assertion: { audience: 'account.docusign.com' },
      },
    ],
    [
      'smart',
      smart({ scope: 'system/Patient.rs', algorithm: 'ES384', jwkSetUrl: 'https://keys' }),
      {
        tokenEndpoint: '{{token_endpoint}}',
        scope: 'system/Patient.rs',
        clientAuthentication: {
          algorithm: 'ES384',
          audience: '{{token_endpoint}}',
          header: { jku: 'https://keys' },
        },
      },
    ],
    [
      'epic',
      epic({ scope: 'system/*.rs', algorithm: 'ES256', jwkSetUrl: 'https://keys' }),
      {
        tokenEndpoint: 'https://{{epic_host}}/{{epic_instance}}/oauth2/token',
        scope: 'system/*.rs',
        clientAuthentication: { algorithm: 'ES256', header: { jku: 'https://keys' } },
      },
    ],
    [
      'nhsEngland',
      nhsEngland(),
      {
        tokenEndpoint: 'https://{{nhs_host}}/oauth2/token',
        clientAuthentication: { algorithm: 'RS512', keyId: '{{key_id}}' },
      },
    ],
    [
      'maskinporten: production',
      maskinporten({
        production: true,
        scope: 'a:b',
        algorithm: 'RS512',
        resource: 'https://api',
        consumerOrganisation: '910753614',
      }),
      {
        tokenEndpoint: 'https://maskinporten.no/token',
        scope: 'a:b',
        assertion: {
          algorithm: 'RS512',
          audience: 'https://maskinporten.no/',
          keyId: '{{key_id}}',
          claims: { resource: 'https://api', consumer_org: '910753614' },
        },
      },
    ],
    [
      'maskinporten: a business certificate',
      maskinporten({ businessCertificate: true }),
      {
        tokenEndpoint: 'https://test.maskinporten.no/token',
        assertion: { certificate: { variable: 'client_certificate', headers: ['x5c'] } },
      },
    ],
    [
      'keycloak',
      keycloak({ scope: 'openid', algorithm: 'EdDSA' }),
      {
        tokenEndpoint: 'https://{{keycloak_host}}/realms/{{realm}}/protocol/openid-connect/token',
        scope: 'openid',
        clientAuthentication: { algorithm: 'EdDSA', audience: 'https://{{keycloak_host}}/realms/{{realm}}' },
      },
    ],
    [
      'keycloak: an HMAC',
      keycloak({ clientAuthentication: 'clientSecretJwt' }),
      { clientAuthentication: { kind: 'clientSecretJwt', algorithm: 'HS256' } },
    ],
    [
      'pingone',
      pingone({ scope: 'p1:read', clientAuthentication: 'clientSecretJwt' }),
      {
        tokenEndpoint: 'https://{{pingone_host}}/{{environment_id}}/as/token',
        scope: 'p1:read',
        clientAuthentication: { algorithm: 'HS256' },
      },
    ],
    [
      'fapi2: strict',
      fapi2({ scope: 'accounts', algorithm: 'ES256', strict: true }),
      {
        scope: 'accounts',
        clientAuthentication: {
          algorithm: 'ES256',
          audience: '{{issuer}}',
          strict: true,
          type: 'client-authentication+jwt',
        },
      },
    ],
    ['githubApp', githubApp(), { kind: 'bearerJwt', jwt: { backdate: 60, lifetime: 540, jti: false } }],
    [
      'appStoreConnect',
      appStoreConnect({ operations: ['GET /v1/apps'] }),
      {
        jwt: {
          audience: 'appstoreconnect-v1',
          issuer: '{{issuer_id}}',
          claims: { scope: ['GET /v1/apps'] },
        },
      },
    ],
    [
      'djangoOauthToolkit',
      djangoOauthToolkit({ scope: 'read', path: 'oauth2' }),
      {
        kind: 'clientCredentials',
        tokenEndpoint: 'https://{{host}}/oauth2/token/',
        scope: 'read',
        clientAuthentication: { kind: 'clientSecretBasic' },
        provider: { rejectsWithEmpty403: true },
      },
    ],
    [
      'djangoOauthToolkit: a person',
      djangoOauthToolkit({ grant: 'authorizationCode' }),
      {
        kind: 'authorizationCode',
        authorizationEndpoint: 'https://{{host}}/o/authorize/',
        pkce: true,
        clientAuthentication: { kind: 'none' },
      },
    ],
    [
      'generic',
      generic(),
      { tokenEndpoint: '{{token_endpoint}}', provider: { name: 'OAuth 2.0 server', likelyCauses: {} } },
    ],
    [
      'generic: another grant',
      generic({
        name: 'Shop',
        authorization: refreshToken({ tokenEndpoint: 'https://{{host}}/t', clientAuthentication: none() }),
      }),
      { kind: 'refreshToken', provider: { name: 'Shop', whereToFind: { client_id: expect.any(String) } } },
    ],
  ])('%s', (_what, authorization, expected) => {
    expect(authorization).toMatchObject(expected);
  });

  it('leave out a claim and a header that are not wanted', () => {
    expect(appStoreConnect()).not.toHaveProperty('jwt.claims');
    expect(smart()).not.toHaveProperty('clientAuthentication.header');
    expect(maskinporten({ businessCertificate: true })).not.toHaveProperty('assertion.keyId');
    expect(okta({ scope: 'a', clientAuthentication: 'clientSecretJwt' })).not.toHaveProperty(
      'clientAuthentication.keyId',
    );
  });

  it('do not replace a provider that an authorization brings with it', () => {
    const provider = { name: 'Own', whereToFind: {}, likelyCauses: {} };
    const own = clientCredentials({
      tokenEndpoint: 'https://{{host}}/t',
      clientAuthentication: none(),
      provider,
    });
    expect(generic({ authorization: own }).provider).toBe(provider);
  });
});
