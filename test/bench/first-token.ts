/** What the first request of a run costs more than it would with a live token: key, signature, token call. */

import type { SigningAlgorithm } from '../../src/declare/authorization.ts';
import { generateClientKey, privateKeyPem } from '../../src/mock/keys.ts';
import type { LocalServers } from './local-server.ts';
import { loginScript } from './login-scripts.ts';
import { interleave, valueOf, type Variant } from './measure.ts';
import { runLoad, type Variables } from './newman-run.ts';
import type { Result } from './result.ts';

export const algorithms: readonly SigningAlgorithm[] = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512'];

const variantsOf = async (servers: LocalServers, algorithm: SigningAlgorithm, rounds: number) => {
  const preRequest = await loginScript(algorithm);
  const key = privateKeyPem(await generateClientKey(algorithm));
  const empty: Variables = { host: servers.tokenHost, client_id: 'bench', client_private_key: key };
  const run = async (variables: Variables) =>
    runLoad({ url: servers.api, requests: 1, variables, caFile: servers.caFile, preRequest });
  const live = (await run(empty)).variables;
  const variant = (name: string, variables: Variables): Variant => ({
    name: `${algorithm} ${name}`,
    rounds,
    sample: async () => (await run(variables)).times,
  });
  return [variant('without token', empty), variant('with token', live)];
};

/** Measures every algorithm. */
export const measureFirstToken = async (servers: LocalServers, rounds: number): Promise<Result[]> => {
  const variants: Variant[] = [];
  for (const algorithm of algorithms) variants.push(...(await variantsOf(servers, algorithm, rounds)));
  const times = await interleave(variants);
  return algorithms.map((algorithm) => ({
    section: 'first token, over a live one',
    name: algorithm,
    value: valueOf(times, `${algorithm} without token`) - valueOf(times, `${algorithm} with token`),
    unit: 'ms',
  }));
};
