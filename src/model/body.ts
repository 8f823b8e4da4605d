/** Bodies of requests: what can be declared of them. */

import type { Json } from '../values/json.ts';

/** A field of a form body. Sent unless `enabled` is false. */
export interface FormField {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly enabled?: boolean;
}

/** A text in a multipart body (RFC 7578). */
export interface FormDataText extends FormField {
  /** Of this part alone, such as `application/json`; none unless given. */
  readonly mediaType?: string;
}

/** One file or several in a multipart body (RFC 7578). Sent unless `enabled` is false. */
export interface FormDataFile {
  readonly name: string;
  /**
   * Path from the project folder, with forward slashes: `files/photo.jpeg`. Each of a list is a part of its own; an empty
   * list is a file that people choose in Postman.
   */
  readonly file: string | readonly string[];
  /** Of this part alone; by the ending of the file's name unless given. */
  readonly mediaType?: string;
  readonly description?: string;
  readonly enabled?: boolean;
}

/** JSON, emitted with two blanks of indentation. */
export interface JsonBody {
  readonly json: Json;
  /** `application/json` unless given. */
  readonly mediaType?: string;
}

/** Text as it is. */
export interface TextBody {
  readonly text: string;
  readonly mediaType: string;
}

/** `application/x-www-form-urlencoded`. */
export interface FormBody {
  readonly form: readonly FormField[];
}

/** `multipart/form-data`. */
export interface FormDataBody {
  readonly formData: readonly (FormDataText | FormDataFile)[];
}

/** The content of a file. */
export interface FileBody {
  /** Path from the project folder, with forward slashes: `files/photo.jpeg`. */
  readonly file: string;
  /** By the ending of the file's name unless given. */
  readonly mediaType?: string;
}

/** A GraphQL operation, sent as JSON. */
export interface GraphQLBody {
  readonly graphql: {
    readonly query: string;
    /** None unless given. */
    readonly variables?: { readonly [name: string]: Json };
    /** Which operation of the query is meant, if it has several. */
    readonly operationName?: string;
  };
}

/** A request body, with any method. With `enabled: false` it stands in Postman and is not sent. */
export type Body = (JsonBody | TextBody | FormBody | FormDataBody | FileBody | GraphQLBody) & {
  readonly enabled?: boolean;
};
