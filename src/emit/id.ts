/** Ids that depend on nothing but the place of what they name: UUID v5 (RFC 9562 §5.5) of its path. */

import { v5 } from 'uuid';
import { pathText, type Path } from '../model/key.ts';

/** Postsmith's own namespace. Another one would change every id of every project. */
const namespace = 'b1f2c9a4-6a0e-5d43-9c55-2f6f2f0a7c11';

/** What has an id. An item and its script lie at one path, so the kind is part of the name. */
type IdKind = 'collection' | 'item' | 'prerequest' | 'test' | 'example' | 'environment';

/** The id of what lies at `path`: the same on every machine, for ever. */
export const idOf = (kind: IdKind, path: Path): string => v5(`${kind}:${pathText(path)}`, namespace);
