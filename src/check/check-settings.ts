/** Checks the settings of a collection, folder or request. */

import { settingNames } from '../model/settings.ts';
import { Fields, listOf } from '../values/fields.ts';

const TLS_VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** A list of texts, each of which is one of `words` or matches. */
const checkList = (
  fields: Fields,
  name: string,
  isRight: (text: string) => boolean,
  expected: string,
): void => {
  for (const { value, label } of fields.list(name)) {
    if (typeof value !== 'string' || !isRight(value)) fields.place.report(`${label} must be ${expected}`);
  }
};

const checks: Readonly<Record<string, (fields: Fields, name: string) => void>> = {
  flag: (fields, name) => fields.optionalFlag(name),
  opposite: (fields, name) => fields.optionalFlag(name),
  count: (fields, name) => fields.wholeNumber(name, 0, 100, 'a whole number'),
  version: (fields, name) => void fields.choice(name, ['auto', 'http1', 'http2']),
  list: (fields, name) =>
    checkList(
      fields,
      name,
      (text) => /^[\w-]+$/.test(text),
      'the name of a cipher suite, as OpenSSL writes it',
    ),
  tls: (fields, name) => checkList(fields, name, (text) => TLS_VERSIONS.includes(text), listOf(TLS_VERSIONS)),
  headers: (fields, name) =>
    checkList(fields, name, (text) => /^[\w-]+$/.test(text), "a header's name, such as user-agent"),
};

/** Checks the field `settings`. */
export const checkSettings = (owner: Fields): void => {
  if (!owner.has('settings')) return;
  const settings = Object.entries(settingNames);
  const label = owner.label('settings');
  const names = settings.map(([name]) => name);
  const fields = Fields.open(owner.place, label, owner.get('settings'), names);
  for (const [name, { kind }] of settings) if (fields?.has(name) === true) checks[kind]?.(fields, name);
};
