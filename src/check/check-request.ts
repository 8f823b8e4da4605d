/** Checks a request and its parts. */

import { checkBody } from './check-body.ts';
import { checkExamples } from './check-example.ts';
import { checkParameters } from './check-headers.ts';
import { checkMethod } from './check-method.ts';
import { checkScripts, type ScriptNames } from './check-scripts.ts';
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
];

/** A text, or a list of alternatives. */
const checkNeededScope = (fields: Fields): void => {
  if (!fields.has('scope')) return;
  const value = fields.get('scope');
  const alternatives: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (alternatives.length === 0 || !alternatives.every((text) => typeof text === 'string' && isScope(text))) {
    fields.report(
      'scope',
      'must be scope tokens with one blank between them (RFC 6749 §3.3), or a list of such texts',
    );
  }
  if (fields.get('authorization') === 'none') {
    fields.report('scope', "has no meaning with authorization: 'none'; remove one of them");
  }
};

/** What a request's collection says of it. */
export interface Surroundings {
  readonly scripts: ScriptNames;
  /** The collection has an authorization. */
  readonly logsIn: boolean;
}

const isSentAuthorization = (header: unknown): boolean =>
  isRecord(header) && header['enabled'] !== false && /^authorization$/i.test(String(header['name']));

/** Postman sends the token of the collection in its place. */
const checkOwnAuthorization = (fields: Fields): void => {
  if (fields.get('authorization') === 'none') return;
  const headers = fields.get('headers');
  const at = Array.isArray(headers) ? headers.findIndex(isSentAuthorization) : -1;
  if (at < 0) return;
  fields.report(
    `headers[${at}]`,
    "is an Authorization header, which the collection's authorization would replace; add authorization: 'none' to this request, or remove the header",
  );
};

/** Checks everything of a request but its name. */
export const checkRequest = (
  place: Place,
  value: Readonly<Record<string, unknown>>,
  { scripts, logsIn }: Surroundings,
) => {
  const fields = Fields.open(place, '', value, known);
  if (fields === undefined) return;
  fields.identity();
  checkMethod(fields);
  checkUrl(fields);
  fields.optionalText('description');
  checkParameters(fields, 'query', 'query');
  checkParameters(fields, 'headers', 'header');
  if (logsIn) checkOwnAuthorization(fields);
  checkBody(fields);
  checkExamples(fields);
  checkScripts(fields, scripts);
  checkSettings(fields);
  checkNeededScope(fields);
  const authorization = fields.get('authorization');
  if (authorization !== undefined && authorization !== 'none') {
    fields.report('authorization', "can only be 'none'; what logs in is the collection's authorization");
  }
};
