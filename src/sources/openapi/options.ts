/** What `fromOpenAPI` may be told: what a collection has beside, and in place of, what the document says. */

import type { Check } from '../../../scripts/contract/description.ts';
import type {
  AuthorizationDeclaration,
  FolderDeclaration,
  RequestDeclaration,
} from '../../model/collection.ts';

/** An operation, as filters and folders see it. */
export interface OpenApiOperation {
  readonly operationId?: string;
  /** In capitals. */
  readonly method: string;
  /** `/things/{id}` */
  readonly path: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
}

/**
 * What comes in place of what the document says of a request. Path variables, query parameters and headers are changed by
 * name, and what has another name comes along; all else is replaced.
 */
export type RequestChange = Partial<Omit<RequestDeclaration, 'kind'>>;

/** Options of `fromOpenAPI`. Each name must fit something of the document; one that does not is an error. */
export interface OpenApiOptions {
  /** Which operations become requests; all unless given. */
  readonly include?: (operation: OpenApiOperation) => boolean;
  /** What a request's folder is called: by its first tag, the first segment of its path, or as you say; undefined for none. */
  readonly folderBy?: 'tag' | 'path' | ((operation: OpenApiOperation) => string | undefined);
  /** By the folder's name in the document. `items` are put behind those of the document; a new name leaves the ids alone. */
  readonly folders?: { readonly [name: string]: Partial<Omit<FolderDeclaration, 'kind'>> };
  /** By operationId, or `GET /things/{id}`. False leaves the request out; a function is given the request. */
  readonly requests?: {
    readonly [operation: string]:
      | false
      | RequestChange
      | ((request: RequestDeclaration) => RequestDeclaration);
  };
  /** What a security scheme becomes, by its name; made of what the document says unless given. */
  readonly securitySchemes?: { readonly [name: string]: AuthorizationDeclaration };
  /** Names of security schemes: of alternatives, the one with the first of these is taken. */
  readonly prefer?: readonly string[];
  /**
   * Each response is held to what the document says of it: that its status is declared, its content type, and that its body is
   * valid against its schema. True for all three; false unless given.
   */
  readonly contract?: boolean | readonly Check[];
}
