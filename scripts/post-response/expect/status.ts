/** What an HTTP status other than the documented one means on a Pexip Infinity Management Node, and what to check. */

const HINTS: { readonly [status: number]: string } = {
  400: 'the node refused the request; its answer names the field or the parameter',
  401: 'the node did not accept the token; check that the OAuth2 client still exists and that "host" is the node which issued the token',
  403: 'the role of your OAuth2 client lacks the permission for this; "scope" in the environment shows what was granted',
  404: 'no such object, or this version of the node does not have this resource; send the "List" request first and check the id',
  405: 'this version of the node does not allow this method here',
  429: 'too many requests; wait, then send it again, and send at most 5 at once',
};

/** As much of the answer as may help, on one line. Longer ones are pages, not messages. */
const excerpt = (body: string): string => {
  const line = body.replace(/\s+/g, ' ').trim();
  return /^[{["]/.test(line) ? ` Answer: ${line.slice(0, 300)}` : '';
};

/** The sentence for a status that is not one of the expected, or undefined for one that is. */
export const statusProblem = (
  status: number,
  expected: readonly number[],
  body: string,
): string | undefined => {
  if (expected.includes(status)) return undefined;
  const hint =
    HINTS[status] ?? (status >= 500 ? 'the node failed; see its alarms and logs' : 'not a documented answer');
  return `${status} instead of ${expected.join(' or ')}: ${hint}.${status === 400 ? excerpt(body) : ''}`;
};
