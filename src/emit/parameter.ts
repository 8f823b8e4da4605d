/**
 * Headers, query parameters, form fields and variables.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/header.html
 */

import type {
  CollectionVariable,
  FormField,
  Header,
  PathVariable,
  QueryParameter,
} from '../model/collection.ts';
import type { PostmanParameter, PostmanVariable } from '../format/collection.ts';

const parameter = <Value>(
  key: string,
  value: Value,
  description: string | undefined,
  enabled: boolean,
): PostmanParameter<Value> => ({
  key,
  value,
  ...(description === undefined ? {} : { description }),
  ...(enabled ? {} : { disabled: true }),
});

/** A header or a form field: sent unless switched off. */
export const emitField = ({
  name,
  value,
  description,
  enabled = true,
}: Header | FormField): PostmanParameter => parameter(name, value, description, enabled);

/** A query parameter: sent unless switched off; a value that is null sends its name alone. */
export const emitQuery = ({
  name,
  value = '',
  description,
  enabled = true,
}: QueryParameter): PostmanParameter<string | null> => parameter(name, value, description, enabled);

/** A path variable, which can't be switched off. */
export const emitPathVariable = (name: string, { value, description }: PathVariable): PostmanParameter =>
  parameter(name, value, description, true);

const emitVariable = ({ name, value, description, enabled = true }: CollectionVariable): PostmanVariable => ({
  key: name,
  value,
  // Postman's words for the three are JavaScript's.
  type: typeof value as PostmanVariable['type'],
  ...(description === undefined ? {} : { description }),
  ...(enabled ? {} : { disabled: true }),
});

/** The variables of a collection or folder, with their initial values; none without one. */
export const emitVariables = ({
  variables = [],
}: {
  readonly variables?: readonly CollectionVariable[];
}): { readonly variable?: readonly PostmanVariable[] } =>
  variables.length === 0 ? {} : { variable: variables.map(emitVariable) };
