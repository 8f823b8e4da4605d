/** Leaves out what asks for the person behind a token, where the token is a service client's: its scope lacks `openid`. */

const scope = String(pm.variables.get('scope') ?? '').trim();

if (scope !== '' && !scope.split(' ').includes('openid')) {
  pm.test.skip("Not sent: the token is a service client's, and there is no person behind it");
  pm.execution.skipRequest();
}
