/** What the first request of a run costs more than it would with a live token: key, signature, token call. */

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { LocalServers } from './local-server.ts';
import { logins, scriptsOf, type Login, type LoginScripts } from './login-scripts.ts';
import { interleave, valueOf, type Sampler } from './measure.ts';
import { collectionOf, runCollection, type Variables } from './newman-run.ts';
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

const samplersOf = async (
  { api, secureHost, caFile }: LocalServers,
  built: LoginScripts,
  login: Login,
  rounds: number,
): Promise<Sampler[]> => {
  const { preRequest } = scriptsOf(built, login);
  const collection = collectionOf({ url: api, requests: 1, scripts: { [login]: { preRequest } } });
  const run = (variables: Variables) => runCollection({ collection, variables, caFile });
  const key = keyFor(login);
  const empty = { host: secureHost, client_id: 'bench', client_private_key: key, client_secret: key };
  const live = (await run(empty)).variables;
  const sampler = (name: string, variables: Variables): Sampler => ({
    rounds,
    sample: async () => new Map([[name, (await run(variables)).times.map(({ time }) => time)]]),
  });
  return [sampler(`${login} without token`, empty), sampler(`${login} with token`, live)];
};

/** Milliseconds over the first token of a login whose HMAC costs next to nothing. */
const budgets = { ES256: 25, EdDSA: 25, ES384: 45, ES512: 90 };

/** Measures every way of logging in. */
export const measureFirstToken = async (
  servers: LocalServers,
  built: LoginScripts,
  rounds: number,
): Promise<Result[]> => {
  const samplers: Sampler[] = [];
  for (const login of logins) samplers.push(...(await samplersOf(servers, built, login, rounds)));
  const times = await interleave(samplers);
  const cost = (login: string) =>
    valueOf(times, `${login} without token`) - valueOf(times, `${login} with token`);
  const unit = 'ms';
  return [
    ...logins.map((name): Result => ({
      section: 'first token, over a live one',
      name,
      value: cost(name),
      unit,
    })),
    ...Object.entries(budgets).map(([name, budget]): Result => ({
      section: 'first token, over an HMAC’s',
      name,
      value: cost(name) - cost('HS256'),
      unit,
      budget,
    })),
  ];
};
