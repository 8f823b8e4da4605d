/** A collection file as what of it matters: what Postman adds, leaves out or writes otherwise on an export is the same here. */

import { listIn, textOfEvent } from '../inject/event-edits.ts';
import { isRecord } from '../values/json.ts';

type Members = Readonly<Record<string, unknown>>;

/** The collection, a folder or a request. */
export interface Part {
  readonly kind: 'collection' | 'folder' | 'request';
  /** '' where the file has none. */
  readonly id: string;
  readonly name: string;
  /** What it says, by what people call that: JSON, in one order. Fields that are empty are left out. */
  readonly fields: ReadonlyMap<string, string>;
  readonly children: readonly Part[];
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

/** A text, or an object with it. */
const descriptionOf = (value: unknown): string =>
  textOf(isRecord(value) ? value['content'] : value).trimEnd();

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const byName = (one: readonly [string, unknown], other: readonly [string, unknown]): number =>
  one[0] < other[0] ? -1 : 1;

/** JSON with the members of every object in one order. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_name, each: unknown) =>
    isRecord(each) ? Object.fromEntries(Object.entries(each).sort(byName)) : each,
  );

const members = (list: unknown): readonly Members[] => (Array.isArray(list) ? list.filter(isRecord) : []);

/** Headers, parameters, form fields: without ids and descriptions. */
const pairs = (list: unknown): readonly object[] =>
  members(list).map(({ key, value, src, type, contentType, disabled }) => ({
    key: textOf(key),
    ...(type === 'file' ? { src } : { value: value === null ? null : textOf(value) }),
    ...(textOf(contentType) !== '' && { contentType }),
    ...(disabled === true && { disabled }),
  }));

/** An old file has the headers as lines. */
const headersOf = (header: unknown): readonly object[] =>
  typeof header === 'string'
    ? pairs(
        header
          .split(/\r?\n/)
          .filter((line) => line.includes(':'))
          .map((line) => ({
            key: line.slice(0, line.indexOf(':')).trim(),
            value: line.slice(line.indexOf(':') + 1).trim(),
          })),
      )
    : pairs(header);

const joined = (list: unknown, by: string): string =>
  Array.isArray(list) ? list.map(textOf).join(by) : textOf(list);

/** The whole address, which what Postman's own library writes has only in parts. */
const addressOf = ({ raw, protocol, host, port, path, query, hash }: Members): string => {
  if (raw !== undefined) return textOf(raw);
  const sent = members(query).filter(({ disabled }) => disabled !== true);
  const search = sent.map(({ key, value }) =>
    value === null ? textOf(key) : `${textOf(key)}=${textOf(value)}`,
  );
  return [
    isEmpty(protocol) ? '' : `${textOf(protocol)}://`,
    joined(host, '.'),
    isEmpty(port) ? '' : `:${textOf(port)}`,
    isEmpty(path) ? '' : `/${joined(path, '/')}`,
    search.length === 0 ? '' : `?${search.join('&')}`,
    isEmpty(hash) ? '' : `#${textOf(hash)}`,
  ].join('');
};

const urlOf = (url: unknown): unknown => {
  if (!isRecord(url)) return textOf(url) === '' ? undefined : { raw: textOf(url), off: [], variables: [] };
  const { query, variable } = url;
  return {
    raw: addressOf(url),
    // Those that are sent stand in the address.
    off: pairs(query).filter((each) => 'disabled' in each),
    variables: members(variable)
      .map(({ key, id, value }) => [textOf(key ?? id), textOf(value)] as const)
      .filter(([, value]) => value !== '')
      .sort(byName),
  };
};

/** Nothing where the mode that is set has no content. */
const bodyOf = (body: unknown): unknown => {
  if (!isRecord(body)) return undefined;
  const { mode, options, disabled } = body;
  const content = body[textOf(mode)];
  if (isEmpty(content)) return undefined;
  const raw = isRecord(options) && isRecord(options['raw']) ? options['raw'] : {};
  return {
    mode,
    content: Array.isArray(content) ? pairs(content) : content,
    ...(mode === 'raw' && { language: textOf(raw['language']) || 'text' }),
    ...(disabled === true && { disabled }),
  };
};

/** Version 2.0 has an object of the values, 2.1 a list. */
const authOf = (auth: unknown): unknown => {
  if (!isRecord(auth)) return undefined;
  const type = textOf(auth['type']);
  const values = auth[type];
  const entries = Array.isArray(values)
    ? members(values).map(({ key, value }) => [textOf(key), value] as const)
    : Object.entries(isRecord(values) ? values : {});
  return { type, values: Object.fromEntries(entries.filter(([, value]) => value !== undefined)) };
};

const scriptOf = (owner: Members, listen: 'prerequest' | 'test'): string =>
  listIn(owner, 'event')
    .filter(isRecord)
    .filter((event) => event['listen'] === listen && event['disabled'] !== true)
    .map(textOfEvent)
    .join('\n')
    .replaceAll('\r\n', '\n')
    .trimEnd();

/** Postman sets one of them by itself where a request that has no body usually has one. */
const settingsOf = ({ protocolProfileBehavior: settings }: Members): unknown => {
  if (!isRecord(settings)) return undefined;
  const { disableBodyPruning: _pruning, ...others } = settings;
  return Object.keys(others).length === 0 ? undefined : others;
};

const variablesOf = (owner: Members): [string, unknown][] =>
  members(owner['variable']).map(({ key, id, value, disabled }) => [
    `variable ${JSON.stringify(textOf(key ?? id))}`,
    { value: textOf(value), ...(disabled === true && { disabled }) },
  ]);

const examplesOf = (owner: Members): [string, unknown][] => {
  const seen = new Map<string, number>();
  return members(owner['response']).map(({ name, code, body, header }) => {
    const count = (seen.get(textOf(name)) ?? 0) + 1;
    seen.set(textOf(name), count);
    const label = `example ${JSON.stringify(textOf(name))}${count === 1 ? '' : ` (${count})`}`;
    return [label, { code, body: textOf(body).replaceAll('\r\n', '\n'), headers: headersOf(header) }];
  });
};

const requestOf = ({ request }: Members): Members =>
  isRecord(request) ? request : { method: 'GET', url: request };

const fieldsOf = (kind: Part['kind'], owner: Members): Map<string, string> => {
  const request = kind === 'request' ? requestOf(owner) : undefined;
  const info = isRecord(owner['info']) ? owner['info'] : {};
  const entries: [string, unknown][] = [
    ['description', descriptionOf((request ?? (kind === 'collection' ? info : owner))['description'])],
    ['auth', authOf((request ?? owner)['auth'])],
    ['pre-request script', scriptOf(owner, 'prerequest')],
    ['post-response script', scriptOf(owner, 'test')],
    ['settings', settingsOf(owner)],
    ...variablesOf(owner),
    ...(request === undefined
      ? []
      : ([
          ['method', textOf(request['method'] ?? 'GET')],
          ['URL', urlOf(request['url'])],
          ['headers', headersOf(request['header'])],
          ['body', bodyOf(request['body'])],
          ...examplesOf(owner),
        ] satisfies [string, unknown][])),
  ];
  return new Map(
    entries.filter(([, value]) => !isEmpty(value)).map(([name, value]) => [name, stable(value)]),
  );
};

const partOf = (owner: Members, kind: Part['kind']): Part => {
  const info = isRecord(owner['info']) ? owner['info'] : {};
  return {
    kind,
    id: textOf(kind === 'collection' ? info['_postman_id'] : owner['id']),
    name: textOf(kind === 'collection' ? info['name'] : owner['name']),
    fields: fieldsOf(kind, owner),
    children: members(owner['item']).map((item) =>
      partOf(item, Array.isArray(item['item']) ? 'folder' : 'request'),
    ),
  };
};

/** @param collection as it stands in a file of format 2.1 or 2.0 */
export const partsOfCollection = (collection: Members): Part => partOf(collection, 'collection');
