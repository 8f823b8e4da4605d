/** Checks a request's body. */

import { checkJson } from '../values/check-json.ts';
import { describe, Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import { placeholderProblems } from '../values/placeholders.ts';
import { checkParameter, checkParameters } from './check-headers.ts';

const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/;

const checkMediaType = (fields: Fields): void => {
  const value = fields.text('mediaType');
  if (value !== undefined && !mediaType.test(value)) {
    fields.report(
      'mediaType',
      `must be a media type such as application/json, but is ${JSON.stringify(value)}`,
    );
  }
};

const checkOptionalMediaType = (fields: Fields): void => {
  if (fields.has('mediaType')) checkMediaType(fields);
};

const checkText = (fields: Fields, name: string): void => {
  for (const problem of placeholderProblems(fields.value(name) ?? '', fields.place.literals)) {
    fields.report(name, problem);
  }
};

/** A path that is the same on every machine. */
const pathProblem = (path: string): string | undefined => {
  if (/^(?:\/|[a-z]:|~)/i.test(path))
    return 'must be a path from the project folder: no other machine has this one';
  if (path.includes('\\')) return 'must have forward slashes, which every system understands';
  return path.split('/').includes('..') ? 'leads out of the project folder' : undefined;
};

const checkPath = (fields: Fields, label: string, path: unknown): void => {
  const problem =
    typeof path !== 'string' || path.trim() === ''
      ? `must be the path of a file, but is ${describe(path)}`
      : (placeholderProblems(path, fields.place.literals)[0] ?? pathProblem(path));
  if (problem !== undefined) fields.place.report(`${label} ${problem}`);
};

const checkFilePart = (fields: Fields): void => {
  fields.text('name');
  fields.optionalText('description');
  fields.optionalFlag('enabled');
  const paths = fields.get('file');
  if (!Array.isArray(paths)) checkPath(fields, fields.label('file'), paths);
  else for (const { value, label } of fields.list('file')) checkPath(fields, label, value);
};

const checkFormData = (body: Fields): void => {
  for (const { value, label } of body.list('formData')) {
    const isFile = isRecord(value) && value['file'] !== undefined;
    const content = isFile ? 'file' : 'value';
    const fields = Fields.open(body.place, label, value, [
      'name',
      content,
      'mediaType',
      'description',
      'enabled',
    ]);
    if (fields === undefined) continue;
    if (isFile) checkFilePart(fields);
    else checkParameter(fields, 'form');
    checkOptionalMediaType(fields);
  }
};

const checkGraphQL = (body: Fields): void => {
  const fields = Fields.open(body.place, body.label('graphql'), body.get('graphql'), [
    'query',
    'variables',
    'operationName',
  ]);
  if (fields === undefined) return;
  checkText(fields, 'query');
  if (fields.has('operationName')) fields.text('operationName');
  if (!fields.has('variables')) return;
  const variables = fields.get('variables');
  if (isRecord(variables)) checkJson(fields.place, fields.label('variables'), variables, 'sent');
  else fields.report('variables', `must be an object, but is ${describe(variables)}`);
};

/** What each kind of body is declared with, beside the field that names it. */
const kinds: Readonly<Record<string, { fields: readonly string[]; check(body: Fields): void }>> = {
  json: {
    fields: ['mediaType'],
    check: (body) => {
      checkJson(body.place, body.label('json'), body.get('json'), 'sent');
      checkOptionalMediaType(body);
    },
  },
  text: {
    fields: ['mediaType'],
    check: (body) => {
      checkText(body, 'text');
      checkMediaType(body);
    },
  },
  form: { fields: [], check: (body) => checkParameters(body, 'form', 'form') },
  formData: { fields: [], check: checkFormData },
  file: {
    fields: ['mediaType'],
    check: (body) => {
      checkPath(body, body.label('file'), body.get('file'));
      checkOptionalMediaType(body);
    },
  },
  graphql: { fields: [], check: checkGraphQL },
};

const EXPECTED = 'one of { json }, { text, mediaType }, { form }, { formData }, { file }, { graphql }';

/** Checks the field `body`. */
export const checkBody = (owner: Fields): void => {
  if (!owner.has('body')) return;
  const value = owner.get('body');
  const names = isRecord(value) ? Object.keys(kinds).filter((kind) => value[kind] !== undefined) : [];
  const [name = ''] = names;
  const kind = names.length === 1 ? kinds[name] : undefined;
  if (!isRecord(value) || kind === undefined) {
    const given = names.length > 1 ? `has ${names.join(' and ')}` : `is ${describe(value)}`;
    owner.report('body', `must be ${EXPECTED}, but ${given}`);
    return;
  }
  const body = Fields.open(owner.place, owner.label('body'), value, [name, ...kind.fields, 'enabled']);
  if (body === undefined) return;
  body.optionalFlag('enabled');
  kind.check(body);
};
