/**
 * The proxy and the client certificate of a request.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/request.html
 */

import type { PostmanCertificate, PostmanProxy } from '../format/collection.ts';
import type { RequestCertificate, RequestDeclaration, RequestProxy } from '../model/collection.ts';

const emitProxy = ({
  host,
  port = 8080,
  match = 'http+https://*/*',
  tunnel = false,
  enabled,
}: RequestProxy): PostmanProxy => ({
  match,
  host,
  port,
  tunnel,
  ...(enabled === false && { disabled: true }),
});

const emitCertificate = ({
  name,
  matches,
  key,
  certificate,
  passphrase,
}: RequestCertificate): PostmanCertificate => ({
  ...(name !== undefined && { name }),
  matches: matches ?? [],
  key: { src: key },
  cert: { src: certificate },
  ...(passphrase !== undefined && { passphrase }),
});

/** How a request gets to its server. */
export const emitConnection = ({
  proxy,
  certificate,
}: Pick<RequestDeclaration, 'proxy' | 'certificate'>) => ({
  ...(proxy !== undefined && { proxy: emitProxy(proxy) }),
  ...(certificate !== undefined && { certificate: emitCertificate(certificate) }),
});
