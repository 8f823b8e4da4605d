/** What Postsmith takes from Postman's own library: URLs in parts, names of status codes, values of dynamic variables. */

import sdk from '#vendor/postman-collection';

/** A URL's parts, as Postman keeps them. A part that the URL lacks is absent. */
interface UrlParts {
  readonly protocol?: string;
  readonly host?: readonly string[];
  readonly port?: string;
  readonly path?: readonly string[];
}

// The library returns undefined, null, text or a list; its published types know only some of that.
const textsIn = (part: unknown): readonly string[] | undefined =>
  Array.isArray(part) ? part.map(String) : typeof part === 'string' ? [part] : undefined;

/** Takes a URL without query apart. Placeholders stay whole. */
export const splitUrl = (url: string): UrlParts => {
  const { protocol, host, port, path } = sdk.Url.parse(url);
  const hostParts = textsIn(host);
  const pathParts = textsIn(path);
  return {
    ...(protocol ? { protocol } : {}),
    ...(hostParts ? { host: hostParts } : {}),
    ...(port ? { port } : {}),
    ...(pathParts ? { path: pathParts } : {}),
  };
};

/** Writes a query as Postman does: `&` and `#` escaped, and `=` in a name; a name alone where the value is null. */
export const joinQuery = (
  query: readonly { readonly key: string; readonly value: string | null }[],
): string => sdk.QueryParam.unparse([...query]);

/** By status code: the library makes a whole response to tell one. */
const reasonPhrases = new Map<number, string>();

/** The reason phrase of a status code (RFC 9110 §15); empty where none is registered. */
export const reasonPhraseOf = (status: number): string => {
  const known = reasonPhrases.get(status);
  if (known !== undefined) return known;
  const reason: unknown = new sdk.Response({ code: status, responseTime: 0 }).reason();
  const phrase = typeof reason === 'string' && /^[\w '-]+$/.test(reason) ? reason : '';
  reasonPhrases.set(status, phrase);
  return phrase;
};

/** A fresh value of a dynamic variable such as `$guid`; undefined for a name that Postman does not know. */
export const dynamicValueOf = (name: string): string | undefined => {
  const placeholder = `{{${name}}}`;
  const value = sdk.Property.replaceSubstitutions(placeholder, []);
  return value === placeholder ? undefined : value;
};
