/** What a JWT needs, as Postman's sandboxes have it. */

import type { JwtTools } from '../parts.ts';
import { decrypt, digest } from '../sandbox-crypto.ts';
import { uniqueId } from './unique-id.ts';

export const jwtTools: JwtTools = { decrypt, digest, uniqueId };
