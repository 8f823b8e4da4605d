/** Understands what people put into a host variable: often a copied address instead of a host (RFC 3986 §3.2). */

import * as say from './messages/host.ts';

/** `understood` is the host with its port, or '' where there is a `problem`. */
export interface Host {
  readonly understood: string;
  readonly problem: string;
}

const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/\/|\/\/)?([^/?#]*)([/?#][^]*)?$/i;
const NAME = /^(?=.*[^\d:])[\p{L}\p{N}_]([\p{L}\p{N}._-]*[\p{L}\p{N}_])?\.?$/u;
const IPV6 = /^\[[0-9a-f:.]+\]$/i;

const refused = (problem: string): Host => ({ understood: '', problem });

/** Accepts a host with scheme, path, quotes, blanks or capitals around it; refuses what could mean two things. */
export function understandHost(value: string): Host {
  const text = value
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
  const [, scheme = 'https', authority = ''] = ADDRESS.exec(text) ?? [];
  if (/[\s,;|]/.test(text)) return refused(say.several);
  if (!/^https?$/i.test(scheme)) return refused(say.notHttps);
  if (authority === '') return refused(say.noHost);
  if (authority.includes('@')) return refused(say.userName);
  const [, name = '', port] = /^(.*?)(?::(\d*))?$/.exec(authority) ?? [];
  if (port !== undefined && (port === '' || Number(port) < 1 || Number(port) > 65535))
    return refused(say.badPort);
  if (!(NAME.test(name) && !name.includes('..')) && !IPV6.test(name)) return refused(say.noHostName);
  // 443 is what https means anyway, and an audience is compared letter by letter.
  const suffix = port === undefined || Number(port) === 443 ? '' : `:${Number(port)}`;
  return { understood: name.toLowerCase().replace(/\.$/, '') + suffix, problem: '' };
}
