/** What the token script says about an answer. What the server wrote comes in cleaned of secrets. */

const checkEndpoint = 'Check that the host is the authorization server.';

/** What a status means when the error code doesn't say. */
const STATUS: Readonly<Record<number, string>> = {
  401: 'Check client id and secret or key.',
  403: 'The client is known but not permitted: check its role and scopes, and a firewall in between.',
  404: `The token endpoint's path does not exist there. ${checkEndpoint}`,
  429: 'Too many requests: wait.',
};

export const title = (status: number, error: string): string => `HTTP ${status} ${error}`.trim();
export const reason = (error: string, description: string): string =>
  `The server says ${[error, description].filter(Boolean).join(': ').replace(/\.?$/, '.')} `;
export const noReason = (body: string): string =>
  `The server gives no reason${body === '' ? '' : ` (${body})`}. `;
export const causeOf = (status: number, error: string): string => {
  if (status > 499) return 'The server has a problem of its own: try again later.';
  if (status > 299 && status < 400) return `It redirects elsewhere. ${checkEndpoint}`;
  return ((error === '' || status > 403) && STATUS[status]) || 'Check client id, secret or key, and host.';
};
export const retryAfter = (seconds: number): string => ` It asks to wait ${seconds} seconds.`;

export const badAnswer = 'unusable answer';
export const unreadable = (status: number, body: string): string =>
  `HTTP ${status}, but no JSON object (${body}), maybe a login page. ${checkEndpoint}`;
export const emptyBody = 'empty body';
export const html = 'an HTML page';
export const incomplete = 'incomplete, or no JSON';
export const noToken = `The answer holds no access_token. ${checkEndpoint}`;
export const badToken = 'access_token is no bearer token (RFC 6750).';
export const notBearer = (type: string): string => `token_type is "${type}", not bearer.`;

export const likelyCauses = (provider: string | undefined, causes: readonly string[]): string =>
  `Likely causes${provider === undefined ? '' : ` (${provider})`}: ${causes.map((cause, at) => `${at + 1}. ${cause}`).join('; ')}.`;

// Warnings: the request goes on.

export const oddLifetime = (seconds: number): string =>
  `The token's expires_in makes no sense; it is taken to live ${seconds} seconds.`;
export const smallerScope = (lacking: string): string =>
  `The server granted less than was asked for. Not granted: ${lacking}.`;
