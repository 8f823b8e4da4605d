/** The client of openid-client that a login uses; it knows of the server just what is declared. */

import { allowInsecureRequests, Configuration, customFetch } from 'openid-client';
import { signingAlgorithms } from '../oauth/authorization.ts';
import { clientAuthOf } from './client-authentication.ts';
import { httpsFetch } from './https-fetch.ts';
import type { LoginSettings } from './settings.ts';

/**
 * openid-client must be told some issuer. Where none is declared, a server that names one is refused, and the person is
 * told what to declare: another server's answer must not pass for this one's (RFC 9207 §2.4).
 */
const UNDECLARED = 'https://undeclared.invalid';

/**
 * @param caFile path of a PEM file with authorities to trust besides the known ones
 * @throws PostsmithError USAGE when a key or certificate cannot be read
 */
export const clientOf = (settings: LoginSettings, caFile: string | undefined): Configuration => {
  const server = {
    issuer: settings.issuer ?? UNDECLARED,
    authorization_endpoint: settings.authorizationEndpoint,
    token_endpoint: settings.tokenEndpoint,
    // An ID token comes straight from the token endpoint over TLS, which proves whose it is (OpenID Connect Core
    // §3.1.3.7, 6); so any algorithm will do, and its issuer, audience, times and nonce are what is checked.
    id_token_signing_alg_values_supported: [...signingAlgorithms, 'Ed25519'],
  };
  const client = new Configuration(server, settings.clientId, undefined, clientAuthOf(settings));
  client[customFetch] = httpsFetch(caFile);
  // At a loopback address alone: the settings have been checked for it.
  if (/^http:/i.test(settings.tokenEndpoint)) allowInsecureRequests(client);
  return client;
};
