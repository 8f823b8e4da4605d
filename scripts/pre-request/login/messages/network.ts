/** What the token script says when no answer comes: what happened, and what to check. */

type Failure = readonly [problem: string, cause: string];

const TLS =
  'This computer does not trust the certificate; often it is self-signed. Postman: add its CA under Settings > ' +
  'Certificates > CA certificates or, for tests only, turn off Settings > SSL certificate verification; ' +
  'newman: --ssl-extra-ca-certs FILE; postsmith run: --ca FILE.';

const late = 'no answer in time';
const REACH = 'Check host, VPN and firewall; newman: --timeout-request MILLISECONDS.';

/** Causes by what the error's code or message holds; the first that fits. */
const NETWORK: readonly (readonly [RegExp, string, string])[] = [
  [/ECONNREFUSED/, 'connection refused', 'Nothing listens there: check host, port and server.'],
  [/ENOTFOUND|EAI_|getaddrinfo/, 'host not found', 'Check the host for typing errors, DNS, VPN and proxy.'],
  [
    /ALTNAME|does not match/,
    'TLS: wrong host name',
    `The server's certificate is for another host: use the name in it. ${TLS}`,
  ],
  [
    /EXPIRED|NOT_YET/i,
    'TLS: certificate expired',
    `Renew the server's certificate, or check this computer's clock. ${TLS}`,
  ],
  [/CERT|SIGNED|UNABLE_TO|ISSUER/i, 'TLS: certificate not trusted', TLS],
  [/EPROTO|SSL|TLS|wrong version/i, 'TLS failed', `The port may not speak https. ${TLS}`],
  [/TIMED?OUT/i, late, REACH],
  [/UNREACH/, 'host unreachable', REACH],
  [/^/, 'no answer', 'The connection broke: check host, port, VPN and proxy.'],
];

export const networkFailure = (endpoint: string, error: string): Failure => {
  const [, problem, cause] = NETWORK.find(([pattern]) => pattern.test(error)) ?? [0, '', ''];
  return [problem, `${endpoint} could not be reached (${error.trim() || 'no reason given'}). ${cause}`];
};
export const timedOut = (endpoint: string, seconds: number): Failure => [
  late,
  `${endpoint} did not answer within ${seconds} seconds. ${REACH}`,
];
