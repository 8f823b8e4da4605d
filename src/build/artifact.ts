/** An artifact: what `build` returns and only `output` writes. */

export interface Artifact {
  /** Below the project folder, with forward slashes: `dist/collections/pexip-management.postman_collection.json`. */
  readonly path: string;
  /** UTF-8, ends with a newline. */
  readonly content: string;
}
