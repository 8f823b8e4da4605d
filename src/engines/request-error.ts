/** Network and TLS errors of Node, in words that say what to do. */

/** What engines hand out when a request could not be sent or got no response. */
export interface RequestError {
  readonly code?: string;
  readonly message?: string;
}

const UNTRUSTED =
  'the server’s certificate is not signed by a known authority; give that authority’s certificate with --ca FILE';

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; check host and port',
  ECONNRESET: 'the server closed the connection',
  EAI_AGAIN: 'the name could not be resolved just now; check the network',
  ENOTFOUND: 'there is no such host; check the host variable of the environment',
  EHOSTUNREACH: 'the host cannot be reached; check the network or VPN',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'no response in time',
  ESOCKETTIMEDOUT: 'no response in time',
  EPROTO: 'the server does not speak TLS as expected; check scheme and port',
  CERT_HAS_EXPIRED: 'the server’s certificate has expired',
  CERT_NOT_YET_VALID: 'the server’s certificate is not valid yet; check this machine’s clock',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the server’s certificate is for another name; check the host variable',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
};

/** One sentence: Node's own words, then the likely cause. */
export const describeRequestError = ({ code, message }: RequestError): string => {
  const words = message ?? code ?? 'the request failed without a message';
  const cause = words.startsWith('tunneling socket')
    ? 'the proxy cannot be used; check HTTPS_PROXY and NO_PROXY'
    : CAUSES[code ?? ''];
  return cause === undefined ? words : `${words}: ${cause}`;
};
