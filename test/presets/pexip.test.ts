/** The Pexip preset: what a Management Node demands, and what its errors mean. */

import { pexip } from 'postsmith/presets';
import { describe, expect, it } from 'vitest';

describe('the Pexip preset', () => {
  it('asks for a token as a Management Node demands it', () => {
    expect(pexip()).toMatchObject({
      kind: 'clientCredentials',
      tokenEndpoint: 'https://{{host}}/oauth/token/',
      clientId: 'client_id',
      scope: 'is_admin use_api',
      tokenLifetime: 3600,
      clientAuthentication: {
        kind: 'privateKeyJwt',
        algorithm: 'ES256',
        key: 'client_private_key',
        audience: 'https://{{host}}/oauth/token/',
      },
      variables: { accessToken: 'access_token', expires: 'expires', scope: 'scope', assertion: 'jwt_signed' },
    });
  });

  it('lets an assertion live for minutes, not for an hour', () => {
    expect(pexip().clientAuthentication.lifetime).toBeLessThanOrEqual(300);
  });

  it('asks for another scope when told to', () => {
    expect(pexip({ scope: 'is_admin use_api may_view' }).scope).toBe('is_admin use_api may_view');
  });

  it('says where each value is found', () => {
    const { whereToFind = {} } = pexip().provider ?? {};
    expect(whereToFind['host']).toContain('/admin/platform/about/');
    expect(whereToFind['client_id']).toContain('list of OAuth2 clients');
    expect(whereToFind['client_private_key']).toContain('shown once');
  });

  it.each([
    ['invalid_client', ['unknown client', 'belongs to another client', 'invalid_claim', 'role']],
    ['invalid_grant', ['expired', 'damaged', 'ES256']],
    ['invalid_scope', ['role']],
  ])('names the likely causes of %s, most likely first', (error, causes) => {
    const given = pexip().provider?.likelyCauses[error] ?? [];
    expect(given).toHaveLength(causes.length);
    causes.forEach((cause, index) => expect(given[index]).toContain(cause));
  });
});
