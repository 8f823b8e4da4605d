/** What the token script says about an answer. What the server wrote comes in cleaned of secrets. */

type Failure = readonly [problem: string, cause: string];

const badAnswer = 'unusable answer';
const checkEndpoint = 'Check that the host is the authorization server.';

/** What a status means when the error code doesn't say. */
const STATUS: Readonly<Record<number, string>> = {
  400: 'Check client id, private key and host.',
  401: 'Check client id and private key.',
  403: 'The client is known but not permitted: check its role and scopes, and a firewall in between.',
  404: `The token endpoint's path does not exist there. ${checkEndpoint}`,
  405: `A redirect or a wrong path is likely. ${checkEndpoint}`,
  429: 'Too many requests: wait.',
};

export const title = (status: number, error: string): string =>
  `HTTP ${status}${error === '' ? '' : ` ${error}`}`;
export const reason = (error: string, description: string): string =>
  `The server says ${error}${description === '' ? '' : `: ${description}`}${/[.!?]$/.test(description) ? '' : '.'}`;
export const noReason = (body: string): string =>
  `The server gives no reason${body === '' ? '' : ` (${body})`}.`;
export const causeOf = (status: number, error: string): string => {
  if (STATUS[status] !== undefined && (error === '' || status === 429)) return STATUS[status];
  if (status >= 500) return 'The server has a problem of its own: try again later.';
  return status >= 300 && status < 400 ? `It redirects elsewhere. ${checkEndpoint}` : (STATUS[400] ?? '');
};
export const retryAfter = (seconds: number): string => `It asks to wait ${seconds} seconds.`;
export const unreadable = (status: number, body: string): Failure => [
  badAnswer,
  `HTTP ${status}, but the answer is no JSON object (${body}). ${checkEndpoint} It may be a redirect to a login page.`,
];
export const emptyBody = 'empty body';
export const html = 'an HTML page';
export const incomplete = 'incomplete, or no JSON';
export const noToken: Failure = [badAnswer, `The answer holds no access_token. ${checkEndpoint}`];
export const badToken: Failure = [badAnswer, 'access_token is no bearer token as RFC 6750 defines it.'];
export const notBearer = (type: string): Failure => [
  badAnswer,
  `token_type is "${type}"; only bearer tokens can be used.`,
];

export const likelyCauses = (provider: string | undefined, causes: readonly string[]): string =>
  `Likely causes${provider === undefined ? '' : ` (${provider})`}: ${causes.map((cause, at) => `${at + 1}. ${cause}`).join('; ')}.`;

// Warnings: the request goes on.

export const oddLifetime = (seconds: number): string =>
  `The token's expires_in makes no sense; it is taken to live ${seconds} seconds.`;
export const smallerScope = (lacking: string): string =>
  `The server granted less than was asked for. Not granted: ${lacking}.`;
