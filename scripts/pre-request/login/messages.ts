/** Every sentence that the token script says. Details come in already cleaned; no sentence holds a secret. */

type Failure = readonly [problem: string, cause: string];

// The failing test.

export const loginFailed = (problem: string): string => `Login failed: ${problem}`;
export const badInputs = 'a setting is missing or wrong';
export const unexpected = 'unexpected error in the token script';
export const askedBefore =
  '(The server was not asked again: this run asked it moments ago with the same settings.)';

// Variables.

export const noEnvironment =
  'No environment is selected: choose one at the top right of Postman (newman and postsmith run: -e FILE).';
export const missingVariable = (name: string, where?: string): string =>
  `${name} is empty: fill it in in the environment${where === undefined ? '' : ` (${where})`}.`;
export const unresolvedReference = (name: string, reference: string): string =>
  `${name} refers to {{${reference}}}, which has no value.`;
export const endpointUnusable = (endpoint: string): string =>
  `The token endpoint is no usable https address: ${endpoint}`;

// The host.

export const hostUnderstood = (name: string, given: string, understood: string): string =>
  `${name}: "${given}" is understood as "${understood}"` +
  (/^http:/i.test(given) ? '; https is used, not http.' : '.');
export const hostProblem = (name: string, given: string, problem: string): string =>
  `${name} is "${given}": ${problem}. Give just the host, like mgmt.example.com.`;
export const hostProblems = {
  several: 'it holds blanks or several hosts',
  placeholder: 'it holds braces',
  scheme: 'only https is possible',
  none: 'it names no host',
  user: 'it holds a user name before an @',
  port: 'the port is no number from 1 to 65535',
  name: 'that is no host name',
};

// The key. Each continues "client_private_key …".

const pasteWhole = 'paste all of it, from -----BEGIN to the last -----';
const needPrivate = 'the private key is needed';
const KEY_NAMES: Readonly<Record<string, string>> = {
  RSA: 'an RSA key',
  'RSA-PSS': 'an RSA key bound to PSS',
};
const keyName = (type: string): string =>
  KEY_NAMES[type] ??
  (/^(Ed|X)\d/.test(type)
    ? `an ${type} key`
    : `an EC key on ${/^[\w-]{1,12}$/.test(type) ? type : 'another curve'}`);

export const keyProblem = (name: string, problem: string): string => `${name} ${problem}.`;
export const keyProblems = {
  isClientId: `holds the client id; ${needPrivate}`,
  clientIdIsKey: (name: string): string => `${name} holds a key; the client id is needed.`,
  publicKey: `is a public key; ${needPrivate}`,
  certificate: `is a certificate; ${needPrivate}`,
  certificateRequest: `is a certificate request; ${needPrivate}`,
  encrypted: 'is encrypted with a passphrase; decrypt it first: openssl pkey -in FILE -out NEW_FILE',
  sshPublic: `is a public SSH key; ${needPrivate}, in PEM`,
  sshPrivate:
    'is an SSH key file; convert a copy of it to PEM: ssh-keygen -p -m PEM -f COPY (PuTTY: Conversions > Export OpenSSH key)',
  truncated: `is cut off or damaged; ${pasteWhole}`,
  notBase64: `is PEM with foreign characters in it; ${pasteWhole}`,
  noKey: `is no private key in PEM or JWK; ${pasteWhole}`,
  damaged: 'is damaged: its numbers make no key',
  badJson: 'is no valid JSON; paste the whole JWK',
  otherJson: 'is JSON but no JWK ("kty" is missing)',
  jwkSet: 'is a JWK set; paste just one key of it',
  jwkPublic: `is a public JWK ("d" is missing); ${needPrivate}`,
  symmetric: `is a symmetric key; ${needPrivate}`,
  misfit: (type: string, algorithm: string, needed: string): string =>
    `is ${keyName(type)}; ${algorithm} needs ${keyName(needed)}`,
  shortRsa: (bits: number, algorithm: string): string =>
    `is an RSA key of ${bits} bits; ${algorithm} needs 2048 or more`,
};
export const inconsistentKey: Failure = [badInputs, `The private key ${keyProblems.damaged}.`];

// The way to the server.

const TLS =
  'A certificate that the computer does not trust (often a self-signed one): in Postman, add its CA under Settings > ' +
  'Certificates > CA certificates, or, for tests only, turn off Settings > SSL certificate verification; ' +
  'newman: --ssl-extra-ca-certs FILE; postsmith run: --ca FILE.';

/** Causes by what the error's code or message holds; the first that fits. */
const NETWORK: readonly (readonly [RegExp, string, string])[] = [
  [
    /ECONNREFUSED/,
    'connection refused',
    'Nothing listens there: check host and port, and whether the server runs.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|EAI_|getaddrinfo/,
    'host not found',
    'Check the host for a typing error, and DNS, VPN and proxy.',
  ],
  [
    /ALTNAME|does not match/,
    'TLS: wrong host name',
    `The server's certificate is for another host: use the name in it. ${TLS}`,
  ],
  [
    /EXPIRED|expired|NOT_YET/,
    'TLS: certificate expired',
    `Renew the server's certificate, or check this computer's clock. ${TLS}`,
  ],
  [/CERT|SIGNED|UNABLE_TO|issuer|certificate/, 'TLS: certificate not trusted', TLS],
  [/EPROTO|SSL|TLS|wrong version/i, 'TLS failed', `The port may not speak https. ${TLS}`],
  [
    /TIMEDOUT|TIMEOUT|timeout/i,
    'no answer in time',
    'Check host, VPN and firewall; newman: --timeout-request MILLISECONDS.',
  ],
  [/UNREACH/, 'host unreachable', 'Check network, VPN and firewall.'],
  [/./, 'no answer', 'The connection broke: check host, port, VPN and proxy.'],
];

export const networkFailure = (endpoint: string, error: string): Failure => {
  const [, problem, cause] = NETWORK.find(([pattern]) => pattern.test(error)) ?? [0, 'no answer', ''];
  return [problem, `${endpoint} could not be reached (${error.trim() || 'no reason given'}). ${cause}`];
};
export const timedOut = (endpoint: string, seconds: number): Failure => [
  'no answer in time',
  `${endpoint} did not answer within ${seconds} seconds. Check host, VPN and firewall; newman: --timeout-request MILLISECONDS.`,
];

// The answer.

const badAnswer = 'unusable answer';
const checkEndpoint = 'Check that the host is the authorization server.';

/** What a status means when the error code doesn't say. */
const STATUS: Readonly<Record<number, string>> = {
  400: 'Check client id, private key and host.',
  401: 'Check client id and private key.',
  403: 'The client is known but not permitted: check its role and scopes, and a firewall in between.',
  404: `The path of the token endpoint does not exist there. ${checkEndpoint}`,
  405: `A redirect or a wrong path is likely. ${checkEndpoint}`,
  429: 'Too many requests: wait.',
};

export const answerFailures = {
  title: (status: number, error: string): string => `HTTP ${status}${error === '' ? '' : ` ${error}`}`,
  error: (error: string, description: string): string =>
    `The server says ${error}${description === '' ? '' : `: ${description}`}${/[.!?]$/.test(description) ? '' : '.'}`,
  without: (body: string): string => `The server gives no reason${body === '' ? '' : ` (${body})`}.`,
  status: (status: number, error: string): string => {
    if (STATUS[status] !== undefined && (error === '' || status === 429)) return STATUS[status];
    if (status >= 500) return 'The server has a problem of its own: try again later.';
    return status >= 300 && status < 400 ? `It redirects elsewhere. ${checkEndpoint}` : (STATUS[400] ?? '');
  },
  retryAfter: (seconds: number): string => `It asks to wait ${seconds} seconds.`,
  unreadable: (status: number, body: string): Failure => [
    badAnswer,
    `HTTP ${status}, but the answer is no JSON object (${body}). ${checkEndpoint} A redirect to a login page looks like this too.`,
  ],
  empty: 'empty body',
  html: 'an HTML page',
  truncated: 'incomplete or no JSON object',
  notJson: 'some other text',
  noToken: [badAnswer, `The answer holds no access_token. ${checkEndpoint}`] as const,
  badToken: [
    badAnswer,
    'access_token is no text of the characters that a bearer token may have (RFC 6750).',
  ] as const,
  notBearer: (type: string): Failure => [
    badAnswer,
    `token_type is "${type}"; only bearer tokens can be used.`,
  ],
};

export const likelyCauses = (provider: string | undefined, causes: readonly string[]): string =>
  `Likely causes${provider === undefined ? '' : ` (${provider})`}: ${causes.map((cause, at) => `${at + 1}. ${cause}`).join('; ')}.`;

// Warnings: the request goes on.

export const oddLifetime = (seconds: number): string =>
  `The token's expires_in makes no sense; it is taken to live ${seconds} seconds.`;
export const smallerScope = (lacking: string): string =>
  `The server granted less than was asked for. Not granted: ${lacking}. Requests that need it will be refused.`;
