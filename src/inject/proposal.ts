/** What a login that was found says as a declaration: the authorization, and what of it could not be understood or carried over. */

import { isRecord, type Json } from '../values/json.ts';
import { placeholdersIn } from '../values/placeholders.ts';
import { isAuthorization, tokenHeaderOf, type Login } from './login.ts';
import type { SentRequest } from './sandbox/reading.ts';
import type { Call, Proposal } from './declaration.ts';
import { audienceOf, claimOf, jwtOptions, type Options } from './proposal-jwt.ts';
import { ProposalTexts } from './proposal-text.ts';

/** Parameters that have a field of their own. */
const RULED = new Set([
  'grant_type',
  'scope',
  'assertion',
  'refresh_token',
  'client_assertion',
  'client_assertion_type',
  'client_secret',
  'client_id',
]);
const SENT_ANYWAY =
  /^(?:accept|accept-encoding|authorization|cache-control|connection|content-length|content-type|host|user-agent|postman-token)$/i;

class Proposer {
  readonly texts: ProposalTexts;
  readonly #login: Login;
  readonly #parameters: ReadonlyMap<string, string>;

  constructor(login: Login, texts: ProposalTexts) {
    this.#login = login;
    this.texts = texts;
    this.#parameters = new Map(login.request?.parameters);
  }

  propose(): Call {
    const { request, jwt } = this.#login;
    if (request === undefined)
      return { call: 'bearerJwt', options: { ...this.#ownJwt(undefined), ...this.#everywhere() } };
    const grantType = this.texts.known(this.#parameters.get('grant_type') ?? '');
    const options = { ...this.#endpoint(request), ...this.#everywhere() };
    if (jwt !== undefined && (grantType.endsWith(':jwt-bearer') || this.#isJwt('assertion')))
      return this.#jwtBearer(options);
    if (grantType === 'refresh_token') {
      const variable = this.texts.variable(
        this.#parameters.get('refresh_token') ?? '',
        'refresh_token',
        'the refresh token',
        true,
      );
      return {
        call: 'refreshToken',
        options: {
          ...options,
          ...this.#client(request),
          ...(variable !== 'refresh_token' && { refreshToken: variable }),
        },
      };
    }
    if (!['client_credentials', ''].includes(grantType))
      this.texts.tell(
        `the script asks with grant_type ${this.texts.text(grantType, 'grant_type')}; the declaration asks with it as a client does for itself`,
      );
    const own = grantType === 'client_credentials' ? undefined : this.texts.text(grantType, 'grant_type');
    if (grantType === '')
      this.texts.tell('the token request has no grant_type; the declaration sends client_credentials');
    return {
      call: 'clientCredentials',
      options: {
        ...options,
        ...(own !== undefined && own !== '' && { grantType: own }),
        ...this.#client(request),
      },
    };
  }

  #isJwt(parameter: string): boolean {
    const text = this.#parameters.get(parameter);
    return text !== undefined && this.texts.marks.within(text).length > 0 && this.#login.jwt !== undefined;
  }

  #endpoint({ url, headers, encoding }: SentRequest): Options {
    const tokenEndpoint = this.texts.text(url, 'the address of the token endpoint');
    const others = headers.filter(([name]) => !SENT_ANYWAY.test(name));
    const further = [...this.#parameters].filter(([name]) => !RULED.has(name));
    const all = (pairs: readonly (readonly [string, string])[], what: string): Json | undefined =>
      pairs.length === 0
        ? undefined
        : Object.fromEntries(
            pairs.map(([name, value]) => [name, this.texts.text(value, `the ${what} ${name}`, name)]),
          );
    const scope = this.#parameters.get('scope');
    const namesClient = this.#isJwt('client_assertion') && this.#parameters.has('client_id');
    return {
      tokenEndpoint,
      allowHttp: /^http:\/\//i.test(tokenEndpoint) ? true : undefined,
      scope: scope === undefined || scope === '' ? undefined : this.texts.text(scope, 'the scope'),
      parameters: all(
        [
          ...further,
          ...(namesClient ? [['client_id', this.#parameters.get('client_id') ?? ''] as const] : []),
        ],
        'parameter',
      ),
      headers: all(others, 'header'),
      encoding: encoding === 'json' ? 'json' : undefined,
    };
  }

  /** Where the token goes. */
  #everywhere(): Options {
    const { tokenVariables, tokenMember } = this.#login;
    const [first, ...others] = tokenVariables;
    if (others.length > 0)
      this.texts.tell(
        `the script puts the token into ${tokenVariables.join(' and ')}; the login puts it into ${first} alone`,
      );
    if (tokenMember !== undefined && !['access_token', 'id_token'].includes(tokenMember))
      this.texts.tell(
        `the script takes ${tokenMember} of the response for the token; the login knows access_token and id_token alone`,
      );
    const header = tokenHeaderOf(this.#login);
    return {
      token: tokenMember === 'id_token' ? 'id_token' : undefined,
      header: header === undefined ? undefined : { ...header },
      variables: first === undefined || first === 'access_token' ? undefined : { accessToken: first },
    };
  }

  #scope(scopeParameter: Json | undefined): Options {
    const claim = this.#login.jwt && claimOf(this.#login.jwt, 'scope', this.texts);
    return claim === undefined || scopeParameter !== undefined ? {} : { scope: claim };
  }

  /** A JWT with issuer and subject of its own; the client id where that is the issuer. */
  #jwtOf(tokenEndpoint: string | undefined): { readonly call: Call; readonly own: Options } {
    const { jwt } = this.#login;
    if (jwt === undefined) return { call: { call: 'signedJwt' }, own: {} };
    const settings = jwtOptions(jwt, this.texts);
    const inFile = isRecord(settings['keyFile']) && settings['keyFile']['clientId'] !== undefined;
    const issuer = inFile ? undefined : claimOf(jwt, 'iss', this.texts);
    const [variable] = /^\{\{([^{}]+)\}\}$/.test(issuer ?? '') ? placeholdersIn(issuer ?? '') : [];
    if (issuer === undefined && !inFile)
      this.texts.tell('the JWT has no iss in the script; the login says its client id there');
    const scope = claimOf(jwt, 'scope', this.texts);
    return {
      call: {
        call: 'signedJwt',
        options: {
          ...settings,
          issuer: variable === undefined ? issuer : undefined,
          subject: claimOf(jwt, 'sub', this.texts),
          audience: audienceOf(jwt, tokenEndpoint, this.texts),
          scopeClaim: scope === undefined || this.#parameters.has('scope') ? undefined : true,
        },
      },
      own: { clientId: variable === 'client_id' ? undefined : variable },
    };
  }

  #ownJwt(tokenEndpoint: string | undefined) {
    const { call, own } = this.#jwtOf(tokenEndpoint);
    return { ...own, ...this.#scope(undefined), jwt: call };
  }

  #jwtBearer(options: Options): Call {
    const { call, own } = this.#jwtOf(String(options['tokenEndpoint']));
    const { request } = this.#login;
    const client =
      request !== undefined &&
      (request.basic !== undefined ||
        this.#basic(request) !== undefined ||
        this.#parameters.has('client_secret'))
        ? this.#client(request)
        : this.#named();
    return {
      call: 'jwtBearer',
      options: { ...options, ...own, ...this.#scope(options['scope']), assertion: call, ...client },
    };
  }

  /** A client that names itself beside the assertion. */
  #named(): Record<string, Json | Call | undefined> {
    const id = this.#parameters.get('client_id');
    return id === undefined ? {} : { ...this.#clientId(id), clientAuthentication: { call: 'none' } };
  }

  #clientId(text: string): Options {
    const variable = this.texts.variable(text, 'client_id', 'the client id', false);
    return variable === 'client_id' ? {} : { clientId: variable };
  }

  #basic({ headers, basic }: SentRequest): readonly [string, string] | undefined {
    if (basic !== undefined) return basic;
    const value = headers.find(([name]) => isAuthorization(name))?.[1] ?? '';
    const mark = this.texts.marks.alone(/^Basic\s+(.+)$/i.exec(value)?.[1]);
    if (mark?.kind !== 'encoded') return undefined;
    const at = mark.text.indexOf(':');
    return [mark.text.slice(0, at), mark.text.slice(at + 1)];
  }

  /** How the client proves who it is. */
  #client(request: SentRequest): Record<string, Json | Call | undefined> {
    const { jwt } = this.#login;
    if (jwt !== undefined && this.#isJwt('client_assertion'))
      return this.#assertion(this.texts.text(request.url, 'the address of the token endpoint'));
    const id = this.#parameters.get('client_id') ?? '';
    if (
      jwt !== undefined &&
      this.#isJwt('client_secret') &&
      this.texts.marks.deep(this.#parameters.get('client_secret') ?? '').some(({ kind }) => kind === 'jwt')
    ) {
      return {
        ...this.#clientId(id),
        clientAuthentication: { call: 'jwtClientSecret', argument: this.#jwtOf(undefined).call },
      };
    }
    const basic = this.#basic(request);
    const secret = basic?.[1] ?? this.#parameters.get('client_secret');
    const own = this.#clientId(basic?.[0] ?? id);
    if (secret === undefined) return { ...own, clientAuthentication: { call: 'none' } };
    const variable = this.texts.variable(secret, 'client_secret', 'the client secret', true);
    return {
      ...own,
      clientAuthentication: {
        call: basic === undefined ? 'clientSecretPost' : 'clientSecretBasic',
        options: variable === 'client_secret' ? {} : { clientSecret: variable },
      },
    };
  }

  #assertion(tokenEndpoint: string): Record<string, Json | Call | undefined> {
    const { jwt } = this.#login;
    if (jwt === undefined) return {};
    const settings = jwtOptions(jwt, this.texts);
    const [issuer, subject] = ['iss', 'sub'].map((name) => claimOf(jwt, name, this.texts));
    if (subject !== undefined && subject !== issuer)
      this.texts.tell(
        `the JWT is issued by ${issuer ?? 'nobody'} about ${subject} in the script; an assertion of a client is issued by the client about itself`,
      );
    const scope = claimOf(jwt, 'scope', this.texts);
    const claimed = scope !== undefined && !this.#parameters.has('scope');
    return {
      ...this.#clientId(
        this.texts.marks.text(Object(jwt.claims).iss ?? this.#parameters.get('client_id') ?? ''),
      ),
      ...(claimed && { scope }),
      clientAuthentication: {
        call: String(settings['algorithm']).startsWith('HS') ? 'clientSecretJwt' : 'privateKeyJwt',
        options: {
          ...settings,
          audience: audienceOf(jwt, tokenEndpoint, this.texts),
          ...(claimed && { scopeClaim: true }),
        },
      },
    };
  }
}

/** The variables in which a login keeps the rest, by their usual names. */
const KEPT = { expires: 'expires', scope: 'scope', accessTokenFor: 'access_token_for' } as const;

/** No variable that somebody else uses may be written by the login. */
const withOwnVariables = (call: Call, isTaken: (name: string) => boolean): Call => {
  const text = JSON.stringify(call.options ?? {});
  const taken = Object.entries(KEPT).filter(([, name]) => isTaken(name) || text.includes(`{{${name}}}`));
  if (taken.length === 0) return call;
  const own = Object.fromEntries(taken.map(([part, name]) => [part, `login_${name}`]));
  return {
    ...call,
    options: { ...call.options, variables: { ...Object(call.options?.['variables']), ...own } },
  };
};

/**
 * Proposes a declaration.
 *
 * @param values values of variables, as far as the files tell them
 * @param isTaken true for a variable that the collection uses for something else
 */
export const propose = (
  login: Login,
  marks: ProposalTexts['marks'],
  values: ReadonlyMap<string, string>,
  isTaken: (name: string) => boolean,
): Proposal => {
  const texts = new ProposalTexts(marks, values);
  const call = withOwnVariables(new Proposer(login, texts).propose(), isTaken);
  return { call, unclear: texts.unclear, found: texts.found };
};
