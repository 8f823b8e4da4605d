/** What a token is for: token endpoint, client and scope, read from Postman's variables. */

import type { ClientCredentials } from 'postsmith';
import { hostVariableOf, settleHost } from './host-variable.ts';
import {
  endpointUnusable,
  missingVariable,
  noEnvironment,
  unresolvedReference,
} from './messages/settings.ts';
import { clean } from './redact.ts';
import { literal, resolve, unresolved } from './variables.ts';

export interface Target {
  readonly endpoint: string;
  readonly audience: string;
  readonly keyId: string;
  readonly clientId: string;
  readonly scope: string;
  /** What is wrong with the inputs, a sentence each. */
  readonly problems: string[];
}

const ENDPOINT = /^https:\/\/[^\s/?#@]+(\/[^\s#]*)?$/i;

/** Says that a variable has no value, and where one is found; once for each, and first if no environment is chosen. */
export function reportMissing(name: string, { provider }: ClientCredentials, problems: string[]): void {
  const isUnchosen = !pm.environment.name && Object.keys(pm.environment.toObject()).length === 0;
  if (isUnchosen && !problems.includes(noEnvironment)) problems.unshift(noEnvironment);
  const sentence = missingVariable(name, provider?.whereToFind[name]);
  if (!problems.includes(sentence)) problems.push(sentence);
}

/** Reads a value that is taken literally, and reports what it lacks. */
export function readLiteral(name: string, authorization: ClientCredentials, problems: string[]): string {
  const value = literal(name);
  const reference = unresolved(value);
  if (value === '') reportMissing(name, authorization, problems);
  else if (reference !== undefined) problems.push(unresolvedReference(name, reference));
  return value;
}

/** Reads all but the client's secret. Sets the host variable to what was understood. */
export function readTarget(authorization: ClientCredentials): Target {
  const { tokenEndpoint, clientAuthentication, scope = '' } = authorization;
  const problems: string[] = [];
  const hostVariable = hostVariableOf(tokenEndpoint);
  if (hostVariable !== undefined) settleHost(hostVariable, problems);
  const hasHost = problems.length === 0;
  const fill = (template: string): string => {
    const { text, missing } = resolve(template);
    for (const name of missing) reportMissing(name, authorization, problems);
    return text;
  };
  const endpoint = fill(tokenEndpoint);
  const audience = fill('audience' in clientAuthentication ? (clientAuthentication.audience ?? '') : '');
  const keyId = fill('keyId' in clientAuthentication ? (clientAuthentication.keyId ?? '') : '');
  const wantedScope = fill(scope);
  if (hasHost && problems.length === 0 && !ENDPOINT.test(endpoint))
    problems.push(endpointUnusable(clean(endpoint)));
  const clientId = readLiteral(authorization.clientId, authorization, problems);
  return { endpoint, audience, keyId, clientId, scope: wantedScope, problems };
}
