/** Tests the answers of the authorization server's own endpoints (RFC 7009, RFC 7662, OpenID Connect Discovery and Core §5.3). */

interface Expectation {
  /** Names that the JSON object must have, separated by blanks; absent = the answer needs no body. */
  readonly has?: string;
  /** The variable without whose value the server refuses. */
  readonly needs?: string;
  /** The scope token, in the variable `scope`, without which the server refuses. */
  readonly needsScope?: string;
}

/** What the request lacks, so that a refusal is right; '' when nothing. */
const lack = ({ needs, needsScope }: Expectation): string => {
  if (needs !== undefined && String(pm.variables.get(needs) ?? '').trim() === '')
    return `"${needs}" is empty`;
  const scopes = String(pm.variables.get('scope') ?? '').split(' ');
  return needsScope === undefined || scopes.includes(needsScope)
    ? ''
    : `the token lacks the scope ${needsScope}`;
};

const isRefusal = (status: number): boolean => status === 401 || status === 403;

export default (expectation: Expectation): void => {
  const { code } = pm.response;
  const lacking = lack(expectation);
  if (lacking !== '' && isRefusal(code)) {
    pm.test.skip(`${code}: ${lacking}, so the server refuses, as it should`);
    return;
  }
  pm.test('The authorization server answers 200', () => {
    const hint = code === 404 ? ' (is OpenID Connect on? The server needs OIDC_RSA_PRIVATE_KEY)' : '';
    if (code !== 200) throw new Error(`it answers ${code}${hint}: ${pm.response.text().slice(0, 200)}`);
  });
  if (code !== 200 || expectation.has === undefined) return;
  const names = expectation.has.split(' ');
  pm.test(`The answer has ${names.join(', ')}`, () => {
    const answer: unknown = pm.response.json();
    const missing = names.filter(
      (name) => typeof answer !== 'object' || answer === null || !(name in answer),
    );
    if (missing.length > 0) throw new Error(`it lacks ${missing.join(', ')}`);
  });
};
