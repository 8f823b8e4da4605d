/** What the login says when no response comes: what happened, and what to check. */

type Failure = readonly [problem: string, cause: string];

const SILENCE = 'no response';
const REACH =
  'Check the host and its port, and whether a VPN or a proxy is needed to reach it. newman waits longer with --timeout-request.';

/** Causes by what the error's code or message holds; the first that fits. */
const NETWORK: readonly (readonly [RegExp, string, string])[] = [
  [
    /REFUSED/,
    'connection refused',
    'The machine is there, but nothing listens at this port. Check the port, and that the server runs.',
  ],
  [
    /NOTFOUND|EAI_|getaddrinfo/,
    'host not found',
    'No machine has this name. Check the spelling of the host, and whether a VPN is needed to find it.',
  ],
  [
    /ALTNAME|not match/,
    'TLS: wrong host name',
    'The certificate of the server is for another host. Use the name that the certificate names.',
  ],
  [
    /EXPIRED|NOT_YET/i,
    'TLS: certificate expired',
    "The certificate of the server is not valid today. Have it renewed, or check this computer's clock.",
  ],
  [
    /CERT|SIGNED|UNABLE_TO|ISSUER/i,
    'TLS: certificate not trusted',
    'The certificate comes from an authority that this computer does not know. Add the certificate of that authority (a PEM file): ' +
      'in Postman under Settings › Certificates › CA certificates; newman and the Postman CLI: --ssl-extra-ca-certs FILE; postsmith run: --ca FILE.',
  ],
  [
    /EPROTO|SSL|TLS|version/i,
    'TLS failed',
    'The port may be one for plain http, or the server speaks an old version of TLS. Check host and port.',
  ],
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
