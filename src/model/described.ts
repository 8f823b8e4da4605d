/**
 * What is known of the API that a collection was made of: it is kept under a symbol, which `{ ...collection, name: 'Another' }`
 * copies and nobody sees.
 */

import type { Json } from '../values/json.ts';
import type { Contract } from '../../scripts/contract/description.ts';

const DESCRIBED: unique symbol = Symbol.for('postsmith.described');

/** Something of a description that a collection can't say. */
export interface Loss {
  /** Where it stands: `api.yaml #/paths/~1things/get`. */
  readonly place: string;
  readonly what: string;
}

/** A parameter that a request of an operation may carry. */
export interface DescribedParameter {
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly name: string;
}

/** What the API says of one operation. */
export interface DescribedOperation {
  /** What people call it: its operationId, or method and path. */
  readonly name: string;
  readonly method: string;
  /** With `{parameters}`, below the server's address: `/things/{id}`. */
  readonly path: string;
  readonly parameters: readonly DescribedParameter[];
  /** `200`, `4XX`, `default` */
  readonly statuses: readonly string[];
}

/** A program of the tool's own that runs before or after each request of a collection. */
export interface ProgramUse {
  readonly program: 'contract' | 'tastypie-guard' | 'tastypie-follow';
  readonly parameters: Json | Contract;
  /** Variables that it sets. */
  readonly provides?: readonly string[];
}

/** The API, as its description says it. */
export interface ApiDescription {
  /** The file or address, as messages name it. */
  readonly document: string;
  readonly losses: readonly Loss[];
  readonly operations: readonly DescribedOperation[];
  readonly preRequest?: ProgramUse;
  readonly postResponse?: ProgramUse;
}

/** A declaration with the description of its API. */
export const withDescription = <Declaration extends object>(
  declaration: Declaration,
  description: ApiDescription,
): Declaration => ({ ...declaration, [DESCRIBED]: description });

/** The description of a collection's API; undefined for one that was declared without. */
export const descriptionOf = (declaration: object): ApiDescription | undefined =>
  DESCRIBED in declaration
    ? // Only `withDescription` sets it.
      (declaration[DESCRIBED] as ApiDescription)
    : undefined;
