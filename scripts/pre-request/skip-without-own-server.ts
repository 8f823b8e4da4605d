/** Leaves out the requests to the service's own authorization server where the environment names none. */

if (String(pm.variables.get('own_server') ?? '').trim() === '') {
  pm.test.skip('Not sent: "own_server" is empty, as this environment uses another authorization server');
  pm.execution.skipRequest();
}
