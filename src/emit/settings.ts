/** Settings of requests, as Postman keeps them. */

import type { ProtocolProfileBehavior, SettingValue } from '../format/collection.ts';
import { settingNames, type Settings } from '../model/settings.ts';

/** Postman leaves the body out of a request with one of these, unless it is told not to. */
const PRUNED = new Set(['GET', 'HEAD', 'COPY', 'PURGE', 'UNLOCK']);

type Setting = Settings[keyof Settings];

/** The value of a setting as Postman writes it. A checked declaration has a list where one belongs. */
const written = (value: Exclude<Setting, undefined>, kind: string): SettingValue => {
  if (kind === 'opposite') return value !== true;
  if (typeof value !== 'object') return value;
  if (kind === 'tls') return value.map((version) => version.replace('.', '_'));
  if (kind === 'headers') return Object.fromEntries(value.map((name) => [name.toLowerCase(), true]));
  return value;
};

const emitted = (settings: Settings): ProtocolProfileBehavior =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]: [string, Setting]) => {
      // A checked declaration has no other names.
      const known = settingNames[name as keyof Settings];
      return value === undefined ? [] : [[known.name, written(value, known.kind)]];
    }),
  );

/** The field of a request, folder or collection; none without a setting. */
export const emitSettings = ({
  settings = {},
  method = '',
  body,
}: {
  readonly settings?: Settings;
  readonly method?: string;
  readonly body?: object;
}): { readonly protocolProfileBehavior?: ProtocolProfileBehavior } => {
  const keepsBody = body !== undefined && PRUNED.has(method);
  const all = { ...emitted(settings), ...(keepsBody && { disableBodyPruning: true }) };
  return Object.keys(all).length === 0 ? {} : { protocolProfileBehavior: all };
};
