/** One of several identities of a collection: the same authorization with variables of its own. */

import { isRecord } from '../values/json.ts';
import { placeholdersIn } from '../values/placeholders.ts';
import type { Authorization } from './grants.ts';
import { clientJwtOf, loginInputs, waysOf, writtenVariables } from './inputs.ts';

/** Fields that name a variable, wherever they are in an authorization. */
const nameFields = new Set(['clientId', 'clientSecret', 'refreshToken', 'key', 'passphrase', 'variable']);

type Rename = (name: string) => string;

const inText = (text: string, rename: Rename): string =>
  text.replaceAll(/\{\{([^{}]*)\}\}/g, (_, name: string) => `{{${rename(name)}}}`);

/** Renames in fields that name a variable, and in placeholders. What a key file calls its own members stays. */
const inAuthorization = (value: unknown, rename: Rename): unknown => {
  if (typeof value === 'string') return inText(value, rename);
  if (Array.isArray(value)) return value.map((each) => inAuthorization(each, rename));
  if (!isRecord(value)) return value;
  const renamed = Object.entries(value).map(([field, each]) => {
    if (field === 'keyFile') return [field, each];
    if (nameFields.has(field) && typeof each === 'string') return [field, rename(each)];
    if (field === 'variables' && isRecord(each)) {
      return [
        field,
        Object.fromEntries(Object.entries(each).map(([of, name]) => [of, rename(String(name))])),
      ];
    }
    return [field, inAuthorization(each, rename)];
  });
  return Object.fromEntries(renamed);
};

/** In the provider's sentences the variables are words. */
const inSentences = (value: unknown, rename: Rename): unknown => {
  if (typeof value === 'string') return value.replaceAll(/\b[a-z]+(?:_[a-z]+)+\b/g, rename);
  if (Array.isArray(value)) return value.map((each) => inSentences(each, rename));
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inSentences(each, rename)]))
    : value;
};

const inProvider = ({ provider }: Authorization, rename: Rename): object => {
  if (provider === undefined) return {};
  const { whereToFind, likelyCauses } = provider;
  const places = Object.entries(whereToFind).map(([name, where]) => [
    rename(name),
    inSentences(where, rename),
  ]);
  return {
    provider: {
      ...provider,
      whereToFind: Object.fromEntries(places),
      likelyCauses: inSentences(likelyCauses, rename),
    },
  };
};

/** Texts that say who signs and with which key: their placeholders are the client's. */
const signerTemplates = (authorization: Authorization): string[] =>
  waysOf(authorization).flatMap((way) =>
    [clientJwtOf(way), way.jwt].flatMap((jwt) => [jwt?.keyId ?? '', jwt?.issuer ?? '', jwt?.subject ?? '']),
  );

/** Every variable that belongs to the client or is kept for it: what names the host may be anybody's. */
const ownVariables = (authorization: Authorization): Set<string> =>
  new Set([
    ...loginInputs(authorization).map(({ name }) => name),
    ...writtenVariables(authorization),
    ...signerTemplates(authorization).flatMap(placeholdersIn),
  ]);

/**
 * The same authorization as one of several identities of a collection. The variables of its client and of its token begin
 * with the identity's name: `asIdentity('admin', okta())` reads `admin_client_id`, `admin_client_private_key` and
 * `admin_key_id`, and keeps its token in `admin_access_token`. A name that begins so already stays, and so do placeholders
 * for what is not the client's, such as the host. `postsmith login --identity admin` signs in as it.
 *
 * @param identity letters, digits, `-` and `_`, such as `admin`
 * @param options.shared names of variables that stay as they are, such as those of a client that several identities use
 */
export const asIdentity = <Grant extends Authorization>(
  identity: string,
  authorization: Grant,
  { shared = [] }: { readonly shared?: readonly string[] } = {},
): Grant => {
  const own = ownVariables(authorization);
  const prefix = `${identity}_`;
  const rename = (name: string): string =>
    own.has(name) && !name.startsWith(prefix) && !shared.includes(name) ? `${prefix}${name}` : name;
  // Every field has the type that it had: only texts in it have changed.
  const renamed = inAuthorization(authorization, rename) as Grant;
  return { ...renamed, ...inProvider(authorization, rename), identity };
};
