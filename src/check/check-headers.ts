/** Checks headers, query parameters and form fields. */

import { Fields } from '../values/fields.ts';
import { placeholderProblems, replacePlaceholders } from '../values/placeholders.ts';
import { isSecretName, isSecretValue } from '../values/secret-patterns.ts';

/** RFC 9110 §5.6.2 */
const token = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;

/** What RFC 9110 §5.5 does not allow in a field value, or Postman's engines cannot send. */
const headerValueProblem = (value: string): string | undefined => {
  if (/[\r\n]/.test(value)) return 'holds a line break';
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) return 'holds a character that a header cannot carry';
  return value === value.trim() ? undefined : 'begins or ends with a blank';
};

/** What is wrong with a header's name; placeholders may be in it. */
export const headerNameProblem = (name: string): string | undefined =>
  token.test(replacePlaceholders(name, 'x'))
    ? undefined
    : `is ${JSON.stringify(name)}, but a header's name is letters, digits and - only`;

type Kind = 'header' | 'query' | 'form';

const checkName = (fields: Fields, name: string, kind: Kind): void => {
  const malformed = placeholderProblems(name, fields.place.literals);
  for (const problem of malformed) fields.report('name', problem);
  const problem = kind === 'header' && malformed.length === 0 ? headerNameProblem(name) : undefined;
  if (problem !== undefined) fields.report('name', problem);
};

const checkValue = (fields: Fields, name: string | undefined, value: string, kind: Kind): void => {
  for (const problem of placeholderProblems(value, fields.place.literals)) fields.report('value', problem);
  const headerProblem = kind === 'header' ? headerValueProblem(value) : undefined;
  if (headerProblem !== undefined) fields.report('value', headerProblem);
  if (name !== undefined && isSecretName(name) && isSecretValue(value, fields.place.publicValues)) {
    fields.report(
      'value',
      'looks like a secret; write {{a_variable}} and declare that one with secret(), or, if it is public, list it in publicValues',
    );
  }
};

/** Null is a name without a value. */
const queryValue = (fields: Fields): string | undefined =>
  fields.get('value') === null ? undefined : fields.optionalText('value');

/** Checks one of them, but fields that only its kind has. */
export const checkParameter = (fields: Fields, kind: Kind): void => {
  const name = fields.text('name');
  if (name !== undefined) checkName(fields, name, kind);
  const text = kind === 'query' ? queryValue(fields) : fields.value('value');
  fields.optionalText('description');
  fields.optionalFlag('enabled');
  if (text !== undefined) checkValue(fields, name, text, kind);
};

/** Checks the list of them in the field `listName`. */
export const checkParameters = (owner: Fields, listName: string, kind: Kind): void => {
  for (const { value, label } of owner.list(listName)) {
    const fields = Fields.open(owner.place, label, value, ['name', 'value', 'description', 'enabled']);
    if (fields !== undefined) checkParameter(fields, kind);
  }
};
