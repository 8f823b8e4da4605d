/** What is judged of a JSON:API response, what is wrong with its status, and the verdict as tests. */

import { isObject, readJson } from '../../json.ts';
import { membersOf } from './document.ts';
import { whyForbidden } from './token-holder.ts';

export interface Response {
  readonly method: string;
  readonly path: string;
  /** 0 = there was none. */
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** What was sent. */
  readonly sent: string;
  /** The scope of the token with which the request was sent; '' when it is not known. */
  readonly granted: string;
}

/** The response to the request that was just sent. */
export const responseNow = (): Response => ({
  method: pm.request.method,
  path: pm.request.url.getPath(),
  // A request that could not be sent has a response without a code.
  status: pm.response.code || 0,
  contentType: pm.response.headers.get('Content-Type') ?? '',
  body: pm.response.text(),
  sent: pm.request.body?.raw ?? '',
  granted: String(pm.variables.get('scope') ?? ''),
});

const HINTS: { readonly [status: number]: string } = {
  401: 'the API does not accept the token; it trusts another authorization server, or the token has ended',
  404: 'there is no such object; send the request that creates it first (Prepare, or Create in this folder)',
  406: 'the Accept header must be application/vnd.api+json',
  415: 'the Content-Type header must be application/vnd.api+json',
};

/** What the server says of its error, on one line. */
const detailsIn = (body: string): string => {
  const document = readJson(body);
  const details = membersOf(isObject(document) ? document.errors : []).map((error) =>
    isObject(error) ? String(error.detail) : '',
  );
  const line = details.join(' ').replace(/\s+/g, ' ').trim();
  return line === '' ? '' : ` The API says: ${line.slice(0, 300)}`;
};

const hintFor = (response: Response): string => {
  if (response.status === 403) return whyForbidden(response);
  const other =
    response.status < 500 ? 'not the documented response' : 'the service itself failed; see its log';
  return HINTS[response.status] ?? other;
};

/** The sentence for a status that is not one of the expected; '' for one that is. */
export const statusProblem = (response: Response, expected: readonly number[]): string => {
  const { status, body } = response;
  if (expected.includes(status)) return '';
  if (status === 0) return 'There was no response.';
  return `${status} instead of ${expected.join(' or ')}: ${hintFor(response)}.${detailsIn(body)}`;
};

/** Two tests: the status and, where that is right, the rest. `problem` is the status's; '' when it is right. */
export const showVerdict = (problem: string, problems: readonly string[]): void => {
  pm.test('The status is the documented one', () => {
    if (problem !== '') throw new Error(problem);
  });
  if (problem !== '') return;
  pm.test('The response is the documented JSON:API document', () => {
    if (problems.length > 0) throw new Error(problems.slice(0, 10).join('; '));
  });
};
