/** What the login says when no response comes: what happened, and what to check. */

type Failure = readonly [problem: string, cause: string];

const SILENCE = 'no response';
const REACH =
  'Check host and port, and whether a VPN or a proxy is needed. newman waits longer with --timeout-request, postsmith run with --timeout.';

/** Causes by what the error's code or message holds; the first that fits. */
const NETWORK: readonly (readonly [RegExp, string, string])[] = [
  [/REFUSED/, 'connection refused', 'Nothing listens there. Check the port, and that the server runs.'],
  [
    /NOTFOUND|EAI_|getaddrinfo/,
    'host not found',
    'Check the spelling of the host, and whether a VPN or a proxy is needed.',
  ],
  [
    /ALTNAME|not match/,
    'TLS: wrong host name',
    'The certificate of the server names another host. Use that name.',
  ],
  [
    /EXPIRED|NOT_YET/i,
    'TLS: certificate expired',
    "Have the server's certificate renewed, or check this computer's clock.",
  ],
  [
    /CERT|SIGNED|UNABLE_TO|ISSUER/i,
    'TLS: certificate not trusted',
    'Add the certificate of its authority (a PEM file): in Postman under Settings › Certificates › CA certificates; ' +
      'newman and the Postman CLI: --ssl-extra-ca-certs FILE; postsmith run: --ca FILE.',
  ],
  [/EPROTO|SSL|TLS|version/i, 'TLS failed', 'The port may be one for plain http. Check host and port.'],
  [/^/, SILENCE, REACH],
];

export const networkFailure = (endpoint: string, error: string): Failure => {
  const [, problem, cause] = NETWORK.find(([pattern]) => pattern.test(error)) ?? [0, '', ''];
  return [
    problem,
    `The token endpoint ${endpoint} could not be reached (${error || 'no reason is given'}). ${cause}`,
  ];
};

export const timedOut = (endpoint: string, seconds: number): Failure => [
  SILENCE,
  `The token endpoint ${endpoint} did not respond within ${seconds} seconds. ${REACH}`,
];
