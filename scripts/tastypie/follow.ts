/** Tests the responses of a Tastypie service, and keeps the ids that other requests use. */

import { keep, keepJson } from '../login/sandbox.ts';

interface Parameters {
  /** By the path of a list, the variables of its resource: `listed|created|kept variable|kept field`. */
  readonly resources: { readonly [path: string]: string };
}

const STATUSES: { readonly [method: string]: readonly number[] } = {
  GET: [200],
  POST: [201],
  PUT: [200, 204],
  PATCH: [200, 202, 204],
  DELETE: [204],
};

type Members = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const ENTITIES: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Services escape what they say for HTML. */
const unescaped = (text: string): string =>
  text.replace(
    /&(?:#x([\da-f]+)|#(\d+)|(amp|lt|gt|quot));/gi,
    (_, hex?: string, code?: string, name = '') => {
      if (hex !== undefined || code !== undefined)
        return String.fromCharCode(hex === undefined ? Number(code) : parseInt(hex, 16));
      return ENTITIES[name.toLowerCase()] ?? '';
    },
  );

/** What an error says: `error`, `error_message`, lists by field, those below the resource's name, or no JSON at all. */
const errorIn = (body: unknown): string => {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) return body.map(errorIn).join(' ');
  if (!isObject(body)) return '';
  const { error, error_message: message } = body;
  if (error !== undefined || message !== undefined) return [error, message].map(errorIn).join(' ').trim();
  return Object.keys(body)
    .map((name) => `${name}: ${errorIn(body[name])}`)
    .join('; ');
};

const LONGEST = 300;

const shown = (text: string): string => unescaped(text).replace(/\s+/g, ' ').trim().slice(0, LONGEST);

const idOf = (uri: unknown): string => /([^/]+)\/?$/.exec(String(uri ?? ''))?.[1] ?? '';

const problemOf = (method: string, status: number, body: unknown): string | undefined => {
  const expected = STATUSES[method] ?? [200];
  if (expected.includes(status)) return undefined;
  const error = shown(errorIn(body));
  return `${method} responded with ${status}, not ${expected.join(' or ')}${error === '' ? '' : `: ${error}`}`;
};

const shapeProblem = (isList: boolean, body: unknown): string | undefined => {
  if (!isObject(body)) return 'the body is no JSON object';
  if (!isList) return undefined;
  return isObject(body['meta']) && Array.isArray(body['objects'])
    ? undefined
    : 'the body is no list: it has no `meta` or no `objects`';
};

const firstOf = (body: unknown): unknown => {
  const objects = isObject(body) ? body['objects'] : undefined;
  return Array.isArray(objects) ? objects[0] : undefined;
};

const objectId = (object: unknown): string => {
  if (!isObject(object)) return '';
  return object['resource_uri'] === undefined ? String(object['id'] ?? '') : idOf(object['resource_uri']);
};

const test = (name: string, problem: string | undefined): void => {
  pm.test(name, () => {
    if (problem !== undefined) throw new Error(problem);
  });
};

/** Keeps what is found. */
const keepIds = (line: string, method: string, isList: boolean, body: unknown): void => {
  const [listed = '', created = '', kept = '', field = ''] = line.split('|');
  if (method === 'GET' && isList && listed !== '') keep(listed, objectId(firstOf(body)));
  if (method === 'GET' && !isList && kept !== '' && isObject(body)) keepJson(kept, body[field]);
  const isListed = listed !== '' && pm.environment.get(listed) === pm.environment.get(created);
  if (method === 'POST' && created !== '') {
    const id = idOf(pm.response.headers.get('Location')) || objectId(body);
    keep(created, id);
    // Where there was nothing to read, this is.
    if (listed !== '' && !pm.environment.get(listed)) keep(listed, id);
  }
  if (method === 'DELETE' && created !== '') {
    if (isListed) keep(listed, '');
    keep(created, '');
  }
};

/** What could not be created must not be changed in its place. */
const forget = (line: string, method: string): void => {
  const [, created = ''] = line.split('|');
  if (method === 'POST' && created !== '') keep(created, '');
};

/** Tests and keeps; nothing for a request of which the schemas know nothing. */
export const follow = ({ resources }: Parameters): void => {
  const path = pm.request.url.getPath();
  const list = path in resources ? path : path.replace(/[^/]+\/$/, '');
  const line = resources[list];
  const status = pm.response.code;
  if (line === undefined || !status) return;
  const isList = list === path;
  const { method } = pm.request;
  const body = readJson(pm.response.text());
  const problem = problemOf(method, status, body);
  test('The status is as the service documents it', problem);
  if (problem !== undefined) return forget(line, method);
  if (method === 'GET') test('The body has the shape that the service documents', shapeProblem(isList, body));
  keepIds(line, method, isList, body);
};
