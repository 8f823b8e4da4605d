/** Sends probes: logins of the mock's own making, to see that it refuses what it must. */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { oauthError, PROBE_HEADER } from '../authorization-server/answers.ts';
import type { SignedDemands } from '../authorization-server/options.ts';
import type { MockClients } from '../login/clients.ts';
import type { Probe, TokenRequest } from '../mock.ts';
import { probeJwt } from './jwt.ts';

type Values = Readonly<Record<string, string>>;

/** What a probe needs to log in. */
export interface ProbeOptions {
  readonly tokenEndpoint: string;
  /** For the authorization code grant. */
  readonly authorizationEndpoint: string | undefined;
  /** Of the authorization request, as they are to be. */
  readonly authorizationParameters: Values;
  /** PEM of the certificate authority. */
  readonly authority: string;
  readonly clients: MockClients;
  /** For a client that authenticates with an assertion. */
  readonly assertion: SignedDemands | undefined;
  /** For a JWT that is the grant. */
  readonly grantJwt: SignedDemands | undefined;
  readonly scope: string | undefined;
  readonly parameters: Values;
  issueRefreshToken(): Promise<string>;
}

interface TokenForm {
  readonly form: Values;
  readonly headers: Values;
}

/** Sends a probe of the given kind and tells what the authorization server answered. */
export const sendProbe = async (kind: Probe, options: ProbeOptions): Promise<TokenRequest> => {
  if (kind === 'no-pkce') return askForCode(options);
  const form = await probeForm(kind, options);
  const answer = await post(form, options);
  return kind === 'reused-jti' || kind === 'used-refresh-token' ? post(form, options) : answer;
};

const probeForm = async (kind: Probe, options: ProbeOptions): Promise<TokenForm> => {
  const { scope, parameters } = options;
  const { form, headers } = clientPart(kind, options);
  const [dropped] = kind === 'missing-parameter' ? Object.keys(parameters) : [];
  return {
    headers,
    form: {
      ...(await grantPart(kind, options)),
      ...form,
      ...scopePart(kind, scope, options),
      ...Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== dropped)),
    },
  };
};

const scopePart = (kind: Probe, scope: string | undefined, { grantJwt, assertion }: ProbeOptions): Values => {
  if (scope === undefined || grantJwt?.hasScope === true || assertion?.hasScope === true) return {};
  return { scope: kind === 'unknown-scope' ? `${scope} unknown-${randomUUID()}` : scope };
};

const grantPart = async (
  kind: Probe,
  { clients, grantJwt, issueRefreshToken }: ProbeOptions,
): Promise<Values> => {
  const { login, jwtMaterial } = clients;
  if (login.grant === 'refreshToken') {
    const token = kind === 'unknown-refresh-token' ? randomUUID() : await issueRefreshToken();
    return { grant_type: 'refresh_token', refresh_token: token };
  }
  if (grantJwt === undefined || jwtMaterial === undefined) return { grant_type: 'client_credentials' };
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: probeJwt(kind, grantJwt, jwtMaterial.strangeKey),
  };
};

/** A JWT that is the grant is what a probe spoils, and the client's own assertion stays good. */
const clientPart = (kind: Probe, { clients: { client }, assertion, grantJwt }: ProbeOptions): TokenForm => {
  const { authentication, material, secret = '' } = client;
  const isUnknown = kind === 'unknown-client' && grantJwt === undefined;
  const id = isUnknown ? `unknown-${randomUUID()}` : client.id;
  const sent = kind === 'wrong-secret' ? `${secret}?` : secret;
  const isSecretless = kind === 'no-secret';
  if (assertion !== undefined && material !== undefined) {
    const form = {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: probeJwt(grantJwt === undefined ? kind : 'valid', assertion, material.strangeKey),
    };
    return { form, headers: {} };
  }
  if (authentication === undefined) return { form: {}, headers: {} };
  if (authentication.kind === 'clientSecretBasic' && !isSecretless) {
    const credentials = Buffer.from(`${formEncode(id)}:${formEncode(sent)}`).toString('base64');
    return { form: {}, headers: { Authorization: `Basic ${credentials}` } };
  }
  const hasSecret = authentication.kind === 'clientSecretPost' && !isSecretless;
  return { form: { client_id: id, ...(hasSecret && { client_secret: sent }) }, headers: {} };
};

/** RFC 6749 §2.3.1, appendix B */
const formEncode = (value: string): string => new URLSearchParams({ _: value }).toString().slice(2);

/** Posts a form over verified TLS. */
const post = async (
  { form, headers }: TokenForm,
  { tokenEndpoint, authority }: ProbeOptions,
): Promise<TokenRequest> => {
  const sent = request(tokenEndpoint, {
    method: 'POST',
    ca: authority,
    agent: false,
    headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded', [PROBE_HEADER]: 'yes' },
  }).end(new URLSearchParams(form).toString());
  const [response]: IncomingMessage[] = await once(sent, 'response');
  if (response === undefined) return { status: 0 };
  return { status: response.statusCode ?? 0, ...oauthError(JSON.parse(await text(response))) };
};

/** Asks for a code without PKCE; what the redirect says is the answer (RFC 6749 §4.1.2.1). */
const askForCode = async (options: ProbeOptions): Promise<TokenRequest> => {
  const { authorizationEndpoint = '', authorizationParameters, clients, authority, scope } = options;
  const url = new URL(authorizationEndpoint);
  const query = {
    response_type: 'code',
    client_id: clients.client.id,
    ...authorizationParameters,
    state: randomUUID(),
    ...(scope !== undefined && { scope }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const sent = request(url, { ca: authority, agent: false }).end();
  const [response]: IncomingMessage[] = await once(sent, 'response');
  const answer = new URL(response?.headers.location ?? '/', authorizationEndpoint).searchParams;
  response?.resume();
  return answer.has('error') ? { status: 400, ...oauthError(Object.fromEntries(answer)) } : { status: 200 };
};
