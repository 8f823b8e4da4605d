/** Pexip Infinity's management API: client credentials with an ES256 assertion, since version 34. */

import {
  clientCredentials,
  privateKeyJwt,
  type ClientCredentials,
  type PrivateKeyJwt,
} from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { definePreset, tokenVariables, type PresetFacts } from './preset.ts';

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

const DOCUMENTATION = 'https://docs.pexip.com/admin/managing_API_oauth.htm';

const facts: PresetFacts = {
  name: 'Pexip Infinity',
  summary: 'The management API of a Pexip Infinity Management Node, version 34 and later.',
  algorithms: ['ES256'],
  environment: {
    host: 'mgmt.example.com',
    client_id: '',
    client_private_key: secret(),
    jwt_signed: secret(),
    ...tokenVariables,
  },
  whereToFind: {
    host: "the host of an OAuth2 endpoint on the node's About page, https://<host>/admin/platform/about/",
    client_id: "see the node's list of OAuth2 clients",
    client_private_key: 'shown once, when you create the OAuth2 client; if it is lost, create a new client',
  },
  likelyCauses: {
    invalid_client: [
      'client_id is wrong (the node says "unknown client")',
      'client_private_key belongs to another client',
      'host is no OAuth2 endpoint on the node\'s About page, https://<host>/admin/platform/about/ (it says "invalid_claim")',
      'the role of the OAuth2 client lacks permissions: is_admin and use_api are the least',
    ],
    invalid_grant: [
      "the assertion has expired: check this computer's clock",
      'client_private_key is damaged',
      'the client does not use ES256 with a P-256 key',
    ],
    invalid_scope: ['the role of the OAuth2 client lacks a permission: is_admin and use_api are the least'],
  },
  demands: {
    [DOCUMENTATION]: [
      'The client must authenticate with private_key_jwt.',
      'The JWT must be signed with ES256.',
      "The audience must be the token endpoint's URL.",
    ],
  },
  registration: {
    formats: [],
    where:
      'The node makes the key pair: Users & Devices › OAuth2 Clients › Add OAuth2 client shows the private key once.',
  },
  documentation: [DOCUMENTATION],
  sample: { name: 'Alarms', url: 'https://{{host}}/api/admin/status/v1/alarm/' },
  examples: [
    { title: 'As it is', call: 'pexip()' },
    { title: 'With another scope', call: "pexip({ scope: 'is_admin use_api may_view' })" },
  ],
  notes: [
    "Pexip's own client lets its assertions live for an hour; a limit is not documented. The preset's live for two minutes.",
    'The scope is optional for the node. The preset asks for `is_admin use_api`, the least that the API takes.',
  ],
};

/**
 * The authorization of a Pexip Infinity Management Node, from the variables `host`, `client_id`, `client_private_key`.
 * The assertion lives for two minutes; the token for as long as the node says, else for its default of an hour.
 */
export const pexip = definePreset(facts, (options: PexipOptions = {}): ClientCredentials<PrivateKeyJwt> =>
  clientCredentials({
    tokenEndpoint: TOKEN_ENDPOINT,
    scope: options.scope ?? 'is_admin use_api',
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: TOKEN_ENDPOINT }),
    variables: { assertion: 'jwt_signed' },
  }),
);
