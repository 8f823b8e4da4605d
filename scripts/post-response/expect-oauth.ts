/** Tests the responses of the authorization server's own endpoints (RFC 7009, RFC 7662, OpenID Connect Discovery and Core §5.3). */

interface Expectation {
  /** Names that the JSON object must have, separated by blanks; absent = the response needs no body. */
  readonly has?: string;
  /** The variable without whose value the server rejects the request. */
  readonly needs?: string;
}

/** True where the request lacks what the server demands, so that the rejection is right. */
const isLacking = (variable: string | undefined): boolean =>
  variable !== undefined && String(pm.variables.get(variable) ?? '').trim() === '';

export default (expectation: Expectation): void => {
  const { code } = pm.response;
  const { has, needs } = expectation;
  if (isLacking(needs) && (code === 401 || code === 403)) {
    pm.test.skip(`${code}: "${needs ?? ''}" is empty, so the server rejects the request, as it should`);
    return;
  }
  pm.test('The response of the authorization server is 200', () => {
    const hint = code === 404 ? ' (is OpenID Connect on? The server needs OIDC_RSA_PRIVATE_KEY)' : '';
    if (code !== 200) throw new Error(`it is ${code}${hint}: ${pm.response.text().slice(0, 200)}`);
  });
  if (code !== 200 || has === undefined) return;
  const names = has.split(' ');
  pm.test(`The response has ${names.join(', ')}`, () => {
    const response: unknown = pm.response.json();
    const missing = names.filter(
      (name) => typeof response !== 'object' || response === null || !(name in response),
    );
    if (missing.length > 0) throw new Error(`it lacks ${missing.join(', ')}`);
  });
};
