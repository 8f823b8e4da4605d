/** What a script costs each request in newman while the token lives. */

import { generateClientKey, privateKeyPem } from '../../src/mock/keys.ts';
import { evaluatingScript, libraryText, signingScript } from './evaluated-library.ts';
import type { LocalServers } from './local-server.ts';
import { loginScript, renewalScript } from './login-scripts.ts';
import { interleave, valueOf, type Sampler } from './measure.ts';
import { runLoad, type Scripts, type Variables } from './newman-run.ts';
import type { Result } from './result.ts';

const requests = 80;
/** The first requests of a run warm newman up. */
const warmUp = 10;

const oneLine = `pm.variables.get('x');`;

const names = {
  none: 'no script',
  oneLine: 'one-line script',
  ours: 'Postsmith, ES256, token live',
  oneLineTwice: 'one-line script before and after',
  oursTwice: 'Postsmith before and after',
  evaluating: 'evaluated library, token live',
  signing: 'evaluated library, signature each time',
} as const;

type Name = keyof typeof names;

const scriptsOf = async (): Promise<Record<Name, Scripts>> => {
  const [login, renewal] = await Promise.all([loginScript('ES256'), renewalScript('ES256')]);
  return {
    none: {},
    oneLine: { preRequest: oneLine },
    ours: { preRequest: login },
    oneLineTwice: { preRequest: oneLine, postResponse: oneLine },
    oursTwice: { preRequest: login, postResponse: renewal },
    evaluating: { preRequest: evaluatingScript },
    signing: { preRequest: signingScript },
  };
};

/** A first request logs in; what it leaves in the environment is what every variant starts from. */
const logInOnce = async ({ api, tokenHost, caFile }: LocalServers, login: Scripts): Promise<Variables> => {
  const key = privateKeyPem(await generateClientKey('ES256'));
  const variables = { host: tokenHost, client_id: 'bench', client_private_key: key };
  return (await runLoad({ url: api, requests: 1, variables, caFile, scripts: { login } })).variables;
};

const ratios = (times: ReadonlyMap<string, number>): Result[] => {
  const time = (key: Name) => valueOf(times, names[key]);
  const over = (script: Name) => time(script) - time('none');
  const section = 'cost per request, over no script';
  const ratio = (name: string, value: number, budget: number): Result => ({
    section,
    name,
    value,
    unit: '×',
    budget,
  });
  return [
    ratio('of a one-line script', over('ours') / over('oneLine'), 1.3),
    ratio('of one-line scripts before and after', over('oursTwice') / over('oneLineTwice'), 1.3),
    ratio('of an evaluated library', over('ours') / over('evaluating'), 1 / 4),
    ratio('of an evaluated library that signs each time', over('ours') / over('signing'), 1 / 35),
  ];
};

const quickOnes: readonly Name[] = ['none', 'oneLine', 'ours', 'oneLineTwice', 'oursTwice'];

/** Measures all variants; `rounds` times, but twice where each request signs, which takes long. */
export const measureRequestCost = async (servers: LocalServers, rounds: number): Promise<Result[]> => {
  const scripts = await scriptsOf();
  const variables = await logInOnce(servers, scripts.ours);
  const sampler = (keys: readonly Name[], times: number, more: Variables): Sampler => ({
    rounds: times,
    sample: async () => {
      const { times: measured } = await runLoad({
        url: servers.api,
        requests,
        scripts: Object.fromEntries(keys.map((key) => [names[key], scripts[key]])),
        variables: { ...variables, ...more },
        caFile: servers.caFile,
      });
      return new Map([...measured].map(([name, values]) => [name, values.slice(warmUp)]));
    },
  });
  const times = await interleave([
    sampler(quickOnes, rounds, {}),
    sampler(['evaluating'], rounds, { library: libraryText() }),
    sampler(['signing'], Math.min(rounds, 2), { library: libraryText() }),
  ]);
  const absolute = [...times].map(([name, value]): Result => ({
    section: 'cost per request',
    name,
    value,
    unit: 'ms',
  }));
  return [...absolute, ...ratios(times)];
};
