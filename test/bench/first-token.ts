/** What the first request of a run costs more than it would with a live token: key, signature, token call. */

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { LocalServers } from './local-server.ts';
import { loginScript, logins, type Login } from './login-scripts.ts';
import { interleave, valueOf, type Sampler } from './measure.ts';
import { runLoad, type Variables } from './newman-run.ts';
import type { Result } from './result.ts';

const curves: Partial<Record<Login, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

/** PKCS#8 PEM, or a secret of 64 bytes. */
const keyFor = (login: Login): string => {
  const namedCurve = curves[login];
  if (login === 'secret' || login.startsWith('HS')) return randomBytes(64).toString('base64url');
  const { privateKey } =
    namedCurve !== undefined
      ? generateKeyPairSync('ec', { namedCurve })
      : login === 'EdDSA'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
};

const samplersOf = async (servers: LocalServers, login: Login, rounds: number): Promise<Sampler[]> => {
  const preRequest = await loginScript(login);
  const key = keyFor(login);
  const run = async (name: string, variables: Variables) =>
    runLoad({
      url: servers.api,
      requests: 1,
      scripts: { [name]: { preRequest } },
      variables,
      caFile: servers.caFile,
    });
  const empty: Variables = {
    host: servers.tokenHost,
    client_id: 'bench',
    client_private_key: key,
    client_secret: key,
  };
  const live = (await run('first', empty)).variables;
  return [
    { rounds, sample: async () => (await run(`${login} without token`, empty)).times },
    { rounds, sample: async () => (await run(`${login} with token`, live)).times },
  ];
};

/** Measures every way of logging in. */
export const measureFirstToken = async (servers: LocalServers, rounds: number): Promise<Result[]> => {
  const samplers: Sampler[] = [];
  for (const login of logins) samplers.push(...(await samplersOf(servers, login, rounds)));
  const times = await interleave(samplers);
  return logins.map((login) => ({
    section: 'first token, over a live one',
    name: login,
    value: valueOf(times, `${login} without token`) - valueOf(times, `${login} with token`),
    unit: 'ms',
  }));
};
