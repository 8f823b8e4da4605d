/** What is said of a request that got no response. */

import { expect, test } from 'vitest';
import { describeRequestError } from '../../src/engines/request-error.ts';

test.each([
  [
    { code: 'ENOTFOUND', message: 'getaddrinfo' },
    'getaddrinfo: there is no such host; check the host variable',
  ],
  [
    { code: 'SELF_SIGNED_CERT_IN_CHAIN', message: 'self-signed' },
    'give that authority’s certificate with --ca FILE',
  ],
  [
    // The code is that of the request, whatever kept the proxy from answering.
    { code: 'ECONNRESET', message: 'tunneling socket could not be established, cause=connect ECONNREFUSED' },
    'the proxy cannot be used; check HTTPS_PROXY and NO_PROXY',
  ],
  [{ code: 'EWHATEVER', message: 'something else' }, 'something else'],
  [{ code: 'ECONNRESET' }, 'ECONNRESET: the server closed the connection'],
  [{}, 'the request failed without a message'],
])('%j is told with its likely cause', (error, words) => {
  expect(describeRequestError(error)).toContain(words);
});
