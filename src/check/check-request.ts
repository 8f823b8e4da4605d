/** Checks a request and its parts. */

import { checkAuthorization } from './check-authorization.ts';
import { checkBody } from './check-body.ts';
import { checkConnection } from './check-connection.ts';
import { checkExamples } from './check-example.ts';
import { checkParameters } from './check-headers.ts';
import { checkMethod } from './check-method.ts';
import { checkScripts, type ScriptNames } from './check-scripts.ts';
import { authKindNamed } from '../model/auth-kinds.ts';
import { isScope } from '../oauth/texts.ts';
import { checkSettings } from './check-settings.ts';
import { checkUrl } from './check-url.ts';
import { Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import type { Place } from '../values/place.ts';

const known = [
  'kind',
  'name',
  'key',
  'id',
  'method',
  'url',
  'fragment',
  'description',
  'pathVariables',
  'query',
  'headers',
  'body',
  'examples',
  'scripts',
  'settings',
  'authorization',
  'scope',
  'proxy',
  'certificate',
];

/** A text, or a list of alternatives. */
const checkNeededScope = (fields: Fields, authorization: unknown): void => {
  if (!fields.has('scope')) return;
  const value = fields.get('scope');
  const alternatives: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (alternatives.length === 0 || !alternatives.every((text) => typeof text === 'string' && isScope(text))) {
    fields.report(
      'scope',
      'must be scope tokens with one blank between them (RFC 6749 §3.3), or a list of such texts',
    );
  }
  if (authorization === 'none') {
    fields.report('scope', "has no meaning with authorization: 'none'; remove one of them");
  } else if (authKindNamed(kindOf(authorization)) !== undefined) {
    fields.report(
      'scope',
      'has a meaning with a grant of OAuth 2.0 only, and this request is sent with another authorization; remove it',
    );
  }
};

/** What stands around a request. */
export interface Surroundings {
  readonly scripts: ScriptNames;
  /** What a request is sent with that declares nothing; it may be anything. */
  readonly authorization: unknown;
}

/** What is sent with what lies in a collection, folder or request that declares nothing itself. */
export const around = (fields: Fields, surroundings?: Surroundings): unknown =>
  fields.has('authorization') && fields.get('authorization') !== 'inherit'
    ? fields.get('authorization')
    : surroundings?.authorization;

const kindOf = (authorization: unknown): unknown =>
  isRecord(authorization) ? authorization['kind'] : undefined;

/** Where the authorization puts what it sends: a list of the request, and the name in it. */
const placeOfCredential = (authorization: unknown): readonly ['headers' | 'query', string] => {
  if (!isRecord(authorization) || authorization['kind'] !== 'apiKey') return ['headers', 'Authorization'];
  return [authorization['in'] === 'query' ? 'query' : 'headers', String(authorization['key'])];
};

/** Postman sends what the authorization says in the place of what is declared. */
const checkOwnCredential = (fields: Fields, authorization: unknown): void => {
  if (authorization === undefined || authorization === 'none') return;
  const [list, name] = placeOfCredential(authorization);
  // Names of headers have no case (RFC 9110 §5.1).
  const plain = (text: string): string => (list === 'headers' ? text.toLowerCase() : text);
  const entries = fields.get(list);
  const at = (Array.isArray(entries) ? entries : []).findIndex(
    (entry) => isRecord(entry) && entry['enabled'] !== false && plain(String(entry['name'])) === plain(name),
  );
  if (at < 0) return;
  const what = list === 'query' ? 'parameter' : 'header';
  fields.report(
    `${list}[${at}]`,
    `is the ${what} ${name}, which the authorization would replace; add authorization: 'none' to this request, or remove the ${what}`,
  );
};

/** Checks everything of a request but its name. */
export const checkRequest = (
  place: Place,
  value: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
): void => {
  const fields = Fields.open(place, '', value, known);
  if (fields === undefined) return;
  fields.identity();
  checkMethod(fields);
  checkUrl(fields);
  fields.optionalText('description');
  checkParameters(fields, 'query', 'query');
  checkParameters(fields, 'headers', 'header');
  checkAuthorization(fields);
  checkOwnCredential(fields, around(fields, surroundings));
  checkBody(fields);
  checkExamples(fields);
  checkScripts(fields, surroundings.scripts);
  checkSettings(fields);
  checkConnection(fields);
  checkNeededScope(fields, around(fields, surroundings));
};
