/** Makes a request of an operation. */

import type { Header, RequestDeclaration } from '../../model/collection.ts';
import { grantIn } from '../../model/identities.ts';
import { bodyOf } from './bodies.ts';
import { oneLine } from '../../values/one-line.ts';
import { member, members, textIn, type At, type OpenApiDocument } from './document.ts';
import type { Operation } from './operations.ts';
import { proseIn } from './public.ts';
import { headerOf, parametersOf, pathValueOf, queryOf, type Lose, type Parameter } from './parameters.ts';
import { Sampler } from './sample.ts';
import { examplesOf } from './responses.ts';
import type { Secured, SecurityReader } from './security.ts';

/** Segments that are a parameter become path variables; within a segment Postman has none, so its value stands there. */
const pathOf = (
  { path, at }: Operation,
  parameters: readonly Parameter[],
  lose: Lose,
): { url: string; variables: RequestDeclaration['pathVariables'] } => {
  const known = new Map(parameters.filter((each) => each.in === 'path').map((each) => [each.name, each]));
  const variables: Record<string, { value: string; description?: string }> = {};
  const valueOf = (name: string): { value: string; description?: string } => {
    const parameter = known.get(name);
    if (parameter === undefined)
      lose(at, `no parameter declares {${name}} of the path; its own name stands for it`);
    return parameter === undefined ? { value: name } : pathValueOf(parameter);
  };
  const url = (path.split('#')[0] ?? '')
    .split('/')
    .map((segment) => {
      // Some documents write a parameter as Postman does.
      const [, name] = /^\{([^{}]+)\}$|^:([\w-]+)$/.exec(segment)?.filter((each) => each !== undefined) ?? [];
      if (name !== undefined && /^[\w-]+$/.test(name)) {
        variables[name] = valueOf(name);
        return `:${name}`;
      }
      return segment
        .replaceAll(/[\s\\^`|]/g, encodeURIComponent)
        .replaceAll(/\{([^{}]+)\}/g, (_, inner: string) => encodeURIComponent(valueOf(inner).value));
    })
    .join('/');
  return { url, variables: Object.keys(variables).length === 0 ? undefined : variables };
};

/** The address of the first server of the document, a path or an operation; undefined for one that begins nowhere. */
export const serverOf = (at: At): string | undefined => {
  const [first] = members(member(at, 'servers'));
  if (first === undefined) return undefined;
  const url = textIn(first[1], 'url') ?? '';
  const filled = url.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    String(member(member(member(first[1], 'variables'), name), 'default').value ?? name),
  );
  return filled.startsWith('http') ? filled.replace(/\/$/, '') : undefined;
};

/** Makes the requests of one document. */
export class RequestMaker {
  readonly #document: OpenApiDocument;
  readonly #security: SecurityReader;
  readonly #lose: Lose;
  readonly #sent: Sampler;
  readonly #received: Sampler;
  readonly #keys = new Set<string>();

  constructor(document: OpenApiDocument, security: SecurityReader, lose: Lose) {
    this.#document = document;
    this.#security = security;
    this.#lose = lose;
    this.#sent = new Sampler(document, 'request');
    this.#received = new Sampler(document, 'response');
  }

  /** The parameters of an operation; the values of their examples are computed once. */
  parameters({ item, at }: Operation): readonly Parameter[] {
    return parametersOf(this.#document, item, at, this.#sent, this.#lose);
  }

  /** @param common what holds for the whole collection */
  request(operation: Operation, parameters: readonly Parameter[], common: Secured): RequestDeclaration {
    const { method, item, at } = operation;
    const { url, variables } = pathOf(operation, parameters, this.#lose);
    const { body, others, notes } = bodyOf(this.#document, member(at, 'requestBody'), this.#sent);
    const secured = this.#security.of(at);
    this.#losses(at, secured);
    const [path, ...pairs] = url.split('?');
    const own = parameters.filter((each) => !isCredential(each, secured));
    const query = [
      ...[...new URLSearchParams(pairs.join('?'))].map(([name, value]) => ({ name, value })),
      ...own.filter((each) => each.in === 'query').flatMap(queryOf),
      ...besideIn(secured, 'query'),
    ];
    const headers = headersOf(own, secured, body !== undefined);
    const examples = examplesOf(this.#document, at, this.#received, others);
    const description = describe(operation, [...notes, ...secured.notes]);
    return {
      kind: 'request',
      name: oneLine(textIn(at, 'summary') ?? operation.name),
      key: this.#key(operation),
      method,
      url: `${serverOf(at) ?? serverOf(item) ?? '{{base_url}}'}${path ?? ''}`,
      ...(description !== '' && { description }),
      ...(variables !== undefined && { pathVariables: variables }),
      ...(query.length > 0 && { query }),
      ...(headers.length > 0 && { headers }),
      ...(body !== undefined && { body }),
      ...(examples.length > 0 && { examples }),
      ...authorizationOf(secured, common),
    };
  }

  #key({ name, path, operationId, at }: Operation): string {
    const wanted = operationId ?? name.replace(' /', ' ').toLowerCase();
    let key = wanted;
    for (let count = 2; this.#keys.has(key); count += 1) key = `${wanted} ${count}`;
    this.#keys.add(key);
    if (key !== wanted && !path.includes('#'))
      this.#lose(
        member(at, 'operationId'),
        `${wanted} is the operationId of another operation as well; give each its own, as ids in Postman are made of it`,
      );
    return key;
  }

  #losses(at: At, secured: Secured): void {
    if (member(at, 'callbacks').value !== undefined)
      this.#lose(member(at, 'callbacks'), 'callbacks are what the API sends; a request has none');
    for (const problem of secured.problems) this.#lose(member(at, 'security'), problem);
    for (const [, response] of members(member(at, 'responses'))) {
      const links = member(this.#document.deref(response), 'links');
      if (links.value !== undefined)
        this.#lose(links, 'links lead from one operation to another; a collection has none');
    }
  }
}

const describe = ({ item, at, deprecated }: Operation, notes: readonly string[]): string =>
  [
    proseIn(at) ?? proseIn(item) ?? '',
    ...[...notes, ...(deprecated ? ['it is deprecated'] : [])].map((note) => `Note: ${note}.`),
  ]
    .filter((each) => each !== '')
    .join('\n\n');

/** What a request declares of its own: what holds for the whole collection is declared there. */
const authorizationOf = (
  secured: Secured,
  common: Secured,
): Pick<RequestDeclaration, 'authorization' | 'scope'> => {
  const { authorization, scope } = secured;
  return {
    ...(authorization !== common.authorization && { authorization }),
    ...(scope !== undefined && grantIn(authorization) !== undefined && { scope }),
  };
};

/** Some documents declare as a parameter what their security says already. */
const isCredential = ({ in: place, name }: Parameter, { authorization, beside }: Secured): boolean => {
  const key =
    typeof authorization === 'object' && authorization.kind === 'apiKey' ? authorization : undefined;
  const sent = [...beside, ...(key === undefined ? [] : [{ in: key.in ?? 'header', name: key.key }])];
  return sent.some((each) => each.in === place && each.name.toLowerCase() === name.toLowerCase());
};

/** Headers that a request has anyway (OpenAPI 3.1 §4.8.12.2), unless one is demanded where it has not. */
const isGivenAnyway = ({ name, required }: Parameter, secured: Secured, hasBody: boolean): boolean => {
  const given = /^(?:accept|content-type|authorization)$/i.exec(name)?.[0].toLowerCase();
  if (given === undefined) return false;
  if (given === 'authorization') return !required || secured.authorization !== 'none';
  return !required || (given === 'content-type' && hasBody);
};

const headersOf = (parameters: readonly Parameter[], secured: Secured, hasBody: boolean): Header[] => {
  const cookies = [
    ...parameters.filter((each) => each.in === 'cookie').map((each) => ({ ...headerOf(each) })),
    ...besideIn(secured, 'cookie').map(({ name, value }) => ({ name, value, enabled: true })),
  ];
  const required = cookies.filter(({ enabled }) => enabled !== false);
  const texts = (each: typeof cookies): string =>
    each.map(({ name, value }) => `${name}=${value}`).join('; ');
  const optional = cookies.filter((each) => !required.includes(each));
  return [
    ...parameters
      .filter((each) => each.in === 'header' && !isGivenAnyway(each, secured, hasBody))
      .map(headerOf),
    ...besideIn(secured, 'header'),
    ...(cookies.length === 0
      ? []
      : [
          {
            name: 'Cookie',
            value: texts(required.length > 0 ? required : optional),
            ...(required.length === 0 && { enabled: false }),
            ...(required.length > 0 &&
              optional.length > 0 && { description: `Optional: ${texts(optional)}` }),
          },
        ]),
  ];
};

const besideIn = (secured: Secured, place: string): Header[] =>
  secured.beside.filter((each) => each.in === place).map(({ name, value }) => ({ name, value }));
