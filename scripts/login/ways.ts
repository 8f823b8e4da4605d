/** Which way to a token is taken, and what has to be seen to before. */

import { endpoint, problems } from './attempt.ts';
import { endpointUnusable } from './messages/settings.ts';
import type { Way } from './plan.ts';
import { clean } from './redact-before.ts';
import { valueOf } from './variables.ts';

/** The first way that is open. */
export const firstOpen = (ways: readonly Way[]): Way | undefined =>
  ways.find(({ opener }) => !opener || valueOf(opener).trim());

/** RFC 6749 §3.2; plain http never leaves the machine. */
const ENDPOINT = /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127\.0\.0\.1|\[::1])(:\d+)?)(\/[^\s#]*)?$/i;

/** Reports a token endpoint, made of variables, that is none. */
export const checkEndpoint = (): void => {
  if (!problems[0] && !ENDPOINT.test(endpoint)) problems.push(endpointUnusable(clean(endpoint)));
};
