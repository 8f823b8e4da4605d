/** Settings of requests, as Postman keeps them. */

import type { ProtocolProfileBehavior } from '../format/collection.ts';
import { settingNames, type Settings } from '../model/settings.ts';

/** Postman leaves the body out of a request with one of these, unless it is told not to. */
const PRUNED = new Set(['GET', 'HEAD', 'COPY', 'PURGE', 'UNLOCK']);

const emitted = (settings: Settings): ProtocolProfileBehavior =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]: [string, boolean | number | undefined]) => {
      // A checked declaration has no other names.
      const known = settingNames[name as keyof Settings];
      return value === undefined ? [] : [[known.name, known.isOpposite === true ? !value : value]];
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
