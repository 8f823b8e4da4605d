/** Security schemes as authorizations. */

import { apiKey, basic, bearer, type PostmanAuthDeclaration } from '../../model/auth.ts';
import type { AuthorizationDeclaration } from '../../model/collection.ts';
import type { Authorization } from '../../oauth/grants.ts';
import {
  authorizationCode,
  clientCredentials,
  clientSecretBasic,
  privateKeyJwt,
} from '../../oauth/authorization.ts';
import { asIdentity } from '../../oauth/identity.ts';
import { isSecretName } from '../../values/secret-patterns.ts';
import { grantIn } from '../../model/identities.ts';
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

/** The variable that holds a secret, by a name that says so. */
const secretVariable = (name: string, kind: 'token' | 'api_key'): string => {
  const own = words(name);
  return isSecretName(own) ? own : `${own}_${kind}`;
};

const textIn = (at: At, name: string): string => String(member(at, name).value ?? '');

/** A credential for which Postman has no auth: it goes out beside one. */
interface Beside {
  readonly kind: 'beside';
  readonly in: string;
  readonly name: string;
}

/** What a scheme becomes; a sentence for what can't be sent. */
type Scheme = Exclude<AuthorizationDeclaration, string> | Beside | { readonly problem: string };

/** The address of an endpoint; undefined for a relative one of which nobody says where it begins. */
const addressOf = (flow: At, name: string, base: string | undefined): string | undefined => {
  const start = flow.file.startsWith('http') ? flow.file : base;
  const given = textIn(flow, name);
  if (given === '' || !URL.canParse(given, start)) return undefined;
  return new URL(given, start).href;
};

/** What is said of plain http: some documents mean it. */
const plain = (...addresses: readonly string[]) =>
  addresses.some((each) => each.startsWith('http:')) ? { allowHttp: true } : {};

/** The authorization of an OAuth 2.0 scheme. */
const oauth = (scheme: At, scopes: readonly string[], base: string | undefined): Scheme => {
  const scope = scopes.length === 0 ? {} : { scope: scopes.join(' ') };
  const flows = new Map(members(member(scheme, 'flows')));
  const [machine, person] = [flows.get('clientCredentials'), flows.get('authorizationCode')];
  const flow = machine ?? person;
  if (flow === undefined) {
    return { problem: `its flows ${[...flows.keys()].join(', ')} are none that a runner can go` };
  }
  const tokenEndpoint = addressOf(flow, 'tokenUrl', base);
  if (tokenEndpoint === undefined) return { problem: 'its token URL is none, or begins nowhere' };
  if (machine !== undefined) {
    const isAssertion = [scheme, machine].some((each) => textIn(each, 'x-assertionType').includes('jwt'));
    return clientCredentials({
      tokenEndpoint,
      ...scope,
      ...plain(tokenEndpoint),
      clientAuthentication: isAssertion
        ? privateKeyJwt({ algorithm: 'RS256', audience: 'tokenEndpoint' })
        : clientSecretBasic(),
    });
  }
  const authorizationEndpoint = addressOf(flow, 'authorizationUrl', base);
  if (authorizationEndpoint === undefined)
    return { problem: 'its authorization URL is none, or begins nowhere' };
  return authorizationCode({
    authorizationEndpoint,
    tokenEndpoint,
    ...scope,
    ...plain(tokenEndpoint, authorizationEndpoint),
    clientAuthentication: clientSecretBasic({ optional: true }),
  });
};

/**
 * @param scopes those that operations need
 * @param base what relative addresses begin with
 */
const schemeOf = (name: string, scheme: At, scopes: readonly string[], base: string | undefined): Scheme => {
  const type = textIn(scheme, 'type');
  if (type === 'oauth2') return oauth(scheme, scopes, base);
  if (type === 'http') {
    const kind = textIn(scheme, 'scheme').toLowerCase();
    if (kind === 'basic') return basic({ username: '{{username}}', password: '{{password}}' });
    if (kind === 'bearer') return bearer({ token: `{{${secretVariable(name, 'token')}}}` });
    return { problem: `the HTTP scheme ${kind} is none of Postman's` };
  }
  if (type === 'apiKey') {
    const place = textIn(scheme, 'in');
    const key = textIn(scheme, 'name');
    if (place === 'cookie') return { kind: 'beside', in: place, name: key };
    return apiKey({
      key,
      value: `{{${secretVariable(name, 'api_key')}}}`,
      in: place === 'query' ? 'query' : 'header',
    });
  }
  return { problem: `the security scheme ${type} needs more than the document says` };
};

/** Reads the security of a document's operations; the same scheme becomes the same authorization. */
export class SecurityReader {
  readonly #document: OpenApiDocument;
  readonly #known = new Map<string, Scheme>();
  readonly #scopes = new Map<string, Set<string>>();
  readonly #base: string | undefined;

  /**
   * @param requirements every list of alternatives of the document
   * @param base the address of its first server
   */
  constructor(document: OpenApiDocument, requirements: readonly At[], base: string | undefined) {
    this.#document = document;
    this.#base = base;
    for (const [name, scopes] of requirements.flatMap(members).flatMap(([, each]) => members(each))) {
      const known = this.#scopes.get(name) ?? new Set();
      for (const scope of Array.isArray(scopes.value) ? scopes.value : []) known.add(String(scope));
      this.#scopes.set(name, known);
    }
  }

  #scheme(name: string): Scheme {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const at = member(member(member(this.#document.root, 'components'), 'securitySchemes'), name);
    const scheme: Scheme =
      at.value === undefined
        ? { problem: `there is no security scheme ${name}` }
        : schemeOf(name, this.#document.deref(at), [...(this.#scopes.get(name) ?? [])], this.#base);
    const own = this.#asOwn(name, scheme);
    this.#known.set(name, own);
    return own;
  }

  /** Each login but the first has variables of its own. */
  #asOwn(name: string, scheme: Scheme): Scheme {
    const grant = grantOf(scheme);
    if (grant === undefined) return scheme;
    return [...this.#known.values()].some((each) => grantOf(each) !== undefined)
      ? asIdentity(words(name), grant)
      : grant;
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
    let authorization: Exclude<AuthorizationDeclaration, string> | undefined;
    const beside: { in: string; name: string; variable: string }[] = [];
    const notes: string[] = [];
    let scope: string | undefined;
    for (const [name, scopes] of entries) {
      const scheme = this.#scheme(name);
      if ('problem' in scheme) notes.push(`${name}: ${scheme.problem}`);
      else if (scheme.kind === 'beside') {
        beside.push({ in: scheme.in, name: scheme.name, variable: secretVariable(name, 'api_key') });
      } else if (authorization === undefined) authorization = scheme;
      else if (scheme.kind === 'apiKey') beside.push(besideOf(scheme));
      else if (isKey(authorization)) {
        beside.push(besideOf(authorization));
        authorization = scheme;
      } else notes.push(`${name} can't be sent beside another authorization`);
      const list = Array.isArray(scopes.value) ? scopes.value.map(String) : [];
      if (list.length > 0 && grantOf(scheme) !== undefined) scope = list.join(' ');
    }
    return { authorization: authorization ?? (beside.length > 0 ? 'none' : undefined), scope, beside, notes };
  }
}

type ApiKey = Extract<PostmanAuthDeclaration, { kind: 'apiKey' }>;

const isKey = (authorization: Exclude<AuthorizationDeclaration, string>): authorization is ApiKey =>
  authorization.kind === 'apiKey';

const besideOf = ({ key, value, in: place = 'header' }: ApiKey) => ({
  in: place,
  name: key,
  variable: value.slice(2, -2),
});

const grantOf = (scheme: Scheme): Authorization | undefined =>
  'problem' in scheme || scheme.kind === 'beside' ? undefined : grantIn(scheme);
