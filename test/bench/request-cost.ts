/** What a script costs each request in newman while the token lives. */

import { makeKeyPair, privatePem } from '../../src/keys/key-pair.ts';
import { evaluatingScript, libraryText, signingScript } from './evaluated-library.ts';
import type { LocalServers } from './local-server.ts';
import { scriptsOf, type LoginScripts } from './login-scripts.ts';
import { interleave, valueOf, type Sampler } from './measure.ts';
import { collectionOf, runCollection, type Scripts, type Variables } from './newman-run.ts';
import type { Result } from './result.ts';

const requests = 80;
/** The first requests of a run warm newman up. */
const warmUp = 10;

const oneLine = `pm.variables.get('x');`;

const names = {
  none: 'no script',
  oneLine: 'one-line script',
  ours: 'Postsmith, ES256, token live',
  rsa: 'Postsmith, RS256, token live',
  oneLineTwice: 'one-line script before and after',
  oursTwice: 'Postsmith, ES256, before and after',
  evaluating: 'evaluated library, token live',
  signing: 'evaluated library, signature each time',
} as const;

type Name = keyof typeof names;

const variantsOf = (built: LoginScripts): Record<Name, Scripts> => {
  const { preRequest, postResponse } = scriptsOf(built, 'ES256');
  return {
    none: {},
    oneLine: { preRequest: oneLine },
    ours: { preRequest },
    rsa: { preRequest: scriptsOf(built, 'RS256').preRequest },
    oneLineTwice: { preRequest: oneLine, postResponse: oneLine },
    oursTwice: { preRequest, postResponse },
    evaluating: { preRequest: evaluatingScript },
    signing: { preRequest: signingScript },
  };
};

/** A first request logs in; what it leaves in the environment is what every variant starts from. */
const logInOnce = async (
  { api, secureHost, caFile }: LocalServers,
  algorithm: 'ES256' | 'RS256',
  login: Scripts,
): Promise<Variables> => {
  const key = privatePem(await makeKeyPair(algorithm, 2048), undefined);
  const variables = { host: secureHost, client_id: 'bench', client_private_key: key };
  const collection = collectionOf({ url: api, requests: 1, scripts: { login } });
  return (await runCollection({ collection, variables, caFile })).variables;
};

const ratios = (times: ReadonlyMap<string, number>): Result[] => {
  const time = (key: Name) => valueOf(times, names[key]);
  const over = (script: Name) => time(script) - time('none');
  const rows: readonly (readonly [string, number, number])[] = [
    ['of a one-line script', over('ours') / over('oneLine'), 1.3],
    ['of a one-line script, RSA', over('rsa') / over('oneLine'), 1.6],
    ['of one-line scripts before and after', over('oursTwice') / over('oneLineTwice'), 1.3],
    ['of an evaluated library', over('ours') / over('evaluating'), 1 / 3],
    ['of an evaluated library that signs each time', over('ours') / over('signing'), 1 / 25],
  ];
  const section = 'cost per request, over no script';
  return rows.map(([name, value, budget]) => ({ section, name, value, unit: '×', budget }));
};

/** Measures all variants; `rounds` times, but twice where each request signs, which takes long. */
export const measureRequestCost = async (
  servers: LocalServers,
  built: LoginScripts,
  rounds: number,
): Promise<Result[]> => {
  const { api, caFile } = servers;
  const variants = variantsOf(built);
  const es256 = await logInOnce(servers, 'ES256', variants.ours);
  const rs256 = await logInOnce(servers, 'RS256', variants.rsa);
  const library = { ...es256, library: libraryText() };
  const sampler = (keys: readonly Name[], times: number, variables: Variables): Sampler => {
    const scripts = Object.fromEntries(keys.map((key) => [names[key], variants[key]]));
    const collection = collectionOf({ url: api, requests, scripts });
    return {
      rounds: times,
      sample: async () => {
        const { times: measured } = await runCollection({ collection, variables, caFile });
        const warm = measured.slice(warmUp * keys.length);
        const timesOf = (key: Name) => warm.filter(({ name }) => name === names[key]).map(({ time }) => time);
        return new Map(keys.map((key) => [names[key], timesOf(key)]));
      },
    };
  };
  const times = await interleave([
    sampler(['none', 'oneLine', 'ours', 'oneLineTwice', 'oursTwice'], rounds, es256),
    sampler(['none', 'oneLine', 'rsa'], rounds, rs256),
    sampler(['evaluating'], rounds, library),
    sampler(['signing'], Math.min(rounds, 2), library),
  ]);
  const absolute = [...times].map(([name, value]): Result => ({
    section: 'cost per request',
    name,
    value,
    unit: 'ms',
  }));
  return [...absolute, ...ratios(times)];
};
