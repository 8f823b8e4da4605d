/** Holds a response to what the description of the API says of its operation: status, content type, body. */

import Ajv from 'ajv';
import type { Contract, Responses } from './description.ts';
import { findOperation, pathOf, statusKey } from './operations.ts';

const MOST_PROBLEMS = 5;

const essence = (type: string): string => type.split(';')[0]?.trim().toLowerCase() ?? '';

/** The declared media type that a content type is of: itself, or a range. */
const typeKey = (types: readonly string[], type: string): string | undefined => {
  const [kind = ''] = type.split('/');
  const ranges = new Set([`${kind}/*`, '*/*']);
  return types.find((each) => essence(each) === type) ?? types.find((each) => ranges.has(essence(each)));
};

const isJsonType = (type: string): boolean => /[/+]json$/.test(type);

/** The schema with all that it refers to. */
const compile = (schemas: readonly string[], index: number) => {
  const ajv = new Ajv({
    allErrors: true,
    jsonPointers: true,
    unknownFormats: 'ignore',
    meta: false,
    validateSchema: false,
    logger: false,
  });
  const added = new Set<number>();
  const pending = [index];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (added.has(next)) continue;
    added.add(next);
    const text = schemas[next] ?? 'true';
    ajv.addSchema(JSON.parse(text), `s${next}`);
    for (const [, other] of text.matchAll(/"\$ref":"s(\d+)"/g)) pending.push(Number(other));
  }
  return ajv.getSchema(`s${index}`);
};

/** What is wrong with a value, in words; nothing of the value itself. */
const problemsOf = (schemas: readonly string[], index: number, value: unknown): readonly string[] => {
  const validate = compile(schemas, index);
  if (validate === undefined || validate(value) === true) return [];
  return (validate.errors ?? []).map(({ dataPath, message, params }) => {
    const place = dataPath === '' ? 'the body' : dataPath;
    const { allowedValues, additionalProperty } = params as Record<string, unknown>;
    const more = Array.isArray(allowedValues)
      ? `: ${allowedValues.map((each) => JSON.stringify(each)).join(', ')}`
      : typeof additionalProperty === 'string'
        ? `: ${additionalProperty}`
        : '';
    return `${place} ${message ?? 'is not valid'}${more}`;
  });
};

const told = (problems: readonly string[]): string => {
  const unique = [...new Set(problems)];
  const more = unique.length > MOST_PROBLEMS ? `; and ${unique.length - MOST_PROBLEMS} more` : '';
  return unique.slice(0, MOST_PROBLEMS).join('; ') + more;
};

const bodyProblem = (schemas: readonly string[], index: number): string | undefined => {
  const body = pm.response.text();
  if (body.trim() === '') return 'the response has no body';
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'the body is no JSON';
  }
  const problems = problemsOf(schemas, index, value);
  return problems.length === 0 ? undefined : told(problems);
};

/** Statuses whose responses have no body (RFC 9110 §6.4.1). */
const isBodiless = (method: string, status: number): boolean =>
  method === 'HEAD' || status === 204 || status === 205 || status === 304;

const test = (name: string, problem: string | undefined): void => {
  pm.test(name, () => {
    if (problem !== undefined) throw new Error(problem);
  });
};

/** Tests of the response; none for a request of which the description knows nothing. */
export const holdToContract = ({ checks, base, operations, schemas }: Contract): void => {
  const { method, url } = pm.request;
  const { code: status } = pm.response;
  const path = pathOf(url.getPath());
  const key = findOperation(Object.keys(operations), method, path, pathOf(pm.variables.replaceIn(base)));
  if (key === undefined || !status) return;
  const responses = JSON.parse(operations[key] ?? '{}') as Responses;
  const statuses = Object.keys(responses);
  const declared = statusKey(statuses, status);
  if (checks.includes('status') && statuses.length > 0)
    test(
      'The status is a declared one',
      declared === undefined
        ? `${key} responded with ${status}; its description declares ${statuses.join(', ')}`
        : undefined,
    );
  const content = declared === undefined ? {} : (responses[declared] ?? {});
  const types = Object.keys(content);
  if (types.length === 0 || isBodiless(method, status)) return;
  const type = essence(pm.response.headers.get('Content-Type') ?? '');
  const found = typeKey(types, type);
  if (checks.includes('contentType'))
    test(
      'The content type is a declared one',
      found === undefined
        ? `the content type is ${type === '' ? 'none' : type}; the description declares ${types.join(', ')}`
        : undefined,
    );
  const schema = found === undefined ? null : content[found];
  if (checks.includes('body') && typeof schema === 'number' && isJsonType(type))
    test('The body is valid against its schema', bodyProblem(schemas, schema));
};
