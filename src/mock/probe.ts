/** Probes: assertions of the mock's own making, posted to its token endpoint, to see that it refuses what it must. */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { type AssertionClaims, signAssertion } from './assertion.ts';
import { oauthError, PROBE_HEADER } from './authorization-server.ts';
import type { ClientKey } from './keys.ts';
import type { Probe, TokenRequest } from './mock.ts';

/** What a probe needs to log in. */
export interface ProbeOptions {
  readonly tokenEndpoint: string;
  /** PEM of the certificate authority. */
  readonly authority: string;
  readonly clientId: string;
  readonly audience: string;
  readonly scope: string | undefined;
  readonly keyId: string | undefined;
  readonly key: ClientKey;
  readonly strangeKey: ClientKey;
}

/** Sends a probe of the given kind and tells what the authorization server answered. */
export const sendProbe = async (kind: Probe, options: ProbeOptions): Promise<TokenRequest> => {
  const key = kind === 'wrong-key' ? options.strangeKey : options.key;
  const assertion = signAssertion(probeClaims(kind, options), key, options.keyId);
  const answer = await postAssertion(assertion, options);
  return kind === 'reused-jti' ? postAssertion(assertion, options) : answer;
};

const probeClaims = (kind: Probe, { clientId, audience }: ProbeOptions): AssertionClaims => {
  const now = Math.floor(Date.now() / 1000);
  const client = kind === 'unknown-client' ? `unknown-${randomUUID()}` : clientId;
  const valid = { iss: client, sub: client, aud: audience, iat: now, exp: now + 60, jti: randomUUID() };
  switch (kind) {
    case 'expired-assertion':
      return { ...valid, iat: now - 120, exp: now - 60 };
    case 'wrong-audience':
      return { ...valid, aud: `${audience}?other` };
    case 'too-long-lived':
      return { ...valid, exp: now + 2 * 3600 };
    default:
      return valid;
  }
};

/** Asks for a token as RFC 7523 §2.2 says, over verified TLS. */
const postAssertion = async (assertion: string, options: ProbeOptions): Promise<TokenRequest> => {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    ...(options.scope === undefined ? {} : { scope: options.scope }),
  });
  const { status, body } = await post(options.tokenEndpoint, form.toString(), options.authority);
  return { status, ...oauthError(JSON.parse(body)) };
};

const post = async (
  url: string,
  form: string,
  authority: string,
): Promise<{ status: number; body: string }> => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', [PROBE_HEADER]: 'yes' };
  const sent = request(url, { method: 'POST', ca: authority, agent: false, headers }).end(form);
  const [response]: IncomingMessage[] = await once(sent, 'response');
  if (response === undefined) return { status: 0, body: '{}' };
  return { status: response.statusCode ?? 0, body: await text(response) };
};
