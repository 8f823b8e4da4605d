/**
 * A collection variable.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/variable.html
 */

import type { CollectionVariable } from '../model/collection.ts';
import type { PostmanVariable } from '../format/collection.ts';

/** A variable with its initial value. */
export const emitVariable = ({ name, value, description }: CollectionVariable): PostmanVariable => ({
  key: name,
  value,
  type: 'string',
  ...(description === undefined ? {} : { description }),
});
