/** What the description of an API says of the responses of its operations. */

/** What a response is held to. */
export type Check = 'status' | 'contentType' | 'body';

/** What a description says of all its operations. A script carries all of it and needs little: JSON texts cost it less than objects. */
export interface Contract {
  readonly checks: readonly Check[];
  /** The address below which paths begin: `{{base_url}}`. */
  readonly base: string;
  /** By `GET /things/{id}`, JSON of `Responses`. */
  readonly operations: { readonly [key: string]: string };
  /** JSON Schemas (draft-07), each as JSON text, which refer to each other by `s` and their index. */
  readonly schemas: readonly string[];
}

/** By status (`200`, `4XX`, `default`), then by media type: the index of the schema; null where there is none. */
export interface Responses {
  readonly [status: string]: { readonly [mediaType: string]: number | null };
}
