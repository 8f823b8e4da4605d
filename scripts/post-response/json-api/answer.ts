/** What is judged of an answer, and what is wrong with its status. */

import { isObject, membersOf, readJson } from './document.ts';

export interface Answer {
  readonly method: string;
  readonly path: string;
  /** 0 = there was no answer. */
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** What was sent. */
  readonly sent: string;
}

const HINTS: { readonly [status: number]: string } = {
  401: 'the API does not accept the token; it trusts another authorization server, or the token has ended',
  403: "the token lacks a scope, or the person a group: `scope` in the environment shows what was granted (you may have unticked some on the approval page), and the request's description what is needed",
  404: 'there is no such object; send the request that creates it first (Prepare, or Create in this folder)',
  406: 'the Accept header must be application/vnd.api+json',
  415: 'the Content-Type header must be application/vnd.api+json',
};

/** What the server says of its refusal, on one line. */
const detailsIn = (body: string): string => {
  const document = readJson(body);
  const details = membersOf(isObject(document) ? document.errors : []).map((error) =>
    isObject(error) ? String(error.detail) : '',
  );
  return details.length === 0 ? '' : ` The API says: ${details.join(' ').slice(0, 300)}`;
};

/** The sentence for a status that is not one of the expected; '' for one that is. */
export const statusProblem = ({ status, body }: Answer, expected: readonly number[]): string =>
  expected.includes(status)
    ? ''
    : status === 0
      ? 'There was no answer.'
      : `${status} instead of ${expected.join(' or ')}: ${
          HINTS[status] ??
          (status < 500 ? 'not the documented answer' : 'the service itself failed; see its log')
        }.${detailsIn(body)}`;
