/** What the token script says when no answer comes: what happened, and what to check. */

type Failure = readonly [problem: string, cause: string];

const late = 'no answer in time';
const REACH = 'Check host, VPN and firewall; newman: --timeout-request MILLISECONDS.';

/** Causes by what the error's code or message holds; the first that fits. */
const NETWORK: readonly (readonly [RegExp, string, string])[] = [
  [/REFUSED/, 'connection refused', 'Nothing listens there: check host and port.'],
  [/NOTFOUND|EAI_|getaddrinfo/, 'host not found', 'Check the host, DNS, VPN and proxy.'],
  [/ALTNAME|not match/, 'TLS: wrong host name', 'The certificate is for another host: use the name in it.'],
  [
    /EXPIRED|NOT_YET/i,
    'TLS: certificate expired',
    "Renew the server's certificate, or check this computer's clock.",
  ],
  [
    /CERT|SIGNED|UNABLE_TO|ISSUER/i,
    'TLS: certificate not trusted',
    'Often it is self-signed. Add its CA: Postman Settings > Certificates (or, for tests only, turn SSL ' +
      'certificate verification off); newman: --ssl-extra-ca-certs FILE; postsmith run: --ca FILE.',
  ],
  [/EPROTO|SSL|TLS|version/i, 'TLS failed', 'The port may not speak https.'],
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
