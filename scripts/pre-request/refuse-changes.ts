/** Refuses every request that may change something, until the variable `allow_changes` is `true`. */

import { refuse } from 'postsmith/sandbox';

/** Safe by definition: RFC 9110 §9.2.1. */
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

const method = pm.request.method.toUpperCase();
const allowed = String(pm.variables.get('allow_changes') ?? '').trim();

if (!SAFE_METHODS.includes(method) && allowed.toLowerCase() !== 'true') {
  refuse(
    'Not sent: changes are not allowed',
    `${method} requests can change the server. To allow them, set the variable "allow_changes" to true in the ` +
      `environment; now it is ${allowed === '' ? 'empty' : 'something else'}. A run over the whole collection then ` +
      'sends every creation, change and deletion in it.',
  );
}
