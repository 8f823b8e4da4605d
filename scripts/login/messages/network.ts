/** What the token script says when no answer comes: what happened, and what to check. */

type Failure = readonly [problem: string, cause: string];

const SILENCE = 'no answer';
const REACH = 'Check host, port, VPN, proxy (newman: --timeout-request).';

/** Causes by what the error's code or message holds; the first that fits. */
const NETWORK: readonly (readonly [RegExp, string, string])[] = [
  [/REFUSED/, 'connection refused', 'Nothing listens.'],
  [/NOTFOUND|EAI_|getaddrinfo/, 'host not found', 'Check host, DNS, VPN, proxy.'],
  [/ALTNAME|not match/, 'TLS: wrong host name', 'The certificate names another host.'],
  [/EXPIRED|NOT_YET/i, 'TLS: certificate expired', 'Renew it, or check the clock.'],
  [
    /CERT|SIGNED|UNABLE_TO|ISSUER/i,
    'TLS: certificate not trusted',
    'Add its CA: Postman Settings > Certificates; newman --ssl-extra-ca-certs; postsmith run --ca.',
  ],
  [/EPROTO|SSL|TLS|version/i, 'TLS failed', 'Not an https port?'],
  [/^/, SILENCE, REACH],
];

export const networkFailure = (endpoint: string, error: string): Failure => {
  const [, problem, cause] = NETWORK.find(([pattern]) => pattern.test(error)) ?? [0, '', ''];
  return [problem, `${endpoint} could not be reached (${error || 'no reason given'}). ${cause}`];
};
export const timedOut = (endpoint: string, seconds: number): Failure => [
  SILENCE,
  `${endpoint} did not answer for ${seconds} seconds. ${REACH}`,
];
