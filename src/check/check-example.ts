/** Checks the saved examples of a request. */

import { checkJson } from '../values/check-json.ts';
import { isAsRead } from '../model/original.ts';
import { Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import { unlessAsRead } from './as-read.ts';
import { checkBody } from './check-body.ts';
import { checkParameters } from './check-headers.ts';
import { checkMethod } from './check-method.ts';
import { checkUrl } from './check-url.ts';

const checkCookies = (example: Fields): void => {
  for (const { value, label } of example.list('cookies')) {
    const fields = Fields.open(example.place, label, value, [
      'name',
      'value',
      'domain',
      'path',
      'expires',
      'secure',
      'httpOnly',
      'hostOnly',
    ]);
    fields?.text('name');
    fields?.value('value');
    fields?.text('domain');
    fields?.optionalText('path');
    fields?.optionalText('expires');
    for (const flag of ['secure', 'httpOnly', 'hostOnly']) fields?.optionalFlag(flag);
  }
};

const base64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

const checkContent = (example: Fields): void => {
  if (example.has('body')) {
    checkJson(example.place, example.label('body'), example.get('body'), 'plain');
    if (example.has('bytes')) example.report('bytes', 'stands beside body; an example has one of them');
  }
  const bytes = example.has('bytes') ? example.text('bytes') : undefined;
  if (bytes !== undefined && !base64.test(bytes)) {
    example.report('bytes', 'must be base64 (RFC 4648 §4), with its padding and without line breaks');
  }
};

/** What was sent for it: any part of a request that is sent. */
const checkSent = (example: Fields, request: Fields): void => {
  if (!example.has('request')) return;
  const label = example.label('request');
  const names = ['method', 'url', 'fragment', 'pathVariables', 'query', 'headers', 'body'];
  const own = Fields.open(example.place, label, example.get('request'), names);
  if (own === undefined) return;
  if (own.has('method')) checkMethod(own);
  const address = Fields.open(
    example.place,
    label,
    {
      url: own.get('url') ?? request.get('url'),
      fragment: own.get('fragment'),
      pathVariables: own.get('pathVariables') ?? request.get('pathVariables'),
    },
    names,
  );
  const isOwn = own.has('url') || own.has('fragment') || own.has('pathVariables');
  if (isOwn && address !== undefined) checkUrl(address);
  checkParameters(own, 'query', 'query');
  checkParameters(own, 'headers', 'header');
  checkBody(own);
};

const checkExample = (request: Fields, label: string, value: unknown): Fields | undefined => {
  const place = isRecord(value) ? unlessAsRead(request.place, value, label) : request.place;
  const fields = Fields.open(place, label, value, [
    'name',
    'key',
    'id',
    'status',
    'headers',
    'cookies',
    'responseTime',
    'body',
    'bytes',
    'request',
  ]);
  if (fields === undefined) return undefined;
  fields.text('name');
  fields.identity();
  fields.wholeNumber('status', 100, 599, 'an HTTP status code');
  checkParameters(fields, 'headers', 'header');
  checkCookies(fields);
  if (fields.has('responseTime')) {
    fields.wholeNumber('responseTime', 0, 86_400_000, 'a whole number of milliseconds');
  }
  checkContent(fields);
  checkSent(fields, request);
  return fields;
};

/** Checks the field `examples`. */
export const checkExamples = (request: Fields): void => {
  const keys = new Set<unknown>();
  for (const { value, label } of request.list('examples')) {
    const fields = checkExample(request, label, value);
    if (fields === undefined || fields.has('id') || (isRecord(value) && isAsRead(value, 'name'))) continue;
    const key = fields.get('key') ?? fields.get('name');
    if (typeof key === 'string' && keys.has(key)) {
      request.place.report(
        `${label} is the second example with the name or key ${JSON.stringify(key)}, of which ids are made; give one of them a key of its own`,
      );
    }
    keys.add(key);
  }
};
