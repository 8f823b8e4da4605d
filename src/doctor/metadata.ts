/** The fifth step: what the authorization server says of itself, against what is declared (RFC 8414 §2, §3). */

import { calculateJwkThumbprint } from 'jose';
import { scopeTokens } from '../../scripts/login/scope.ts';
import { methodOf } from '../oauth/client-authentication.ts';
import { atTokenEndpoint, waysOf } from '../oauth/inputs.ts';
import { isRecord } from '../values/json.ts';
import { fillPlaceholders } from '../values/placeholders.ts';
import { askJson } from './ask.ts';
import { jwtOf } from './key.ts';
import { skip, type Cause, type Facts, type Finding, type Step, type Subject } from './step.ts';

/** A sentence, and whether a login can hardly work so. */
interface Difference {
  readonly sentence: string;
  readonly cause: Cause;
  readonly isSuspect: boolean;
}

/** Entries of a server's list that are shown. */
const SHOWN = 20;

/** The issuer as it is declared, with its placeholders filled; undefined where it is not. */
export const declaredIssuer = ({ authorization, values }: Subject): string | undefined => {
  const issuer = atTokenEndpoint(authorization)?.issuer;
  return issuer === undefined ? undefined : fillPlaceholders(issuer, values);
};

/** Where metadata may be: below the issuer for OpenID Connect, before its path for RFC 8414 §3.1. */
const addressesOf = (issuer: string): readonly string[] => {
  if (!URL.canParse(issuer)) return [];
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
};

/** Where nobody has declared an issuer: the realm of a Keycloak, or the server's root. */
const guessedIssuer = (address: string): string => {
  const [, realm = new URL(address).origin] =
    /^(https?:\/\/.*)\/protocol\/openid-connect\/token$/.exec(address) ?? [];
  return realm;
};

const listIn = (fields: Readonly<Record<string, unknown>>, name: string): readonly string[] | undefined => {
  const value = fields[name];
  return Array.isArray(value)
    ? value.filter((entry): entry is string => typeof entry === 'string')
    : undefined;
};

/** Compares one thing that is declared with a list of the server's; nothing where the server has no such list. */
const lacks = (
  { show }: Subject,
  fields: Readonly<Record<string, unknown>>,
  [name, wanted, what]: readonly [name: string, wanted: string | undefined, what: string],
): Difference[] => {
  const list = listIn(fields, name);
  if (wanted === undefined || list === undefined || list.includes(wanted)) return [];
  const known = show(list.slice(0, SHOWN).join(', '), 300) || 'none';
  const sentence = `The server's metadata does not list the ${what} ${wanted}; it lists: ${known}.`;
  const cause = name.startsWith('grant') ? 'grant' : 'metadata';
  // Servers need not list every scope (RFC 8414 §2).
  return [{ sentence, cause, isSuspect: name !== 'scopes_supported' }];
};

const endpointDifference = (subject: Subject, found: unknown): Difference[] => {
  const { address, show } = subject;
  if (typeof found !== 'string' || found === address) return [];
  const sentence = `The server's metadata names another token endpoint: ${show(found)}. Declared is ${show(address)}.`;
  return [{ sentence, cause: 'wrong-path', isSuspect: true }];
};

const issuerDifference = (subject: Subject, found: unknown): Difference[] => {
  const declared = declaredIssuer(subject);
  if (declared === undefined || found === declared) return [];
  const sentence = `The server's metadata says that its issuer is ${subject.show(String(found))}, which must be the declared one to the letter: ${subject.show(declared)}.`;
  return [{ sentence, cause: 'metadata', isSuspect: true }];
};

const differences = (subject: Subject, fields: Readonly<Record<string, unknown>>): readonly Difference[] => {
  const { authorization, way, values } = subject;
  const { grantType, clientAuthentication: client } =
    waysOf(authorization).find(({ title }) => title === way.title) ?? {};
  const method = client && methodOf(client).name;
  const scopes = scopeTokens(fillPlaceholders(way.scope, values));
  const lack = (...wanted: Parameters<typeof lacks>[2]): Difference[] => lacks(subject, fields, wanted);
  return [
    ...endpointDifference(subject, fields['token_endpoint']),
    ...issuerDifference(subject, fields['issuer']),
    ...lack('grant_types_supported', grantType, 'grant'),
    ...lack('token_endpoint_auth_methods_supported', method, 'client authentication'),
    ...(way.clientAuthentication?.jwt === undefined
      ? []
      : lack('token_endpoint_auth_signing_alg_values_supported', jwtOf(way)?.algorithm, 'algorithm')),
    ...scopes.flatMap((scope) => lack('scopes_supported', scope, 'scope')),
  ];
};

/** The variable with the address of the client's own published keys, which some servers read (RFC 7591 §2). */
const KEYS_VARIABLE = /(?:^|_)jwks?_?(?:set_)?(?:uri|url)$/i;

/** What the client publishes, compared with the key that signs. */
const comparePublished = async (subject: Subject, facts: Facts): Promise<Difference[]> => {
  const [name, address = ''] =
    Object.entries(subject.values).find(([key, value]) => KEYS_VARIABLE.test(key) && value !== '') ?? [];
  if (name === undefined || facts.thumbprint === undefined || !/^https:/i.test(address)) return [];
  if (!URL.canParse(address)) return [];
  const set = await askJson(address, subject);
  const keys = Array.isArray(set?.['keys']) ? set['keys'].slice(0, 100).filter(isRecord) : undefined;
  if (keys === undefined) return [];
  const thumbprints = await Promise.all(keys.map((key) => calculateJwkThumbprint(key).catch(() => '')));
  facts.isPublished = thumbprints.includes(facts.thumbprint);
  if (facts.isPublished) return [];
  const sentence = `The key in "${facts.keyVariable}" (thumbprint ${facts.thumbprint}) is none of the ${keys.length} that are published at ${subject.show(address)} ("${name}").`;
  return [{ sentence, cause: 'wrong-key', isSuspect: true }];
};

/** The first of the addresses that has metadata. Guessed ones count only for this token endpoint's own host. */
const readMetadata = async (subject: Subject) => {
  const declared = declaredIssuer(subject);
  for (const address of addressesOf(declared ?? guessedIssuer(subject.address))) {
    const fields = await askJson(address, subject);
    if (typeof fields?.['issuer'] === 'string') return { address, fields };
  }
  return undefined;
};

const examine = async (subject: Subject, facts: Facts): Promise<Finding> => {
  const published = await comparePublished(subject, facts);
  const found = subject.way.tokenEndpoint === undefined ? undefined : await readMetadata(subject);
  if (found !== undefined) facts.metadata = found.fields;
  const all = [...published, ...(found === undefined ? [] : differences(subject, found.fields))];
  const details = found === undefined ? {} : { metadata: found.address };
  if (all.length > 0) {
    const suspect = all.find(({ isSuspect }) => isSuspect);
    return {
      outcome: 'warning',
      cause: (suspect ?? all[0])?.cause ?? 'metadata',
      message: all.map(({ sentence }) => sentence).join(' '),
      mend: 'Compare the declaration and the variables with what the server says of itself.',
      ...(suspect !== undefined && { isSuspect: true }),
      details,
    };
  }
  if (found === undefined)
    return skip('The server publishes no metadata where it would be looked for, which is no error.');
  return { outcome: 'ok', message: "What is declared agrees with the server's metadata.", details };
};

/** Step 5. */
export const metadataStep: Step = { name: 'metadata', title: 'Metadata', needs: ['network'], examine };
