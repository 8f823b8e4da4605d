/** Examples of the reference: grants, client authentications and identities. */

import {
  asIdentity,
  authorizationCode,
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  discover,
  jwtBearer,
  jwtClientSecret,
  none,
  privateKeyJwt,
  refreshToken,
  signedJwt,
} from 'postsmith';
import { okta } from 'postsmith/presets';

// #region clientCredentials
export const machine = clientCredentials({
  tokenEndpoint: 'https://{{host}}/token',
  scope: 'orders:read',
  clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'tokenEndpoint' }),
});
// #endregion

// #region jwtBearer
export const onBehalf = jwtBearer({
  tokenEndpoint: 'https://{{host}}/token',
  assertion: signedJwt({ algorithm: 'RS256', issuer: '{{client_id}}', subject: '{{user_id}}' }),
});
// #endregion

// #region refreshToken
export const renewed = refreshToken({
  tokenEndpoint: 'https://{{host}}/token',
  clientAuthentication: clientSecretBasic(),
});
// #endregion

// #region authorizationCode
export const person = authorizationCode({
  authorizationEndpoint: 'https://{{host}}/authorize',
  tokenEndpoint: 'https://{{host}}/token',
  scope: 'openid orders:read',
  clientAuthentication: none(),
});
// #endregion

// #region bearerJwt
export const ownJwt = bearerJwt({
  jwt: signedJwt({
    algorithm: 'ES256',
    keyId: '{{key_id}}',
    issuer: '{{issuer_id}}',
    audience: 'https://api.example.com',
  }),
});
// #endregion

// #region privateKeyJwt
export const withKey = privateKeyJwt({
  algorithm: 'RS256',
  audience: 'tokenEndpoint',
  keyId: '{{key_id}}',
  passphrase: 'client_private_key_passphrase',
});
// #endregion

// #region clientSecretJwt
export const withHmac = clientSecretJwt({ algorithm: 'HS256', audience: 'tokenEndpoint' });
// #endregion

// #region clientSecretBasic
export const inHeader = clientSecretBasic({ clientSecret: 'orders_secret' });
// #endregion

// #region clientSecretPost
export const inForm = clientSecretPost();
// #endregion

// #region jwtClientSecret
export const signedSecret = jwtClientSecret(
  signedJwt({
    algorithm: 'ES256',
    keyId: '{{key_id}}',
    issuer: '{{team_id}}',
    subject: '{{client_id}}',
    audience: 'https://id.example.com',
  }),
);
// #endregion

// #region none
export const publicClient = none();
// #endregion

// #region signedJwt
export const assertion = signedJwt({
  algorithm: 'PS256',
  issuer: '{{client_id}}',
  audience: 'tokenEndpoint',
  claims: { tenant: '{{tenant}}' },
  lifetime: 60,
});
// #endregion

// #region asIdentity
export const admin = asIdentity('admin', okta(), { shared: ['client_id'] });
// #endregion

// #region discover
export const found = clientCredentials({
  ...(await discover('https://login.example.com')),
  clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'issuer' }),
});
// #endregion
