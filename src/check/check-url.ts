/** Checks a request's URL and its path variables. */

import { Fields } from '../values/fields.ts';
import { placeholderProblems, replacePlaceholders } from '../values/placeholders.ts';
import { pathVariableIn, urlProblems } from '../values/url.ts';

/** Names of the `:name` segments of a URL's path. */
const pathVariablesIn = (url: string): string[] =>
  replacePlaceholders(url, '1')
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/[?#].*$/s, '')
    .split('/')
    .flatMap((segment) => pathVariableIn(segment)?.name ?? []);

/** Postman encodes neither of them in a path: the rest of the value would become a query or be lost. */
const pathDelimiters = [
  ['?', '%3F'],
  ['#', '%23'],
] as const;

const pathValueProblems = (value: string, literals: readonly string[]): string[] => [
  ...placeholderProblems(value, literals),
  ...pathDelimiters
    .filter(([delimiter]) => replacePlaceholders(value, '').includes(delimiter))
    .map(([delimiter, encoded]) => `holds ${delimiter}, which ends a path; write it as ${encoded}`),
];

const checkPathVariables = (fields: Fields, url: string | undefined): void => {
  const declared = fields.entries('pathVariables');
  for (const { value, label } of declared) {
    const variable = Fields.open(fields.place, label, value, ['value', 'description']);
    const text = variable?.value('value');
    variable?.optionalText('description');
    for (const problem of pathValueProblems(text ?? '', fields.place.literals))
      variable?.report('value', problem);
  }
  if (url === undefined) return;
  const names = declared.map(({ name }) => name);
  const used = pathVariablesIn(url);
  for (const name of new Set(used)) {
    if (name === '') fields.report('url', 'has a segment `:` without a name');
    else if (!names.includes(name)) {
      fields.report('url', `has :${name}, which pathVariables does not declare; add ${name}: { value: '…' }`);
    }
  }
  for (const name of names.filter((each) => !used.includes(each))) {
    fields.report(
      'pathVariables',
      `declares ${JSON.stringify(name)}, but url has no segment :${name}${name.includes('.') ? '; Postman ends such a name at the first dot' : ''}`,
    );
  }
};

/** Checks `url`, `fragment` and `pathVariables` of a request. */
export const checkUrl = (fields: Fields): void => {
  const url = fields.text('url');
  for (const problem of url === undefined ? [] : urlProblems(url, fields.place.literals)) {
    fields.report('url', problem);
  }
  const fragment = fields.optionalText('fragment') ?? '';
  for (const problem of placeholderProblems(fragment, fields.place.literals)) {
    fields.report('fragment', problem);
  }
  checkPathVariables(fields, url);
};
