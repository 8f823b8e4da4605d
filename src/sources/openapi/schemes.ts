/** What a security scheme becomes: an authorization, or a credential that goes out beside one. */

import { apiKey, basic, bearer, digest } from '../../model/auth.ts';
import type { AuthorizationDeclaration } from '../../model/collection.ts';
import {
  authorizationCode,
  clientCredentials,
  clientSecretBasic,
  privateKeyJwt,
} from '../../oauth/authorization.ts';
import type { Authorization } from '../../oauth/grants.ts';
import { isSecretName } from '../../values/secret-patterns.ts';
import { member, members, textIn, type At } from './document.ts';
import type { OpenIdEndpoints } from './open-id.ts';

/** A name as variables have it: `petstore_auth`. */
export const words = (name: string): string =>
  name
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** The variable that holds a secret, by a name that says so. */
const secretVariable = (name: string, kind: 'token' | 'api_key'): string => {
  const own = words(name);
  return isSecretName(own) ? own : `${own}_${kind}`;
};

/** A credential for which Postman has no auth: it goes out beside one. */
export interface Beside {
  readonly kind: 'beside';
  readonly in: string;
  readonly name: string;
  readonly value: string;
}

/** What a scheme becomes, and what of it can't be sent. */
export interface Scheme {
  readonly sent: AuthorizationDeclaration | Beside;
  readonly problem?: string;
  /** A scope that is not asked for. */
  readonly leftOut?: string;
}

/** The address of an endpoint; undefined for a relative one of which nobody says where it begins. */
const endpointIn = (flow: At, name: string, base: string | undefined): string | undefined => {
  const start = flow.file.startsWith('http') ? flow.file : base;
  const given = textIn(flow, name);
  if (given === undefined || !URL.canParse(given, start)) return undefined;
  return new URL(given, start).href;
};

/** What is said of plain http: some documents mean it. */
const plain = (...addresses: readonly string[]) =>
  addresses.some((each) => each.startsWith('http:')) ? { allowHttp: true } : {};

/** Where nobody can log in with what the document says, people put a token into a variable. */
const tokenOf = (name: string, problem: string): Scheme => {
  const variable = secretVariable(name, 'token');
  return {
    sent: bearer({ token: `{{${variable}}}` }),
    problem: `${name}: ${problem}; the variable ${variable} is sent for it`,
  };
};

const scopeOf = (scopes: readonly string[]) => (scopes.length === 0 ? {} : { scope: scopes.join(' ') });

const forPeople = (
  authorizationEndpoint: string,
  tokenEndpoint: string,
  scopes: readonly string[],
  issuer?: string,
): Authorization =>
  authorizationCode({
    authorizationEndpoint,
    tokenEndpoint,
    ...(issuer !== undefined && { issuer }),
    ...scopeOf([...new Set(scopes)]),
    ...plain(tokenEndpoint, authorizationEndpoint),
    clientAuthentication: clientSecretBasic({ optional: true }),
  });

/** The authorization of an OAuth 2.0 scheme. */
const oauth = (name: string, scheme: At, scopes: readonly string[], base: string | undefined): Scheme => {
  const flows = new Map(members(member(scheme, 'flows')));
  const [machine, person] = [flows.get('clientCredentials'), flows.get('authorizationCode')];
  const flow = machine ?? person;
  if (flow === undefined)
    return tokenOf(
      name,
      `a runner can use none of its flows (${[...flows.keys()].join(', ') || 'there is none'}): that takes clientCredentials or authorizationCode`,
    );
  const tokenEndpoint = endpointIn(flow, 'tokenUrl', base);
  if (tokenEndpoint === undefined)
    return tokenOf(
      name,
      'its tokenUrl is missing, or relative where no server of the document has an address',
    );
  if (machine !== undefined) {
    const isAssertion = [scheme, machine].some((each) => textIn(each, 'x-assertionType')?.includes('jwt'));
    return {
      sent: clientCredentials({
        tokenEndpoint,
        ...scopeOf(scopes),
        ...plain(tokenEndpoint),
        clientAuthentication: isAssertion
          ? privateKeyJwt({ algorithm: 'RS256', audience: 'tokenEndpoint' })
          : clientSecretBasic(),
      }),
    };
  }
  const authorizationEndpoint = endpointIn(flow, 'authorizationUrl', base);
  if (authorizationEndpoint === undefined)
    return tokenOf(
      name,
      'its authorizationUrl is missing, or relative where no server of the document has an address',
    );
  const own = scopes.filter((scope) => scope !== 'openid');
  const sent = forPeople(authorizationEndpoint, tokenEndpoint, own);
  if (own.length === scopes.length) return { sent };
  return {
    sent,
    leftOut: 'openid',
    problem: `${name}: the scope openid is not asked for, as nobody says who issues the ID token; declare a login with an issuer in securitySchemes for that`,
  };
};

const openId = (name: string, scopes: readonly string[], endpoints: OpenIdEndpoints): Scheme => {
  const found = endpoints.get(name) ?? { problem: 'it says no openIdConnectUrl' };
  if ('problem' in found) return tokenOf(name, found.problem);
  const { issuer, authorizationEndpoint, tokenEndpoint } = found;
  if (authorizationEndpoint !== undefined)
    return { sent: forPeople(authorizationEndpoint, tokenEndpoint, ['openid', ...scopes], issuer) };
  return {
    sent: clientCredentials({
      tokenEndpoint,
      ...scopeOf(scopes),
      clientAuthentication: clientSecretBasic(),
    }),
  };
};

const http = (name: string, scheme: At): Scheme => {
  const kind = (textIn(scheme, 'scheme') ?? '').toLowerCase();
  if (kind === 'basic') return { sent: basic({ username: '{{username}}', password: '{{password}}' }) };
  if (kind === 'digest') return { sent: digest({ username: '{{username}}', password: '{{password}}' }) };
  if (kind === 'bearer') return { sent: bearer({ token: `{{${secretVariable(name, 'token')}}}` }) };
  return { sent: 'none', problem: `${name}: Postman does not know the HTTP scheme ${kind}` };
};

/** What a scheme is made of beside the document's own words. */
export interface SchemeContext {
  /** Those that operations need. */
  readonly scopes: readonly string[];
  /** What relative addresses begin with. */
  readonly base: string | undefined;
  readonly endpoints: OpenIdEndpoints;
}

/** Makes it of what the document says. */
export const schemeOf = (name: string, scheme: At, { scopes, base, endpoints }: SchemeContext): Scheme => {
  switch (textIn(scheme, 'type')) {
    case 'oauth2':
      return oauth(name, scheme, scopes, base);
    case 'openIdConnect':
      return openId(name, scopes, endpoints);
    case 'http':
      return http(name, scheme);
    case 'apiKey': {
      const place = textIn(scheme, 'in');
      const key = textIn(scheme, 'name') ?? '';
      if (place !== 'query' && !/^[\w!#$%&'*+.^`|~-]+$/.test(key))
        return {
          sent: 'none',
          problem: `${name}: ${JSON.stringify(key)} is no name that a ${place === 'cookie' ? place : 'header'} can have`,
        };
      const value = `{{${secretVariable(name, 'api_key')}}}`;
      if (place === 'cookie') return { sent: { kind: 'beside', in: place, name: key, value } };
      return { sent: apiKey({ key, value, in: place === 'query' ? 'query' : 'header' }) };
    }
    case 'mutualTLS':
      return {
        sent: 'none',
        problem: `${name}: a client certificate is no part of a collection; give it to Postman (Settings › Certificates) or to the runner`,
      };
    default:
      return {
        sent: 'none',
        problem: `${name}: a security scheme of the type ${textIn(scheme, 'type') ?? 'none'} is not known`,
      };
  }
};
