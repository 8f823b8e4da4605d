/** What the token script says about an answer. What the server wrote comes in cleaned of secrets. */

const checkHost = 'Check that the host is the authorization server.';
const checkClient = 'Check client id, secret or key, and host.';

/** What a status means when the error code doesn't say. */
const STATUS: Readonly<Record<number, string>> = {
  403: 'The client is not permitted: check its role and scopes, and a firewall in between.',
  404: `There is no such path. ${checkHost}`,
  429: 'Too many requests: wait.',
};

export const title = (status: number, error: string): string => `HTTP ${status} ${error}`.trim();
export const reason = (error: string, description: string): string =>
  `The server says ${description ? `${error}: ${description}` : error}`.replace(/\.?$/, '. ');
export const noReason = (body: string): string => `The server gives no reason${body && ` (${body})`}. `;
export const causeOf = (status: number, error: string): string => {
  if (status > 499) return 'The server has a problem: try again later.';
  if (status > 299 && status < 400) return `It redirects elsewhere. ${checkHost}`;
  return ((error === '' || status > 403) && STATUS[status]) || checkClient;
};
export const retryAfter = (seconds: number): string => ` It asks to wait ${seconds} seconds.`;

export const describe = (body: string): string =>
  body === '' ? 'empty body' : body[0] === '<' ? 'an HTML page' : 'no JSON object';

export const badAnswer = 'unusable answer';
export const unreadable = (status: number, body: string): string =>
  `HTTP ${status} with ${body}. ${checkHost}`;
export const noToken = `It holds no access_token. ${checkHost}`;
export const badToken = 'access_token is no bearer token (RFC 6750).';
export const notBearer = (type: string): string => `token_type is "${type}", not bearer.`;

// Warnings: the request goes on.

export const oddLifetime = 'expires_in makes no sense: it is not used.';
export const smallerScope = (lacking: string): string =>
  `The server granted less than was asked for. Not granted: ${lacking}.`;
