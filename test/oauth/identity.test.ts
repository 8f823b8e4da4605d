/** One of several identities: the same authorization with variables of its own. */

import { describe, expect, test } from 'vitest';
import { asIdentity, authorizationCode, bearerJwt, clientSecretBasic, signedJwt } from 'postsmith';
import { loginInputs, loginTemplates, writtenVariables } from '../../src/oauth/inputs.ts';
import { catalogue } from '../../src/presets/catalogue.ts';
import { placeholdersIn } from '../../src/values/placeholders.ts';

const tokenEndpoint = 'https://{{host}}/token';
const person = authorizationCode({
  authorizationEndpoint: 'https://{{host}}/auth',
  tokenEndpoint,
  scope: 'access_token {{scope_of_client_id}}',
  token: 'access_token',
  clientAuthentication: clientSecretBasic(),
  serviceClient: { clientId: 'service_id', clientAuthentication: clientSecretBasic() },
});

test('the variables of the client and of its token begin with the name, and nothing else changes', () => {
  const { variables, clientId, refreshToken, serviceClient, ...rest } = asIdentity('admin', person);
  expect(variables).toEqual({
    accessToken: 'admin_access_token',
    expires: 'admin_expires',
    scope: 'admin_scope',
    accessTokenFor: 'admin_access_token_for',
  });
  expect([clientId, refreshToken]).toEqual(['admin_client_id', 'admin_refresh_token']);
  const clientAuthentication = { ...person.clientAuthentication, clientSecret: 'admin_client_secret' };
  expect(serviceClient).toEqual({ clientId: 'admin_service_id', clientAuthentication });
  expect(rest).toEqual({
    kind: 'authorizationCode',
    authorizationEndpoint: 'https://{{host}}/auth',
    tokenEndpoint,
    scope: 'access_token {{scope_of_client_id}}',
    token: 'access_token',
    clientAuthentication,
    pkce: true,
    redirectUri: person.redirectUri,
    loopbackRedirectUri: person.loopbackRedirectUri,
    tokenLifetime: 3600,
    identity: 'admin',
  });
});

test('what is shared stays, and so does a name that says whose it is', () => {
  const shared = asIdentity('admin', person, { shared: ['client_id', 'client_secret'] });
  expect(shared).toMatchObject({ clientId: 'client_id', refreshToken: 'admin_refresh_token' });
  expect(asIdentity('admin', shared)).toMatchObject({ refreshToken: 'admin_refresh_token' });
});

test('of a key file the variable changes, and what the file calls its members stays; a key id belongs to the key', () => {
  const keyFile = { key: 'private_key', clientId: 'client_id' };
  const jwt = signedJwt({
    algorithm: 'RS256',
    keyFile,
    keyId: '{{key_id}}',
    issuer: '{{client_id}}',
    audience: 'https://{{host}}',
    certificate: { variable: 'client_certificate', headers: ['x5t'] },
  });
  expect(asIdentity('admin', bearerJwt({ jwt })).jwt).toEqual({
    ...jwt,
    key: 'admin_client_private_key',
    keyId: '{{admin_key_id}}',
    issuer: '{{admin_client_id}}',
    certificate: { variable: 'admin_client_certificate', headers: ['x5t'] },
  });
});

describe('every preset can be a second identity', () => {
  test.each(Object.entries(catalogue))('%s', (_, preset) => {
    const first = preset();
    const second = asIdentity('second', first);
    const names = (of: typeof first) => [...loginInputs(of).map(({ name }) => name), ...writtenVariables(of)];
    expect(names(second)).toEqual(names(first).map((name) => `second_${name}`));
    const read = new Set([
      ...names(second),
      ...loginTemplates(second).flatMap(({ text }) => placeholdersIn(text)),
    ]);
    expect([...read]).toEqual(expect.arrayContaining(Object.keys(second.provider?.whereToFind ?? {})));
    const causes = Object.values(second.provider?.likelyCauses ?? {}).flat();
    for (const name of names(first).filter((each) => each.startsWith('client_'))) {
      expect(causes.join('; ')).not.toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});
