/** Checks the texts and names that an authorization is made of. */

import { describe, refuseSecret, type Fields } from '../values/fields.ts';
import { placeholderProblems, replacePlaceholders } from '../values/placeholders.ts';
import { isSecretUnder } from '../values/secret-patterns.ts';
import { urlProblems } from '../values/url.ts';

/** Names of variables; undefined where what should be one was none. */
export type VariableNames = (string | undefined)[];

/** A text of the authorization that may hold placeholders. */
export interface LoginTemplate {
  /** The field that holds it. */
  readonly part: string;
  readonly text: string;
}

/** True for scope tokens with one blank between them (RFC 6749 §3.3). */
export const isScope = (text: string): boolean =>
  /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(text);

/** Returns the text unless its placeholders are malformed. */
export const checkPlaceholders = (fields: Fields, name: string): string | undefined => {
  const text = fields.text(name);
  const problems = placeholderProblems(text ?? '');
  for (const problem of problems) fields.report(name, problem);
  return problems.length > 0 ? undefined : text;
};

/** Returns the name. */
export const checkVariableName = (fields: Fields, name: string): string | undefined => {
  const text = fields.text(name);
  if (text !== undefined && /[{}\s]/.test(text)) {
    fields.report(name, `must be a variable's bare name, but is ${JSON.stringify(text)}`);
  }
  return text;
};

/** http at a loopback address, which never leaves the machine. */
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::|\/|$)/i;

/** True for a redirect URI of a program on this machine (RFC 8252 §7.3). It is plain http, as nothing leaves the machine. */
export const isLoopbackRedirect = (uri: string): boolean =>
  /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?\/[^\s?#]*$/.test(uri);

/** An address that only https may reach; `source` says who demands it. It may hold a query (RFC 6749 §3.1, §3.2). */
export const checkHttps = (fields: Fields, name: string, source: string): void => {
  const url = fields.text(name);
  if (url === undefined) return;
  for (const problem of urlProblems(url.replace(/\?[^#]*/, ''))) fields.report(name, problem);
  if (!/^http:/i.test(url) || LOOPBACK.test(url) || fields.get('allowHttp') === true) return;
  fields.report(
    name,
    `must begin with https:// (${source}), as secrets are sent there; plain http is for a loopback address, or, if it is meant, for allowHttp: true`,
  );
};

/** Checks the field `scope`. */
export const checkScope = (fields: Fields): void => {
  if (!fields.has('scope')) return;
  const scope = checkPlaceholders(fields, 'scope');
  if (scope !== undefined && !isScope(replacePlaceholders(scope, 'x'))) {
    fields.report('scope', 'must be scope tokens with one blank between them (RFC 6749 §3.3)');
  }
};

/** A text that is filled when it is sent, and holds no secret itself. */
const checkFilledText = ({ place }: Fields, name: string, text: string, label: string): void => {
  for (const problem of placeholderProblems(text)) place.report(`${label} ${problem}`);
  refuseSecret(place, label, text);
  if (isSecretUnder(name, text)) {
    place.report(`${label} looks like a secret; write {{a_variable}} and declare that one with secret()`);
  }
};

/** Further parameters of a request; those that the grant itself sends are problems. `lists`: one may be sent several times. */
export const checkParameters = (
  fields: Fields,
  name: string,
  ruled: readonly string[],
  lists = false,
): void => {
  for (const { name: parameter, value, label } of fields.entries(name)) {
    const texts: readonly unknown[] = lists && Array.isArray(value) && value.length > 0 ? value : [value];
    for (const text of texts) {
      if (typeof text !== 'string')
        fields.place.report(
          `${label} must be text${lists ? ', or a list of texts' : ''}, but is ${describe(text)}`,
        );
      else checkFilledText(fields, parameter, text, label);
    }
    if (ruled.includes(parameter)) fields.place.report(`${label} is what the grant itself sends; remove it`);
  }
};

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;

/** What the login or the engine itself puts into a token request. */
const RULED_HEADERS =
  /^(?:accept|authorization|connection|content-length|content-type|host|transfer-encoding)$/i;

/** Further headers of the token request. */
export const checkRequestHeaders = (fields: Fields): void => {
  checkParameters(fields, 'headers', []);
  for (const { name, value, label } of fields.entries('headers')) {
    if (!TOKEN.test(name)) fields.place.report(`${label} has a name that no header can have (RFC 9110 §5.1)`);
    if (RULED_HEADERS.test(name)) fields.place.report(`${label} is what the login itself sends; remove it`);
    if (typeof value === 'string' && /[^\t\x20-\x7e\x80-\xff]/.test(value))
      fields.place.report(`${label} holds a line break, or a character that a header cannot carry`);
  }
};
