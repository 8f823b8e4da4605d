/** What the login says about a response of the token endpoint. What the server wrote comes in cleaned of secrets. */

export const title = (status: number, error: string): string => `HTTP ${status} ${error}`.trim();

const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

export const reason = (error: string, description: string): string =>
  `The server says ${ended(description === '' ? error : `${error}: ${description}`)}`;

export const noReason = (endpoint: string, body: string): string =>
  `The server at ${endpoint} gives no reason${body === '' ? '' : `; its response has ${body}`}.`;

export const retryAfter = (seconds: number): string =>
  `The server asks to wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'} before the next try.`;

/** What a body is that is no JSON object. */
export const describeBody = (body: string): string =>
  body === '' ? 'an empty body' : body.startsWith('<') ? 'an HTML page' : 'a body that is no JSON object';

export const unusable = 'an unusable response';

export const notJson = (status: number, body: string): string =>
  `The server responded with HTTP ${status} and ${body}, where a JSON object with a token was expected. Check that the token endpoint is the one of your authorization server: it may be the address of a page for people.`;

export const smallerScope = (lacking: string): string =>
  `The server granted less than was asked for. Not granted: ${lacking}. The API may reject requests that need it, with 403.`;

export const askedBefore =
  '(The server was not asked again, as the same values have failed moments ago in this run.)';
