/** What the token script says when no answer comes: what happened, and what to check. */

type Failure = readonly [problem: string, cause: string];

const SILENCE = 'no answer';
const REACH = 'Check host, port, VPN, proxy and firewall; newman: --timeout-request MILLISECONDS.';

/** Causes by what the error's code or message holds; the first that fits. */
const NETWORK: readonly (readonly [RegExp, string, string])[] = [
  [/REFUSED/, 'connection refused', 'Nothing listens there: check host and port.'],
  [/NOTFOUND|EAI_|getaddrinfo/, 'host not found', 'Check the host, DNS, VPN and proxy.'],
  [/ALTNAME|not match/, 'TLS: wrong host name', 'The certificate is for another host: use the name in it.'],
  [/EXPIRED|NOT_YET/i, 'TLS: certificate expired', "Renew it, or check this computer's clock."],
  [
    /CERT|SIGNED|UNABLE_TO|ISSUER/i,
    'TLS: certificate not trusted',
    'Add its CA: Postman Settings > Certificates; newman --ssl-extra-ca-certs FILE; postsmith run --ca FILE.',
  ],
  [/EPROTO|SSL|TLS|version/i, 'TLS failed', 'The port may not speak https.'],
  [/^/, SILENCE, REACH],
];

export const networkFailure = (endpoint: string, error: string): Failure => {
  const [, problem, cause] = NETWORK.find(([pattern]) => pattern.test(error)) ?? [0, '', ''];
  return [problem, `${endpoint} could not be reached (${error || 'no reason given'}). ${cause}`];
};
export const timedOut = (endpoint: string, seconds: number): Failure => [
  SILENCE,
  `${endpoint} did not answer within ${seconds} seconds. ${REACH}`,
];
