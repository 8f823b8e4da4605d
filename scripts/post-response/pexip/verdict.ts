/** What is judged of a node's response, and what its HTTP status means when it is not the documented one. */

export interface Response {
  readonly method: string;
  readonly path: string;
  /** 0 = there was none. */
  readonly status: number;
  readonly body: string;
  readonly location: string | undefined;
}

export interface Verdict {
  /** A sentence; undefined when the status is right. */
  readonly statusProblem: string | undefined;
  /** One sentence for each thing that is wrong with the body. */
  readonly problems: readonly string[];
  /** Ids to keep by variable; an empty one is forgotten. */
  readonly ids?: { readonly [variable: string]: string };
  /** Settings to keep as JSON by variable; undefined is forgotten. */
  readonly settings?: { readonly [variable: string]: unknown };
}

const HINTS: { readonly [status: number]: string } = {
  400: 'the node rejected the request; its response names the field or the parameter',
  401: 'the node did not accept the token; check that the OAuth2 client still exists and that "host" is the node which issued the token',
  403: 'the role of your OAuth2 client lacks the permission for this; "scope" in the environment shows what was granted',
  404: 'no such object, or this version of the node does not have this resource; send the "List" request first and check the id',
  405: 'this version of the node does not allow this method here',
  429: 'too many requests; wait, then send it again, and send at most 5 at once',
};

/** As much of the body as may help, on one line. Longer ones are pages, not messages. */
const excerpt = (body: string): string => {
  const line = body.replace(/\s+/g, ' ').trim();
  return /^[{["]/.test(line) ? ` The node says: ${line.slice(0, 300)}` : '';
};

/** The sentence for a status that is not one of the expected; undefined for one that is. */
export const statusProblem = (
  { status, body }: Response,
  expected: readonly number[],
): string | undefined => {
  if (expected.includes(status)) return undefined;
  if (status === 0) return 'There was no response.';
  const hint =
    HINTS[status] ??
    (status >= 500 ? 'the node failed; see its alarms and logs' : 'not a documented response');
  return `${status} instead of ${expected.join(' or ')}: ${hint}.${status === 400 ? excerpt(body) : ''}`;
};
