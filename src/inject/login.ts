/** Finds the login in what a collection's scripts do: which request asks for the token, what is signed for it, where it goes, and which library signs. */

import type { TokenHeader } from '../oauth/authorization.ts';
import type { Mark, Marks, ScriptJwt } from './evaluate/marks.ts';
import { parseJson } from '../values/json.ts';
import type { Effect, SentRequest } from './sandbox/reading.ts';
import type { ReadCollection } from './scripts.ts';

/** A login that scripts do. */
export interface Login {
  /** The requests that ask for a token, by their numbers; empty where the JWT is the token. */
  readonly requests: ReadonlySet<number>;
  /** The first of them. */
  readonly request: SentRequest | undefined;
  readonly jwts: ReadonlySet<ScriptJwt>;
  /** The one that is sent, or is the token. */
  readonly jwt: ScriptJwt | undefined;
  /** Names of the variables into which scripts put the token. */
  readonly tokenVariables: readonly string[];
  /** What scripts put before the token, where a variable holds both. */
  readonly variablePrefix: string;
  /** The member of the response that is the token. */
  readonly tokenMember: string | undefined;
  /** Headers into which scripts put the token. */
  readonly headers: readonly Extract<Effect, { kind: 'header' }>[];
  readonly library: SignerLibrary;
}

/** The code that scripts load so as to sign. */
export interface SignerLibrary {
  /** Variables that hold it. */
  readonly variables: ReadonlySet<string>;
  /** Requests that fetch it, by their numbers. */
  readonly requests: ReadonlySet<number>;
}

/** A JWT that is made by hand: header, claims and signature, each encoded. */
const handMade = (text: string, marks: Marks): ScriptJwt | undefined => {
  const [header, claims, last, ...more] = text.split('.').map((part) => marks.alone(part));
  if (more.length > 0 || header?.kind !== 'encoded' || claims?.kind !== 'encoded' || last === undefined)
    return undefined;
  const signature = last.kind === 'encoded' ? marks.alone(last.text) : last;
  if (signature?.kind !== 'signature') return undefined;
  return {
    algorithm: signature.algorithm,
    header: parseJson(header.text),
    claims: parseJson(claims.text),
    key: signature.key,
  };
};

/** Finds JWTs in texts; the same object for one that is met again. */
class JwtFinder {
  readonly #marks: Marks;
  readonly #made = new Map<string, ScriptJwt>();

  constructor(marks: Marks) {
    this.#marks = marks;
  }

  /** The JWTs in a text, made by a library or by hand, whatever stands around them. */
  within(text: string): ScriptJwt[] {
    const own = this.#marks.deep(text).flatMap((mark) => (mark.kind === 'jwt' ? [mark.jwt] : []));
    const [made] = text.match(/\uE000\d+\uE001\.\uE000\d+\uE001\.\uE000\d+\uE001/) ?? [];
    if (made === undefined) return own;
    const jwt = this.#made.get(made) ?? handMade(made, this.#marks);
    if (jwt === undefined) return own;
    this.#made.set(made, jwt);
    return [...own, jwt];
  }
}

const textsOfRequest = ({ url, headers, parameters }: SentRequest): string =>
  [url, ...headers.flat(), ...parameters.flat()].join(' ');

/** What tells one login from another: where it asks, and how. */
const shapeOf = (request: SentRequest, read: ReadCollection): string =>
  JSON.stringify([request.url, request.parameters].flat(2).map((text) => read.reading.machine.show(text)));

const isTokenRequest = (request: SentRequest, finder: JwtFinder): boolean =>
  request.parameters.some(([name]) => name === 'grant_type') ||
  finder.within(textsOfRequest(request)).length > 0;

type SetEffect = Extract<Effect, { kind: 'set' }>;

const isSet = (effect: Effect): effect is SetEffect => effect.kind === 'set';
const isHeader = (effect: Effect): effect is Extract<Effect, { kind: 'header' }> => effect.kind === 'header';

/** A variable into which a script puts the token. */
interface FoundToken {
  readonly variable: string;
  /** What stands before it there. */
  readonly prefix: string;
  readonly member: string | undefined;
}

/** The member of a response that a value is, if it is nothing else but what stands before. */
const tokenIn = (text: string, requests: ReadonlySet<number>, marks: Marks) => {
  const [, prefix = '', rest = ''] = /^([^\uE000]*)(\uE000\d+\uE001)$/.exec(text) ?? [];
  const mark = marks.alone(rest);
  if (mark?.kind !== 'part' || !('request' in mark.source) || !requests.has(mark.source.request))
    return undefined;
  const member = mark.path.at(-1);
  if (member === undefined || !/token|jwt|bearer/i.test(member) || /type|expir|refresh/i.test(member))
    return undefined;
  return { prefix, member };
};

/** The code that is evaluated: the variables that hold it, and the requests whose responses it is. */
const libraryOf = ({ reading }: ReadCollection): SignerLibrary => {
  const { marks } = reading.machine;
  const evaluated = reading.effects.flatMap((effect) =>
    effect.kind === 'evaluate' ? marks.deep(effect.from) : [],
  );
  const requests = new Set(
    evaluated.flatMap((mark) =>
      mark.kind === 'part' && 'request' in mark.source ? [mark.source.request] : [],
    ),
  );
  const variables = new Set(
    evaluated.flatMap((mark) =>
      mark.kind === 'variable'
        ? [mark.name]
        : mark.kind === 'part' && 'variable' in mark.source
          ? [mark.source.variable]
          : [],
    ),
  );
  const partOf = (value: unknown): Mark[] => marks.deep(marks.marksOf(value));
  // A loader may be read before or after what evaluates the variable.
  for (const effect of reading.effects.filter(isSet)) {
    const from = partOf(effect.value).flatMap((mark) =>
      mark.kind === 'part' && 'request' in mark.source && mark.path.length === 0 ? [mark.source.request] : [],
    );
    if (variables.has(effect.variable)) for (const request of from) requests.add(request);
    else if (from.some((request) => requests.has(request))) variables.add(effect.variable);
  }
  return { variables, requests };
};

/** The requests of one login: those that look the same as the first one that is signed, or the first at all. */
const tokenRequestsOf = (read: ReadCollection, finder: JwtFinder): readonly number[] => {
  const { requests, machine, effects } = read.reading;
  const used = effects.flatMap((effect) =>
    isSet(effect) || isHeader(effect)
      ? machine.marks
          .deep(machine.marks.marksOf(effect.value))
          .flatMap((mark) => (mark.kind === 'part' && 'request' in mark.source ? [mark.source.request] : []))
      : [],
  );
  const asking = [...new Set(used)]
    .filter((at) => requests[at] !== undefined && isTokenRequest(requests[at], finder))
    .sort((one, other) => one - other);
  const isSigned = (at: number): boolean =>
    requests[at] !== undefined && finder.within(textsOfRequest(requests[at])).length > 0;
  const first = requests[asking.find(isSigned) ?? asking[0] ?? -1];
  if (first === undefined) return [];
  const shape = shapeOf(first, read);
  return asking.filter((at) => requests[at] !== undefined && shapeOf(requests[at], read) === shape);
};

/** Finds where the token of a login goes. */
class TokenFinder {
  readonly jwts: Set<ScriptJwt>;
  readonly #requests: ReadonlySet<number>;
  readonly #finder: JwtFinder;
  readonly #marks: Marks;

  constructor(requests: ReadonlySet<number>, read: ReadCollection, finder: JwtFinder) {
    this.#requests = requests;
    this.#finder = finder;
    this.#marks = read.reading.machine.marks;
    const sent = read.reading.requests.filter((_request, at) => requests.has(at));
    this.jwts = new Set(sent.flatMap((request) => finder.within(textsOfRequest(request))));
  }

  /** The token in a text, and what stands before it; the JWT itself where nobody is asked for a token. */
  within(text: string): Omit<FoundToken, 'variable'> | undefined {
    const token = tokenIn(text, this.#requests, this.#marks);
    const own = token === undefined && this.#requests.size === 0 ? this.#finder.within(text)[0] : undefined;
    if (own === undefined) return token;
    this.jwts.add(own);
    return { prefix: /^[^\uE000]*/.exec(text)?.[0] ?? '', member: undefined };
  }
}

/** The login of a collection's scripts; undefined where there is none. */
export const findLogin = (read: ReadCollection): Login | undefined => {
  const { machine, effects } = read.reading;
  const { marks } = machine;
  const jwtFinder = new JwtFinder(marks);
  const asking = tokenRequestsOf(read, jwtFinder);
  const requests = new Set(asking);
  const finder = new TokenFinder(requests, read, jwtFinder);
  const tokens = effects.filter(isSet).flatMap(({ variable, value }): FoundToken[] => {
    const token = finder.within(marks.text(value));
    return token === undefined ? [] : [{ variable, ...token }];
  });
  const variables = new Set(tokens.map(({ variable }) => variable));
  const isToken = (mark: Mark): boolean => mark.kind === 'variable' && variables.has(mark.name);
  const inHeaders = effects.filter(isHeader).flatMap((effect) => {
    const token = finder.within(effect.value);
    return token === undefined && !marks.within(effect.value).some(isToken) ? [] : [{ effect, token }];
  });
  if (tokens.length === 0 && inHeaders.length === 0) return undefined;
  const members = [...tokens, ...inHeaders.map(({ token }) => token)].map((token) => token?.member);
  return {
    requests,
    request: read.reading.requests[asking[0] ?? -1],
    jwts: finder.jwts,
    jwt: [...finder.jwts][0],
    tokenVariables: [...variables],
    variablePrefix: tokens[0]?.prefix.trim() ?? '',
    tokenMember: members.find((member) => member !== undefined),
    headers: inHeaders.map(({ effect }) => effect),
    library: libraryOf(read),
  };
};

/** The header into which scripts put the token; undefined where that is `Authorization: Bearer`, or no header. */
export const tokenHeaderOf = ({ headers: [first] }: Login): TokenHeader | undefined => {
  if (first === undefined) return undefined;
  const prefix = (/^[^\uE000]*/.exec(first.value)?.[0] ?? '').trim();
  if (isAuthorization(first.name) && /^bearer$/i.test(prefix)) return undefined;
  return { name: first.name, ...(prefix !== '' && { prefix }) };
};

/** True where a value is made of the login's JWT, of its signature, or of the response with the token. */
export const isOfLogin = (value: unknown, login: Login, marks: Marks): boolean => {
  const text = typeof value === 'string' ? value : marks.marksOf(value);
  return marks.deep(text).some((mark) => {
    if (mark.kind === 'jwt') return login.jwts.has(mark.jwt);
    if (mark.kind === 'part') return 'request' in mark.source && login.requests.has(mark.source.request);
    return (
      mark.kind === 'signature' && mark.key !== '' && [...login.jwts].some(({ key }) => mark.key === key)
    );
  });
};

/** True for the header that every login writes. */
export const isAuthorization = (name: string): boolean => /^(?:proxy-)?authorization$/i.test(name);
