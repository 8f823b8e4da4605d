/** The items of an exported collection (format v2.0 or v2.1) as declarations, each with its JSON as it stands in the file. */

import type {
  AuthorizationDeclaration,
  CollectionDeclaration,
  CollectionVariable,
  FolderDeclaration,
  ItemDeclaration,
  RequestDeclaration,
  Scripts,
  Settings,
} from '../../model/collection.ts';
import { withOriginal } from '../../model/original.ts';
import { settingNames } from '../../model/settings.ts';
import { isRecord } from '../../values/json.ts';
import { descriptionIn, enabledIn, plainText, present, recordsIn, textIn, type Raw } from './fields.ts';
import { readExample, readSent } from './read-request.ts';

const STAGES = { prerequest: 'preRequest', test: 'postResponse' } as const;

const readCode = (script: unknown): string => {
  const exec = isRecord(script) ? script['exec'] : script;
  return Array.isArray(exec) ? exec.map(plainText).join('\n') : plainText(exec);
};

/** The scripts that run. */
const readScripts = ({ event }: Raw): Scripts | undefined => {
  const scripts: { preRequest?: { code: string }[]; postResponse?: { code: string }[] } = {};
  for (const { listen, script, disabled } of recordsIn(event)) {
    const stage = listen === 'prerequest' || listen === 'test' ? STAGES[listen] : undefined;
    const code = readCode(script);
    if (stage === undefined || disabled === true || code.trim() === '') continue;
    scripts[stage] = [...(scripts[stage] ?? []), { code }];
  }
  return Object.keys(scripts).length === 0 ? undefined : scripts;
};

/** v2.0 has an object of values where v2.1 has a list. */
const attributesIn = (values: unknown) =>
  isRecord(values)
    ? Object.entries(values).map(([key, value]) => ({ key, value }))
    : recordsIn(values).map(({ key, value }) => ({ key: plainText(key), value }));

const readAuth = ({ auth }: Raw): AuthorizationDeclaration | undefined => {
  if (!isRecord(auth) || typeof auth['type'] !== 'string') return undefined;
  const { type } = auth;
  return type === 'noauth' ? 'none' : { kind: 'other', type, attributes: attributesIn(auth[type]) };
};

const readSettings = ({ protocolProfileBehavior: raw }: Raw): Settings | undefined => {
  if (!isRecord(raw)) return undefined;
  const settings = Object.entries(settingNames).flatMap(([name, { name: theirs, kind }]) => {
    const value = raw[theirs];
    if (typeof value === 'boolean') return [[name, kind === 'opposite' ? !value : value]];
    return kind === 'count' && typeof value === 'number' ? [[name, value]] : [];
  });
  return settings.length === 0 ? undefined : Object.fromEntries(settings);
};

const readVariables = ({ variable }: Raw): readonly CollectionVariable[] | undefined => {
  const variables = recordsIn(variable).map((raw) =>
    present({
      name: plainText(raw['key'] ?? raw['id']),
      value:
        typeof raw['value'] === 'number' || typeof raw['value'] === 'boolean'
          ? raw['value']
          : plainText(raw['value']),
      description: descriptionIn(raw),
      enabled: enabledIn(raw),
    }),
  );
  return variables.length === 0 ? undefined : variables;
};

const common = (raw: Raw) => ({
  authorization: readAuth(raw),
  scripts: readScripts(raw),
  settings: readSettings(raw),
});

const readRequest = (raw: Raw): RequestDeclaration => {
  const request: Raw = isRecord(raw['request']) ? raw['request'] : {};
  const examples = recordsIn(raw['response']).map(readExample);
  return withOriginal(
    raw,
    present({
      kind: 'request' as const,
      name: plainText(raw['name']),
      id: textIn(raw['id'] ?? raw['_postman_id']),
      ...readSent(raw['request']),
      description: descriptionIn(request) ?? descriptionIn(raw),
      ...common(raw),
      authorization: readAuth(request),
      examples: examples.length === 0 ? undefined : examples,
    }),
  );
};

const readItem = (raw: Raw): ItemDeclaration =>
  Array.isArray(raw['item']) ? readFolder(raw) : readRequest(raw);

const readFolder = (raw: Raw): FolderDeclaration =>
  withOriginal(
    raw,
    present({
      kind: 'folder' as const,
      name: plainText(raw['name']),
      id: textIn(raw['id'] ?? raw['_postman_id']),
      description: descriptionIn(raw),
      ...common(raw),
      variables: readVariables(raw),
      items: recordsIn(raw['item']).map(readItem),
    }),
  );

/** The collection of a file that is one. */
export const readCollection = (raw: Raw): Omit<CollectionDeclaration, 'kind'> => {
  const info: Raw = isRecord(raw['info']) ? raw['info'] : {};
  return withOriginal(
    raw,
    present({
      name: plainText(info['name']),
      id: textIn(info['_postman_id']),
      version: textIn(info['version']),
      description: descriptionIn(info),
      ...common(raw),
      variables: readVariables(raw),
      items: recordsIn(raw['item']).map(readItem),
    }),
  );
};
