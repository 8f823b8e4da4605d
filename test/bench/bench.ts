/**
 * `npm run bench [-- --json] [-- --quick] [-- --sizes | --sources | --watch]`: measures what the design gives a budget; `--sources`,
 * collections of API descriptions alone; `--watch`, builds of this repository alone. Exit code 1 when a size exceeds its budget; times are printed only, as they depend on what else the machine does.
 */

import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureBuildTime } from './build-time.ts';
import { measureFirstToken } from './first-token.ts';
import { startLocalServers } from './local-server.ts';
import { buildLogins, type LoginScripts } from './login-scripts.ts';
import { measurePexipRun } from './pexip-run.ts';
import { formatResults, jsonOf } from './print.ts';
import { measureRequestCost } from './request-cost.ts';
import { keepsBudget, type Result } from './result.ts';
import { measureSizes } from './sizes.ts';
import { measureSources } from './sources.ts';
import { measureStartUp } from './start-up.ts';
import { measureWatch } from './watch.ts';

/** How often each is repeated. `--quick` is for a look while working; its numbers are not to be quoted. */
const full = { requestCost: 7, firstToken: 11, pexipRun: 5, build: 3, startUp: 21, sources: 3, watch: 5 };
const quick = { requestCost: 2, firstToken: 3, pexipRun: 2, build: 1, startUp: 7, sources: 1, watch: 1 };

const say = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`${text} …\n`);
};

const measureLogins = async (built: LoginScripts, rounds: typeof full): Promise<Result[]> => {
  const servers = await startLocalServers();
  try {
    say('cost per request in newman');
    const cost = await measureRequestCost(servers, built, rounds.requestCost);
    say('first token');
    return [...cost, ...(await measureFirstToken(servers, built, rounds.firstToken))];
  } finally {
    await servers.close();
  }
};

const measureTimes = async (built: LoginScripts, rounds: typeof full): Promise<Result[]> => {
  say('start-up');
  const startUp = await measureStartUp(rounds.startUp);
  say('build time');
  const builds = await measureBuildTime(rounds.build);
  const rebuilds = await measureWatch(rounds.watch);
  say('a run of the Pexip collection');
  const pexip = await measurePexipRun(rounds.pexipRun);
  return [...(await measureLogins(built, rounds)), ...pexip, ...builds, ...rebuilds, ...startUp];
};

/** Times of a machine that does something else at the same time are too long, and the ratios with them. */
const warnIfBusy = (): void => {
  const [load = 0] = loadavg();
  if (load <= availableParallelism() / 2) return;
  process.stderr.write(`The machine is busy (load ${load.toFixed(1)}); repeat this when it is not.\n`);
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    quick: { type: 'boolean' },
    sizes: { type: 'boolean' },
    sources: { type: 'boolean' },
    watch: { type: 'boolean' },
  },
});
if (!values.sizes) warnIfBusy();
const rounds = values.quick ? quick : full;

const measureAll = async (): Promise<{
  readonly results: readonly Result[];
  readonly sizes: readonly Result[];
}> => {
  if (values.sources) return { results: measureSources(rounds.sources), sizes: [] };
  if (values.watch) return { results: await measureWatch(rounds.watch), sizes: [] };
  const built = await buildLogins();
  const sizes = measureSizes(built);
  return { results: [...(values.sizes ? [] : await measureTimes(built, rounds)), ...sizes], sizes };
};

const { results, sizes } = await measureAll();
process.stdout.write(`${values.json ? jsonOf(results) : formatResults(results)}\n`);
process.exitCode = sizes.some((size) => keepsBudget(size) === false) ? 1 : 0;
