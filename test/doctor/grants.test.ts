/** Other logins than by a client's own assertion. */

import { expect, test } from 'vitest';
import { createPatient } from './patient.ts';
import { always, generous, startHttps } from './servers.ts';

const collection = (authorization: string, imports: string): string => `
import { ${imports}, defineCollection, get } from 'postsmith';

export default defineCollection({
  name: 'Orders',
  authorization: ${authorization},
  items: [get({ name: 'List orders', url: 'https://{{host}}/orders/' })],
});
`;

const environment = (variables: string): string => `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({ name: 'Orders', variables: { host: '', ${variables} } });
`;

const patientWith = (authorization: string, imports: string, variables: string) =>
  createPatient({
    'collections/orders.ts': collection(authorization, imports),
    'environments/orders.ts': environment(variables),
  });

test('a signed JWT that is the token itself: no server is asked, and the API is what is reached', async () => {
  const patient = await patientWith(
    "bearerJwt({ jwt: signedJwt({ algorithm: 'ES256', audience: 'orders' }) })",
    'bearerJwt, signedJwt',
    "client_id: '', client_private_key: secret()",
  );
  try {
    const { ok, step } = await patient.examine();
    expect([ok, step('token')?.message]).toEqual([true, 'The JWT is the token.']);
    expect(step('assertion')).toMatchObject({ outcome: 'ok', details: { claims: { aud: 'orders' } } });
    expect(step('request')).toMatchObject({ outcome: 'ok' });
    const wrong = await patient.examine(
      Object.fromEntries(
        Object.entries(patient.mock.strangeValues).map(([name, value]) => [name.toUpperCase(), value]),
      ),
    );
    expect(wrong.first).toMatchObject({ step: 'request', cause: 'token-rejected' });
  } finally {
    await patient.remove();
  }
});

test('a JWT as the grant: its key, its claims and its rejection are looked at', async () => {
  const patient = await patientWith(
    "jwtBearer({ tokenEndpoint: 'https://{{host}}/token', assertion: signedJwt({ algorithm: 'RS256', subject: 'someone' }) })",
    'jwtBearer, signedJwt',
    "client_id: '', client_private_key: secret()",
  );
  try {
    const { ok, step } = await patient.examine();
    expect(ok).toBe(true);
    expect(step('key')?.details).toMatchObject({ type: 'RSA', bits: 2048 });
    expect(step('assertion')).toMatchObject({ outcome: 'ok', details: { claims: { sub: 'someone' } } });
  } finally {
    await patient.remove();
  }
});

test('a wrong client secret: the server says no more than that it rejects the client', async () => {
  const patient = await patientWith(
    "clientCredentials({ tokenEndpoint: 'https://{{host}}/token', clientAuthentication: clientSecretPost() })",
    'clientCredentials, clientSecretPost',
    "client_id: '', client_secret: secret()",
  );
  try {
    const good = await patient.examine();
    expect(good.ok).toBe(true);
    expect(good.step('key')).toMatchObject({ outcome: 'skipped' });
    const { first, stdout } = await patient.examine({ CLIENT_SECRET: 'a-secret-of-somebody-else' });
    expect(first).toMatchObject({ step: 'token', cause: 'client-rejected' });
    expect(first?.message).toContain('1. the secret is not the one of this client; 2. the client id');
    expect(stdout).not.toContain('a-secret-of-somebody-else');
  } finally {
    await patient.remove();
  }
});

test('an audience that is neither token endpoint nor issuer is what is wrong, where the server does not say why', async () => {
  const patient = await patientWith(
    "clientCredentials({ tokenEndpoint: 'https://{{host}}/token', clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'https://{{host}}/tokne' }) })",
    'clientCredentials, privateKeyJwt',
    "client_id: '', client_private_key: secret()",
  );
  const server = await startHttps(generous({ 'POST /token': always(401, { error: 'invalid_client' }) }));
  try {
    const { first } = await patient.examine({ POSTSMITH_HOST: server.host });
    expect(first).toMatchObject({ step: 'assertion', outcome: 'error', cause: 'wrong-audience' });
    expect(first?.message).toBe(
      `The audience (aud) is https://${server.host}/tokne; most servers demand https://${server.host}/token, to the letter.`,
    );
    // Where the login works, it is no more than a hint.
    const works = await patient.examine();
    expect(works.ok).toBe(true);
    expect(works.step('assertion')?.outcome).toBe('warning');
  } finally {
    await server.close();
    await patient.remove();
  }
});
