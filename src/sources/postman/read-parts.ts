/** What a collection, folder or request of an export may have alike: scripts, auth, settings, variables. */

import type { PostmanAuthDeclaration } from '../../model/auth.ts';
import { authKinds } from '../../model/auth-kinds.ts';
import type {
  AuthorizationDeclaration,
  CollectionVariable,
  Json,
  Scripts,
  Settings,
} from '../../model/collection.ts';
import { settingNames } from '../../model/settings.ts';
import { isRecord } from '../../values/json.ts';
import { descriptionIn, enabledIn, plainText, present, recordsIn, textIn, type Raw } from './fields.ts';

const STAGES = { prerequest: 'preRequest', test: 'postResponse' } as const;

const codeOf = (script: unknown): string => {
  const exec = isRecord(script) ? script['exec'] : script;
  return Array.isArray(exec) ? exec.map(plainText).join('\n') : plainText(exec);
};

const nothingIfEmpty = <Members extends object>(members: Members): Members | undefined =>
  Object.keys(members).length === 0 ? undefined : members;

/** The scripts that run. */
const readScripts = ({ event }: Raw): Scripts | undefined => {
  const codes: { preRequest?: { code: string }[]; postResponse?: { code: string }[] } = {};
  const ids: { preRequest?: string; postResponse?: string } = {};
  for (const { listen, script, disabled } of recordsIn(event)) {
    const stage = listen === 'prerequest' || listen === 'test' ? STAGES[listen] : undefined;
    if (stage === undefined || disabled === true) continue;
    const id = isRecord(script) ? textIn(script['id']) : undefined;
    if (id !== undefined) ids[stage] ??= id;
    const code = codeOf(script);
    if (code.trim() !== '') codes[stage] = [...(codes[stage] ?? []), { code }];
  }
  return nothingIfEmpty({ ...codes, ...present({ ids: nothingIfEmpty(ids) }) });
};

/** v2.0 has an object of values where v2.1 has a list. */
const authValuesIn = (values: unknown): Raw =>
  isRecord(values)
    ? values
    : Object.fromEntries(recordsIn(values).map(({ key, value }) => [plainText(key), value]));

const isKnownValue = (value: unknown, isFlag: boolean): boolean =>
  isFlag ? typeof value === 'boolean' : typeof value === 'string';

const readKnown = (type: string, values: Raw): PostmanAuthDeclaration | undefined => {
  const [name, facts] = Object.entries(authKinds).find(([, each]) => each.type === type) ?? [];
  if (name === undefined || facts === undefined) return undefined;
  const { required, texts, flags, choices } = facts;
  if (required.some((each) => typeof values[each] !== 'string')) return undefined;
  const known = [...required, ...texts, ...flags, ...Object.keys(choices)].filter((each) =>
    isKnownValue(values[each], flags.includes(each)),
  );
  // Made of what is known of this kind.
  return {
    kind: name,
    ...Object.fromEntries(known.map((each) => [each, values[each]])),
  } as PostmanAuthDeclaration;
};

/** The auth that is declared; what nothing else declares is carried as it is. */
export const readAuth = ({ auth }: Raw): AuthorizationDeclaration | undefined => {
  if (!isRecord(auth) || typeof auth['type'] !== 'string') return undefined;
  const { type } = auth;
  if (type === 'noauth') return 'none';
  const values = authValuesIn(auth[type]);
  // It was JSON.
  return readKnown(type, values) ?? { kind: 'exported', type, values: values as { [name: string]: Json } };
};

/** Declares a setting of this kind, the opposite of how `emitSettings` writes it; undefined for what it never writes. */
const readSetting = (kind: string, value: unknown): Settings[keyof Settings] => {
  const texts = Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
  if (kind === 'flag' || kind === 'opposite') {
    return typeof value === 'boolean' ? (kind === 'opposite' ? !value : value) : undefined;
  }
  if (kind === 'count') return typeof value === 'number' ? value : undefined;
  if (kind === 'version')
    return value === 'auto' || value === 'http1' || value === 'http2' ? value : undefined;
  if (kind === 'list') return texts;
  if (kind === 'tls') return texts?.map((each) => each.replace('_', '.'));
  return isRecord(value) ? Object.keys(value).filter((each) => value[each] === true) : undefined;
};

const readSettings = ({ protocolProfileBehavior: raw }: Raw): Settings | undefined => {
  if (!isRecord(raw)) return undefined;
  const settings = Object.entries(settingNames).flatMap(([name, { name: theirs, kind }]) => {
    const value = Object.hasOwn(raw, theirs) ? readSetting(kind, raw[theirs]) : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return nothingIfEmpty(Object.fromEntries(settings));
};

/** The variables of a collection or folder. */
export const readVariables = ({ variable }: Raw): readonly CollectionVariable[] | undefined => {
  const variables = recordsIn(variable).map((raw) => {
    const { value } = raw;
    return present({
      name: plainText(raw['key'] ?? raw['id']),
      value: typeof value === 'number' || typeof value === 'boolean' ? value : plainText(value),
      description: descriptionIn(raw),
      enabled: enabledIn(raw),
    });
  });
  return variables.length === 0 ? undefined : variables;
};

/** Scripts and settings. */
export const readCommon = (raw: Raw) => ({ scripts: readScripts(raw), settings: readSettings(raw) });
