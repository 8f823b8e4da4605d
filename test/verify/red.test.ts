/** What `verify` is for: a file that does not do what its collection declares is red, and says where. */

import { describe, expect, test } from 'vitest';
import {
  clientCredentials,
  clientSecretBasic,
  clientSecretPost,
  refreshToken,
} from '../../src/oauth/authorization.ts';
import type { CollectionDeclaration } from '../../src/model/collection.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import type { NegativeCheck } from '../../src/verify/negative/checks.ts';
import { negativeChecks } from '../../src/verify/negative/checks.ts';
import type { Plan } from '../../src/verify/plan.ts';
import { verifyPositive } from '../../src/verify/positive.ts';
import { planOf, widgets } from './plan-of.ts';

const at = { tokenEndpoint: 'https://{{host}}/oauth/token', scope: 'read write' };
const run = (plan: Plan) => ({
  plan,
  engine: newmanEngine,
  signal: new AbortController().signal,
  onSecret: () => {},
  onHeld: () => {},
});

/** The plan of one collection with the file of another. */
const mistaken = (declared: CollectionDeclaration, written: CollectionDeclaration): Plan => {
  const plan = planOf(declared);
  return { ...plan, emit: () => plan.emit(written) };
};

const checkOf = (plan: Plan, name: string): NegativeCheck => {
  const check = negativeChecks(plan).find((each) => each.name === name);
  if (check === undefined) throw new Error(`there is no check ${name}`);
  return check;
};

const failuresOf = async (plan: Plan, name: string) =>
  (await checkOf(plan, name).check(name, run(plan))).map(({ message }) => message);

const inHeader = clientCredentials({ ...at, clientAuthentication: clientSecretBasic() });
const inForm = clientCredentials({ ...at, clientAuthentication: clientSecretPost() });
const renewing = refreshToken({ ...at, clientAuthentication: clientSecretPost() });

describe.concurrent('verify is red', () => {
  test('for a file that authenticates in another way than is declared', async () => {
    const plan = mistaken(widgets(inHeader), widgets(inForm));
    const { failures } = await verifyPositive(run(plan), () => {});
    expect(failures).toContainEqual(
      expect.objectContaining({
        path: ['one'],
        source: 'Login failed: HTTP 401 invalid_client',
        message: expect.stringContaining('does not match the registered client authentication method'),
      }),
    );
  });

  test('for a file that sends a request for which too little was granted', async () => {
    const plan = mistaken(widgets(inForm, { scope: 'write' }), widgets(inForm));
    const name = 'A request for which too little was granted is not sent';
    expect(await failuresOf(plan, name)).toEqual([
      'It was sent.',
      'No failed test names the missing scope, ‘write’.',
    ]);
  });

  test('for a file that sends requests without having logged in', async () => {
    const { authorization: _authorization, ...open } = widgets(inForm);
    const plan = mistaken(widgets(inForm), open);
    expect(await failuresOf(plan, 'With a wrong client secret nothing is sent')).toEqual([
      'The authorization server was not asked, or rejected nothing.',
      '3 requests reached the API without a token.',
      'The run is green although no token could be had.',
    ]);
  });

  test('for a file that forgets the refresh token that came with a token', async () => {
    const plan = planOf(widgets(renewing));
    const forgetful: Plan = {
      ...plan,
      emit: async (declaration) =>
        (await plan.emit(declaration)).replaceAll('refresh_token:', 'other_token:'),
    };
    const name = 'A token that is revoked in the middle of a run is renewed';
    expect((await failuresOf(forgetful, name)).join('\n')).toContain('refresh token already used');
    const kept = await failuresOf(forgetful, 'In the end the environment holds the last refresh token');
    expect(kept).toContain('refresh_token holds another one.');
  });
});
