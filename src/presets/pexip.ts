/** Pexip Infinity's management API: client credentials with an ES256 assertion, since version 34. */

import {
  clientCredentials,
  privateKeyJwt,
  type Authorization,
  type Guidance,
} from '../declare/authorization.ts';

/** What `pexip` may be told. */
export interface PexipOptions {
  /**
   * Permission code names of the node, separated by blanks: `is_admin use_api` unless given, which is the least that
   * the API takes. `GET /api/admin/configuration/v1/permission/` lists them.
   */
  readonly scope?: string;
}

/** The node checks the `aud` claim against the endpoints it knows itself by, the last slash included. */
const TOKEN_ENDPOINT = 'https://{{host}}/oauth/token/';

const HOST_CAUSE =
  '"host" is not one of the OAuth2 endpoints on the node\'s About page (https://<host>/admin/platform/about/), and the node answers "invalid_claim": the audience is not known to it';
const ROLE_CAUSE =
  'the role of the OAuth2 client lacks permissions; "is_admin" and "use_api" are the least, and permit base access only';

const guidance: Guidance = {
  provider: 'Pexip Infinity',
  whereToFind: {
    host: "the host of an OAuth2 endpoint on the node's About page, https://<host>/admin/platform/about/",
    client_id: 'shown on the Management Node, in the list of OAuth2 clients',
    client_private_key:
      'shown once, when you create the OAuth2 client on the Management Node; create a new client when it is lost',
  },
  likelyCauses: {
    invalid_client: [
      '"client_id" is wrong, and the node answers "unknown client"',
      '"client_private_key" is not the key of this client',
      HOST_CAUSE,
      ROLE_CAUSE,
    ],
    invalid_claim: [HOST_CAUSE],
    invalid_grant: [
      'the signed assertion has expired; check that the clock of this computer is right',
      '"client_private_key" was changed on its way here, so that the assertion is malformed',
      'the assertion is not signed with ES256, which needs a P-256 key',
    ],
    invalid_scope: [
      'the role of the OAuth2 client lacks a permission that is asked for: "is_admin" and "use_api" are the least',
    ],
  },
};

/**
 * The authorization of a Pexip Infinity Management Node, from the variables `host`, `client_id`, `client_private_key`.
 * The assertion lives for two minutes; the token for as long as the node says, else for its default of an hour.
 */
export const pexip = (options: PexipOptions = {}): Authorization =>
  clientCredentials({
    tokenEndpoint: TOKEN_ENDPOINT,
    scope: options.scope ?? 'is_admin use_api',
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: TOKEN_ENDPOINT }),
    variables: { assertion: 'jwt_signed' },
    guidance,
  });
