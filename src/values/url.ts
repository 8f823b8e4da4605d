/** URLs as declarations hold them: absolute, perhaps with `{{placeholders}}`. */

import { placeholderProblems, replacePlaceholders } from './placeholders.ts';

const authority = /^(?:[\w.~-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/;

/** The name of a segment's path variable, and what follows it: Postman ends the name at the first dot, `:id.jpeg`. */
export const pathVariableIn = (
  segment: string,
): { readonly name: string; readonly rest: string } | undefined => {
  const [, name = '', rest = ''] = /^:([^.]*)(.*)$/s.exec(segment) ?? [];
  return segment.startsWith(':') ? { name, rest } : undefined;
};

/** What is wrong with a URL itself, as clauses after the word `url`. */
export const urlProblems = (url: string, literals: readonly string[] = []): string[] => {
  const malformed = placeholderProblems(url, literals);
  if (malformed.length > 0) return malformed;
  // A digit stands for a placeholder: it may be a host or a port.
  const filled = replacePlaceholders(url, '1');
  const problems: string[] = [];
  if (/[\s\p{Cc}]/u.test(filled)) problems.push('holds a blank or control character; write it as %20');
  if (filled.includes('?')) problems.push('holds a query; declare it as `query`');
  if (filled.includes('#')) problems.push('holds a fragment; declare it as `fragment`');
  const [single, name = ''] = /\{([^{}]*)\}/.exec(filled) ?? [];
  if (single !== undefined) {
    problems.push(
      `holds ${single}, which is sent as it stands; write {{${name}}} for a variable, or %7B and %7D for the braces`,
    );
  }
  const [, host] = /^https?:\/\/([^/?#]*)/.exec(filled) ?? [];
  if (host === undefined) {
    return url.startsWith('{{')
      ? problems
      : [...problems, 'must be absolute: begin it with https:// or http://, or with a {{placeholder}}'];
  }
  if (host.includes('@')) return [...problems, 'holds a user name or password; declare an authorization'];
  return authority.test(host) ? problems : [...problems, `has no valid host: ${JSON.stringify(host)}`];
};
