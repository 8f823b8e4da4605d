/** What the token script says about an answer. What the server wrote comes in cleaned of secrets. */

const checkHost = 'Is the host the authorization server?';
const checkClient = 'Check client id, secret or key, host.';

/** What a status means when the error code doesn't say. */
const STATUS: Readonly<Record<number, string>> = {
  403: 'The client lacks a role or scope, or a firewall refuses.',
  404: `There is no such path. ${checkHost}`,
  429: 'Too many requests.',
};

export const title = (status: number, error: string): string => `HTTP ${status} ${error}`.trim();
export const reason = (error: string, description: string): string =>
  `Server says ${description ? `${error}: ${description}` : error}`.replace(/\.?$/, '. ');
export const noReason = (body: string): string => `Server gives no reason${body && ` (${body})`}. `;
export const causeOf = (status: number, error: string): string => {
  if (status > 499) return 'It has a problem: try later.';
  if (status > 299 && status < 400) return `It redirects elsewhere. ${checkHost}`;
  return ((error === '' || status > 403) && STATUS[status]) || checkClient;
};
export const retryAfter = (seconds: number): string => ` Wait ${seconds} seconds.`;

export const describe = (body: string): string =>
  body === '' ? 'empty body' : body[0] === '<' ? 'an HTML page' : 'no JSON object';

export const badAnswer = 'unusable answer';
export const unreadable = (status: number, body: string): string =>
  `HTTP ${status} with ${body}. ${checkHost}`;
export const noToken = `No access_token. ${checkHost}`;
export const badToken = 'access_token is malformed.';
export const notBearer = (type: string): string => `token_type is "${type}", not bearer.`;

// Warnings: the request goes on.

export const oddLifetime = 'Odd expires_in.';
export const smallerScope = (lacking: string): string => `Not granted: ${lacking}.`;
