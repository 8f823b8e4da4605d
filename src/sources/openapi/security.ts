/** Security schemes as authorizations. */

import { apiKey, basic, bearer, type PostmanAuthDeclaration } from '../../model/auth.ts';
import type { AuthorizationDeclaration } from '../../model/collection.ts';
import {
  authorizationCode,
  clientCredentials,
  clientSecretBasic,
  privateKeyJwt,
} from '../../oauth/authorization.ts';
import { isRecord } from '../../values/json.ts';
import { member, members, type At, type OpenApiDocument } from './document.ts';

/** What a requirement of an operation becomes. */
export interface Secured {
  readonly authorization: AuthorizationDeclaration | undefined;
  /** Scopes that the operation needs. */
  readonly scope: string | undefined;
  /** Headers, query parameters and cookies that go out beside it. */
  readonly beside: readonly { readonly in: string; readonly name: string; readonly variable: string }[];
  readonly notes: readonly string[];
}

const words = (name: string): string =>
  name
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

const textIn = (at: At, name: string): string => String(member(at, name).value ?? '');

/** The authorization of an OAuth 2.0 scheme. */
const oauth = (scheme: At, file: string): AuthorizationDeclaration | string => {
  const flows = new Map(members(member(scheme, 'flows')));
  const address = (flow: At, name: string): string =>
    new URL(textIn(flow, name), file.startsWith('http') ? file : 'https://example.com').href;
  const machine = flows.get('clientCredentials');
  if (machine !== undefined) {
    const tokenEndpoint = address(machine, 'tokenUrl');
    const isAssertion =
      textIn(scheme, 'x-assertionType').includes('jwt') || textIn(machine, 'x-assertionType').includes('jwt');
    return clientCredentials({
      tokenEndpoint,
      clientAuthentication: isAssertion
        ? privateKeyJwt({ algorithm: 'RS256', audience: 'tokenEndpoint' })
        : clientSecretBasic(),
    });
  }
  const person = flows.get('authorizationCode');
  if (person !== undefined) {
    return authorizationCode({
      authorizationEndpoint: address(person, 'authorizationUrl'),
      tokenEndpoint: address(person, 'tokenUrl'),
      clientAuthentication: clientSecretBasic({ optional: true }),
    });
  }
  return `its flows ${[...flows.keys()].join(', ')} are none that a runner can go`;
};

/** One scheme; a sentence for what can't be sent. */
const schemeOf = (
  name: string,
  scheme: At,
): AuthorizationDeclaration | string | { in: string; name: string } => {
  const type = textIn(scheme, 'type');
  const variable = `{{${words(name)}}}`;
  if (type === 'oauth2') return oauth(scheme, scheme.file);
  if (type === 'http') {
    const kind = textIn(scheme, 'scheme').toLowerCase();
    if (kind === 'basic') return basic({ username: '{{username}}', password: '{{password}}' });
    if (kind === 'bearer') return bearer({ token: variable });
    return `the HTTP scheme ${kind} is none of Postman's`;
  }
  if (type === 'apiKey') {
    const place = textIn(scheme, 'in');
    const key = textIn(scheme, 'name');
    if (place === 'cookie') return { in: place, name: key };
    return apiKey({ key, value: variable, in: place === 'query' ? 'query' : 'header' });
  }
  return `the security scheme ${type} needs more than the document says`;
};

/** Reads the security of a document's operations; the same scheme becomes the same authorization. */
export class SecurityReader {
  readonly #document: OpenApiDocument;
  readonly #known = new Map<string, ReturnType<typeof schemeOf>>();

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  #scheme(name: string): ReturnType<typeof schemeOf> {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const at = member(member(member(this.#document.root, 'components'), 'securitySchemes'), name);
    const scheme =
      at.value === undefined
        ? `there is no security scheme ${name}`
        : schemeOf(name, this.#document.deref(at));
    this.#known.set(name, scheme);
    return scheme;
  }

  /** @param requirements the list of alternatives; the first that can be met is taken */
  read(requirements: At): Secured {
    const alternatives = members(requirements).map(([, each]) => each);
    if (alternatives.length === 0) return { authorization: 'none', scope: undefined, beside: [], notes: [] };
    const readings = alternatives.map((each) => this.#requirement(each));
    const chosen =
      readings.find(({ authorization }) => authorization !== undefined && authorization !== 'none') ??
      readings[0];
    if (chosen === undefined) return { authorization: 'none', scope: undefined, beside: [], notes: [] };
    const others = alternatives
      .filter((_, at) => readings[at] !== chosen)
      .map(
        (each) =>
          members(each)
            .map(([name]) => name)
            .join(' and ') || 'nothing',
      );
    return others.length === 0
      ? chosen
      : { ...chosen, notes: [...chosen.notes, `may also be sent with ${others.join(', or ')}`] };
  }

  #requirement(requirement: At): Secured {
    const entries = members(requirement);
    if (entries.length === 0) return { authorization: 'none', scope: undefined, beside: [], notes: [] };
    let authorization: AuthorizationDeclaration | undefined;
    const beside: { in: string; name: string; variable: string }[] = [];
    const notes: string[] = [];
    let scope: string | undefined;
    for (const [name, scopes] of entries) {
      const scheme = this.#scheme(name);
      if (typeof scheme === 'string' && scheme !== 'none' && scheme !== 'inherit') {
        notes.push(`${name}: ${scheme}`);
        continue;
      }
      if (isRecord(scheme) && !('kind' in scheme)) {
        beside.push({ ...(scheme as { in: string; name: string }), variable: words(name) });
        continue;
      }
      const declared = scheme as AuthorizationDeclaration;
      const isKey = isRecord(declared) && declared['kind'] === 'apiKey';
      if (
        authorization === undefined ||
        (isRecord(authorization) && authorization['kind'] === 'apiKey' && !isKey)
      ) {
        if (authorization !== undefined) beside.push(besideOf(authorization));
        authorization = declared;
      } else if (isKey) beside.push(besideOf(declared));
      else notes.push(`${name} can't be sent beside another authorization`);
      const list = Array.isArray(scopes.value) ? scopes.value.map(String) : [];
      if (list.length > 0 && isRecord(declared) && 'tokenEndpoint' in declared) scope = list.join(' ');
    }
    return { authorization: authorization ?? (beside.length > 0 ? 'none' : undefined), scope, beside, notes };
  }
}

const besideOf = (authorization: AuthorizationDeclaration) => {
  const {
    key,
    value,
    in: place = 'header',
  } = authorization as Extract<PostmanAuthDeclaration, { kind: 'apiKey' }>;
  return { in: place, name: key, variable: value.slice(2, -2) };
};
