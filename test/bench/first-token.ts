/** What the first request of a run costs more than it would with a live token: key, signature, token call. */

import type { SigningAlgorithm } from '../../src/declare/authorization.ts';
import { generateClientKey, privateKeyPem } from '../../src/mock/keys.ts';
import type { LocalServers } from './local-server.ts';
import { loginScript } from './login-scripts.ts';
import { interleave, valueOf, type Sampler } from './measure.ts';
import { runLoad, type Variables } from './newman-run.ts';
import type { Result } from './result.ts';

export const algorithms: readonly SigningAlgorithm[] = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512'];

const samplersOf = async (
  servers: LocalServers,
  algorithm: SigningAlgorithm,
  rounds: number,
): Promise<Sampler[]> => {
  const preRequest = await loginScript(algorithm);
  const key = privateKeyPem(await generateClientKey(algorithm));
  const run = async (name: string, variables: Variables) =>
    runLoad({
      url: servers.api,
      requests: 1,
      scripts: { [name]: { preRequest } },
      variables,
      caFile: servers.caFile,
    });
  const empty: Variables = { host: servers.tokenHost, client_id: 'bench', client_private_key: key };
  const live = (await run('first', empty)).variables;
  return [
    { rounds, sample: async () => (await run(`${algorithm} without token`, empty)).times },
    { rounds, sample: async () => (await run(`${algorithm} with token`, live)).times },
  ];
};

/** Measures every algorithm. */
export const measureFirstToken = async (servers: LocalServers, rounds: number): Promise<Result[]> => {
  const samplers: Sampler[] = [];
  for (const algorithm of algorithms) samplers.push(...(await samplersOf(servers, algorithm, rounds)));
  const times = await interleave(samplers);
  return algorithms.map((algorithm) => ({
    section: 'first token, over a live one',
    name: algorithm,
    value: valueOf(times, `${algorithm} without token`) - valueOf(times, `${algorithm} with token`),
    unit: 'ms',
  }));
};
