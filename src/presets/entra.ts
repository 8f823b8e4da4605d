/** Microsoft Entra ID: client credentials with a certificate or a secret. */

import { clientCredentials, type ClientCredentials } from '../oauth/authorization.ts';
import { secret } from '../model/environment.ts';
import { clientAuthenticationOf, type ClientAuthenticationKind } from './client-authentication.ts';
import { definePreset, hasScope, tokenVariables, wrongOption, type PresetFacts } from './preset.ts';

const algorithms = ['PS256', 'RS256'] as const;

/** What `entra` may be told. */
export interface EntraOptions {
  /** `<resource>/.default`, which may hold placeholders; `https://graph.microsoft.com/.default` unless given. */
  readonly scope?: string;
  /** `privateKeyJwt`, which needs a certificate, unless given. */
  readonly clientAuthentication?: Exclude<ClientAuthenticationKind, 'clientSecretJwt'>;
  /** `PS256` unless given. */
  readonly algorithm?: (typeof algorithms)[number];
}

const CERTIFICATE = 'https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials';
const CLIENT_CREDENTIALS =
  'https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow';

const facts: PresetFacts = {
  name: 'Microsoft Entra ID',
  summary: 'An app registration of a Microsoft Entra tenant, for Microsoft Graph or an API of your own.',
  algorithms,
  environment: {
    tenant: '',
    client_id: '',
    client_private_key: secret(),
    client_certificate: '',
    ...tokenVariables,
  },
  whereToFind: {
    tenant: "the app registration's Overview, Directory (tenant) ID",
    client_id: "the app registration's Overview, Application (client) ID",
    client_private_key: 'made with the certificate that was uploaded under Certificates & secrets',
    client_certificate: 'the PEM of the certificate that was uploaded under Certificates & secrets',
    client_secret: "Certificates & secrets, the Value, which is shown once; the Secret ID isn't it",
  },
  likelyCauses: {
    invalid_client: [
      'the certificate is not uploaded to this app registration (AADSTS700027)',
      'client_private_key does not belong to client_certificate',
      'client_secret holds the Secret ID instead of the Value (AADSTS7000215), or has expired (AADSTS7000222)',
      "the assertion has expired: check this computer's clock (AADSTS700024)",
    ],
    unauthorized_client: [
      'client_id is unknown in the tenant: another tenant, or a typing mistake (AADSTS700016)',
    ],
    invalid_request: ['tenant is wrong (AADSTS90002, AADSTS900023)', 'the scope is not <resource>/.default'],
    invalid_scope: ['the scope is not <resource>/.default (AADSTS70011, AADSTS1002012)'],
    invalid_resource: ['the resource is not known in the tenant (AADSTS500011)'],
    invalid_token: [
      'the token is for another resource: the scope names it',
      'the application permission lacks admin consent',
    ],
  },
  demands: {
    [CERTIFICATE]: [
      'The JWT must be signed with PS256 or RS256.',
      'The JWT must have the header `x5t#S256` or `x5t`.',
      "The audience must be the token endpoint's URL.",
    ],
    [CLIENT_CREDENTIALS]: ['The scope must be <resource>/.default.'],
  },
  registration: {
    formats: ['certificate'],
    where:
      'Entra admin center › App registrations › your app › Certificates & secrets › Certificates, Upload certificate.',
  },
  documentation: [CERTIFICATE, CLIENT_CREDENTIALS],
  sample: { name: 'List users', url: 'https://graph.microsoft.com/v1.0/users' },
  examples: [
    { title: 'As it is', call: 'entra()' },
    { title: 'An API of your own', call: "entra({ scope: 'api://orders.example.com/.default' })" },
    {
      title: 'A client secret',
      call: "entra({ clientAuthentication: 'clientSecretPost' })",
      variables: { client_secret: secret() },
    },
  ],
  notes: [
    'PS256 with `x5t#S256` is what the page says today; older versions of it said RS256 with `x5t`, which is still taken.',
    'A lifetime of 5 to 10 minutes is advised at most; a limit is not documented. The preset takes five.',
    'A `jti` is documented as a GUID; the preset sends one. It sends `nbf` and `typ: JWT` as well, as the page shows.',
  ],
};

/** The authorization of an app registration, from the variables `tenant`, `client_id`, its key and its certificate. */
export const entra = definePreset(facts, (options: EntraOptions = {}): ClientCredentials => {
  const { scope = 'https://graph.microsoft.com/.default' } = options;
  if (!hasScope(scope, /\/\.default$/)) {
    throw wrongOption(facts, 'scope', scope, '<resource>/.default', CLIENT_CREDENTIALS);
  }
  return clientCredentials({
    tokenEndpoint: 'https://login.microsoftonline.com/{{tenant}}/oauth2/v2.0/token',
    scope,
    // Required besides the assertion, which names the client too; with a secret the client names itself anyway.
    ...((options.clientAuthentication ?? 'privateKeyJwt') === 'privateKeyJwt' && {
      parameters: { client_id: '{{client_id}}' },
    }),
    clientAuthentication: clientAuthenticationOf(facts, options, {
      certificate: { variable: 'client_certificate', headers: ['x5t#S256'] },
      lifetime: 300,
      notBefore: true,
    }),
  });
});
