/** What is known of resources and commands, as facts of the API. */

import type { Json, Method } from 'postsmith';

/** The parts of the API that hold resources. */
export type Area = 'configuration' | 'status' | 'history';

/** Types as a node's own schema names them; a `related` field holds the URI of another object, or a list of them. */
export type FieldType =
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'dict'
  | 'file'
  | 'float'
  | 'integer'
  | 'list'
  | 'related'
  | 'string'
  | 'time';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Set by the node; never part of a body. */
  readonly readonly?: boolean;
  readonly required?: boolean;
  /** The resource whose objects this field refers to. */
  readonly related?: string;
  readonly choices?: readonly string[];
  /** The schema's default; `generated` for a UUID and `now` for a time that the node makes up. */
  readonly default?: Json;
  /** Seen in one source only. */
  readonly uncertain?: boolean;
}

export interface Resource {
  readonly area: Area;
  /** `conference`, or `participant/<id>/media_stream` for what hangs below an object. */
  readonly name: string;
  /** As the node's web pages call it. */
  readonly title: string | null;
  readonly description: string;
  readonly listMethods: readonly Method[];
  readonly detailMethods: readonly Method[];
  /** There is exactly one object, with the id 1. */
  readonly singleton?: boolean;
  /** Seen in one source only. */
  readonly uncertain?: boolean;
  readonly filters?: readonly string[];
  readonly fields: readonly Field[];
  /** A body that creates an object. */
  readonly example?: { readonly [field: string]: Json };
}

export interface Command {
  readonly scope: 'participant' | 'conference' | 'platform';
  readonly action: string;
  readonly description: string;
  readonly fields: readonly Field[];
  readonly example: { readonly [field: string]: Json };
  /** Ends calls, restarts or replaces something. */
  readonly disruptive?: boolean;
  /** Takes a file. */
  readonly upload?: boolean;
  readonly uncertain?: boolean;
  readonly response?: Json;
  /** HTTP status of `response`. */
  readonly status?: number;
}
