/** `npm run bench [-- --json] [-- --quick]`: measures what the design gives a budget; exit code 1 if one is missed. */

import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureBuildTime } from './build-time.ts';
import { measureBundleSizes } from './bundle-size.ts';
import { measureFirstToken } from './first-token.ts';
import { startLocalServers } from './local-server.ts';
import { formatResults, jsonOf } from './print.ts';
import { measureRequestCost } from './request-cost.ts';
import { keepsBudget, type Result } from './result.ts';
import { measureStartUp } from './start-up.ts';

/** How often each is repeated. `--quick` is for a look while working; its numbers are not to be quoted. */
const full = { requestCost: 7, firstToken: 5, build: 3, startUp: 21 };
const quick = { requestCost: 2, firstToken: 2, build: 1, startUp: 7 };

const say = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`${text} …\n`);
};

const measureInNewman = async (rounds: typeof full): Promise<Result[]> => {
  const servers = await startLocalServers();
  try {
    say('cost per request in newman');
    const cost = await measureRequestCost(servers, rounds.requestCost);
    say('first token');
    return [...cost, ...(await measureFirstToken(servers, rounds.firstToken))];
  } finally {
    await servers.close();
  }
};

const measureAll = async (rounds: typeof full): Promise<Result[]> => {
  say('start-up');
  const startUp = await measureStartUp(rounds.startUp);
  say('bundle sizes');
  const sizes = await measureBundleSizes();
  say('build time');
  const builds = await measureBuildTime(rounds.build);
  return [...(await measureInNewman(rounds)), ...sizes, ...builds, ...startUp];
};

/** Times of a machine that does something else at the same time are too long, and the ratios with them. */
const warnIfBusy = (): void => {
  const [load = 0] = loadavg();
  if (load <= availableParallelism() / 2) return;
  process.stderr.write(`The machine is busy (load ${load.toFixed(1)}); repeat this when it is not.\n`);
};

const { values } = parseArgs({ options: { json: { type: 'boolean' }, quick: { type: 'boolean' } } });
warnIfBusy();
const results = await measureAll(values.quick ? quick : full);
process.stdout.write(`${values.json ? jsonOf(results) : formatResults(results)}\n`);
process.exitCode = results.some((result) => keepsBudget(result) === false) ? 1 : 0;
