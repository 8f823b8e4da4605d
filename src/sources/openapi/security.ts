/** Security schemes as authorizations. */

import { ownValue } from '../../values/json.ts';
import type { PostmanAuthDeclaration } from '../../model/auth.ts';
import type { AuthorizationDeclaration } from '../../model/collection.ts';
import { grantIn } from '../../model/identities.ts';
import type { Authorization } from '../../oauth/grants.ts';
import { asIdentity } from '../../oauth/identity.ts';
import { member, members, type At, type OpenApiDocument } from './document.ts';
import type { OpenApiOptions } from './options.ts';
import { schemeOf, words, type Beside, type Scheme, type SchemeContext } from './schemes.ts';

/** What a requirement of an operation becomes. */
export interface Secured {
  readonly authorization: AuthorizationDeclaration;
  /** Scopes that the operation needs. */
  readonly scope: string | undefined;
  /** Headers, query parameters and cookies that go out beside it. */
  readonly beside: readonly Beside[];
  /** What people should know. */
  readonly notes: readonly string[];
  /** What a collection can't send. */
  readonly problems: readonly string[];
}

const NOTHING: Secured = { authorization: 'none', scope: undefined, beside: [], notes: [], problems: [] };

/** Reads the security of a document's operations; the same scheme becomes the same authorization. */
export class SecurityReader {
  readonly #document: OpenApiDocument;
  readonly #known = new Map<string, Scheme>();
  readonly #scopes = new Map<string, Set<string>>();
  readonly #context: Omit<SchemeContext, 'scopes'>;
  readonly #options: Pick<OpenApiOptions, 'securitySchemes' | 'prefer'>;
  readonly #schemes: At;

  /**
   * @param operations that become requests: no login asks for the scope of another
   * @param context what relative addresses begin with, and what servers tell themselves
   */
  constructor(
    document: OpenApiDocument,
    operations: readonly At[],
    context: Omit<SchemeContext, 'scopes'>,
    options: Pick<OpenApiOptions, 'securitySchemes' | 'prefer'>,
  ) {
    this.#document = document;
    this.#context = context;
    this.#options = options;
    this.#schemes = member(member(document.root, 'components'), 'securitySchemes');
    const requirements = [document.root, ...operations].map((at) => member(at, 'security'));
    for (const [name, scopes] of requirements.flatMap(members).flatMap(([, each]) => members(each))) {
      const known = this.#scopes.get(name) ?? new Set();
      for (const scope of Array.isArray(scopes.value) ? scopes.value : []) known.add(String(scope));
      this.#scopes.set(name, known);
    }
  }

  /** Names of the security schemes. */
  get names(): readonly string[] {
    return members(this.#schemes).map(([name]) => name);
  }

  #scheme(name: string): Scheme {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const own = ownValue(this.#options.securitySchemes, name);
    const made = own === undefined ? this.#made(name) : { sent: own };
    this.#known.set(name, made);
    return made;
  }

  /** Each login but the first has variables of its own. */
  #made(name: string): Scheme {
    const at = member(this.#schemes, name);
    if (at.value === undefined)
      return { sent: 'none', problem: `${name}: there is no such security scheme in components` };
    const scopes = [...(this.#scopes.get(name) ?? [])];
    const scheme = schemeOf(name, this.#document.deref(at), { ...this.#context, scopes });
    const grant = grantOf(scheme);
    if (grant === undefined) return scheme;
    const isFirst = [...this.#known.values()].every((each) => grantOf(each) === undefined);
    return isFirst ? scheme : { ...scheme, sent: asIdentity(words(name), grant) };
  }

  /** What an operation is sent with: its own, or what holds for the document. */
  of(operation: At): Secured {
    const own = member(operation, 'security');
    return this.#read(own.value === undefined ? member(this.#document.root, 'security') : own);
  }

  /** Of alternatives the preferred one is taken, else the first that has a credential. */
  #read(requirements: At): Secured {
    const alternatives = members(requirements).map(([, each]) => ({
      names: members(each).map(([name]) => name),
      secured: this.#requirement(each),
    }));
    const preferred = (this.#options.prefer ?? []).flatMap((name) =>
      alternatives.filter(({ names }) => names.includes(name)),
    );
    const chosen =
      preferred[0] ??
      alternatives.find(({ secured }) => isWhole(secured) && secured.authorization !== 'none') ??
      alternatives.find(({ secured }) => secured.authorization !== 'none' || secured.beside.length > 0) ??
      alternatives[0];
    if (chosen === undefined) return NOTHING;
    const others = alternatives
      .filter((each) => each !== chosen)
      .map(({ names }) => names.join(' and ') || 'nothing');
    if (others.length === 0) return chosen.secured;
    const note = `it may also be sent with ${others.join(', or ')}`;
    return { ...chosen.secured, notes: [...chosen.secured.notes, note] };
  }

  #requirement(requirement: At): Secured {
    let secured = NOTHING;
    for (const [name, scopes] of members(requirement)) {
      const scheme = this.#scheme(name);
      const all = Array.isArray(scopes.value) ? scopes.value.map(String) : [];
      const list = all.filter((each) => each !== scheme.leftOut);
      const scope = list.length > 0 && grantOf(scheme) !== undefined ? list.join(' ') : secured.scope;
      secured = { ...withScheme(secured, name, scheme), scope };
    }
    return secured;
  }
}

const isWhole = ({ problems }: Secured): boolean => problems.length === 0;

/** A requirement of several schemes sends them all. */
const withScheme = (secured: Secured, name: string, { sent, problem }: Scheme): Secured => {
  const told =
    problem === undefined
      ? secured
      : { ...secured, notes: [...secured.notes, problem], problems: [...secured.problems, problem] };
  const beside = (more: Beside) => ({ ...told, beside: [...told.beside, more] });
  if (typeof sent === 'string') return told;
  const lost = `${name}: it can't be sent beside another authorization`;
  const withLost = { ...told, notes: [...told.notes, lost], problems: [...told.problems, lost] };
  if (sent.kind === 'beside') return beside(sent);
  const { authorization } = secured;
  if (authorization === 'none') return { ...told, authorization: sent };
  if (sent.kind === 'apiKey') return isOwnHeader(sent) ? withLost : beside(besideOf(sent));
  if (typeof authorization === 'object' && authorization.kind === 'apiKey' && !isOwnHeader(authorization))
    return { ...beside(besideOf(authorization)), authorization: sent };
  return withLost;
};

type ApiKey = Extract<PostmanAuthDeclaration, { kind: 'apiKey' }>;

/** Every authorization has this header for itself. */
const isOwnHeader = ({ key, in: place = 'header' }: ApiKey): boolean =>
  place === 'header' && key.toLowerCase() === 'authorization';

const besideOf = ({ key, value, in: place = 'header' }: ApiKey): Beside => ({
  kind: 'beside',
  in: place,
  name: key,
  value,
});

const grantOf = ({ sent }: Scheme): Authorization | undefined =>
  typeof sent === 'object' && sent.kind !== 'beside' ? grantIn(sent) : undefined;
