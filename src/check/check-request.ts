/** Checks a request and its parts. */

import { checkParameters } from './check-headers.ts';
import { checkJson } from '../values/check-json.ts';
import { checkScripts, type ScriptNames } from './check-scripts.ts';
import { isScope } from '../oauth/texts.ts';
import { checkSettings } from './check-settings.ts';
import { checkUrl } from './check-url.ts';
import { describe, Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import type { Method } from '../model/collection.ts';
import { placeholderProblems } from '../values/placeholders.ts';
import type { Place } from '../values/place.ts';

const methods: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const known = [
  'kind',
  'name',
  'key',
  'method',
  'url',
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

const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/;

const checkMediaType = (body: Fields): void => {
  const value = body.text('mediaType');
  if (value !== undefined && !mediaType.test(value)) {
    body.report(
      'mediaType',
      `must be a media type such as application/json, but is ${JSON.stringify(value)}`,
    );
  }
};

const checkBodyContent = (place: Place, value: Readonly<Record<string, unknown>>): void => {
  if ('form' in value) {
    const body = Fields.open(place, 'body', value, ['form']);
    if (body !== undefined) checkParameters(body, 'form', 'form');
  } else if ('text' in value) {
    const body = Fields.open(place, 'body', value, ['text', 'mediaType']);
    for (const problem of placeholderProblems(body?.value('text') ?? '')) body?.report('text', problem);
    if (body !== undefined) checkMediaType(body);
  } else {
    const body = Fields.open(place, 'body', value, ['json', 'mediaType']);
    checkJson(place, 'body.json', value['json'], 'sent');
    if (body?.has('mediaType') === true) checkMediaType(body);
  }
};

const checkBody = (fields: Fields): void => {
  if (!fields.has('body')) return;
  const value = fields.get('body');
  const kinds = isRecord(value) ? ['json', 'form', 'text'].filter((kind) => value[kind] !== undefined) : [];
  if (!isRecord(value) || kinds.length !== 1) {
    const given = kinds.length > 1 ? `has ${kinds.join(' and ')}` : `is ${describe(value)}`;
    fields.report('body', `must be one of { json }, { form }, { text, mediaType }, but ${given}`);
    return;
  }
  checkBodyContent(fields.place, value);
};

const checkExample = (place: Place, label: string, value: unknown): string | undefined => {
  const fields = Fields.open(place, label, value, ['name', 'status', 'headers', 'body']);
  if (fields === undefined) return undefined;
  fields.wholeNumber('status', 100, 599, 'an HTTP status code');
  checkParameters(fields, 'headers', 'header');
  if (fields.has('body')) checkJson(place, fields.label('body'), fields.get('body'), 'plain');
  return fields.text('name');
};

const checkExamples = (fields: Fields): void => {
  const names = new Set<string>();
  for (const { value, label } of fields.list('examples')) {
    const name = checkExample(fields.place, label, value);
    if (name !== undefined && names.has(name)) {
      fields.place.report(
        `${label} is the second example named ${JSON.stringify(name)}; ids are made of names`,
      );
    }
    if (name !== undefined) names.add(name);
  }
};

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
  fields.key();
  fields.choice('method', methods);
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
